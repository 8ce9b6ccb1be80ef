import ExactNumbers

/// Findings of the analysis of sound rules.
extension Finding {
  /// Places that a finding is about beside its own.
  private static func labels(_ places: [SourceRange], _ zh: String, _ en: String)
    -> [Diagnostic.Label]
  {
    places.prefix(Diagnostic.labelCountMax).map { Diagnostic.Label($0, Message(zh: zh, en: en)) }
  }

  /// Why a measure does not get to a band.
  enum OutOfReach {
    /// The values it has are others.
    case values(Message)
    /// It is whole, and the band holds no whole number.
    case wholeNumbers
    /// Cases have decided where it could.
    case decidedBefore

    fileprivate var words: Message {
      switch self {
      case .values(let range):
        Message(zh: "计算值的取值是 \(range.zh)", en: "the measure is \(range.en)")
      case .wholeNumbers: Message(zh: "计算值只取整数", en: "the measure is a whole number")
      case .decidedBefore:
        Message(zh: "前面的条款已经决定了这些情况", en: "the clauses before it decide there")
      }
    }
  }

  static func unreachableBand(_ why: OutOfReach, measure: SourceRange, others: [SourceRange])
    -> Finding
  {
    Finding(
      .unreachableBand, zh: "这一档永远用不到：\(why.words.zh)",
      en: "no measure reaches this band: \(why.words.en)",
      labels: [
        Diagnostic.Label(measure, Message(zh: "这里的计算值到不了", en: "the measure never gets there"))
      ] + labels(others, "这一档也用不到", "nor this one"),
      helps: [
        .init(
          zh: "改这一档的一端，或改数据的取值范围；不需要的就删去",
          en: "change an end of the band or the range of a fact, or take the band out")
      ])
  }

  static func uselessCase(earlier: SourceRange?, ranges: Message?) -> Finding {
    Finding(
      .uselessClause,
      zh: earlier == nil
        ? "这一条永远不起作用：它的条件不可能成立" : "这一条永远不起作用：符合条件的，前面已经决定了",
      en: earlier == nil
        ? "this case never decides: its condition cannot hold"
        : "this case never decides: what meets it has been decided before",
      labels: earlier.map {
        [Diagnostic.Label($0, Message(zh: "先由这一条决定", en: "decided here first"))]
      } ?? [],
      helps: earlier == nil
        ? mendCondition(ranges)
        : [.init(zh: "把条件更严的一条写在前面", en: "write the narrower condition first")])
  }

  /// The ways out where a condition cannot hold, with the values that its figures can have.
  private static func mendCondition(_ ranges: Message?) -> [Diagnostic.Help] {
    let range = ranges.map {
      Diagnostic.Help(zh: "取值范围：\($0.zh)", en: "the values can be: \($0.en)")
    }
    return [range].compactMap { $0 }
      + [.init(zh: "改条件，或改数据的取值范围", en: "change the condition or the range of a fact")]
  }

  static func uselessLine(
    _ what: Message, countsNothing: Bool = false, ranges: Message?
  ) -> Finding {
    let why =
      countsNothing
      ? Message(zh: "个数只能是 0", en: "its count is always 0")
      : Message(zh: "它的条件不可能成立", en: "its condition cannot hold")
    return Finding(
      .uselessClause, zh: "\(what.zh)永远不起作用：\(why.zh)",
      en: "\(what.en) never takes effect: \(why.en)",
      helps: mendCondition(ranges))
  }

  static func caseTakesAll(_ name: String, rest: [SourceRange]) -> Finding {
    Finding(
      .caseTakesAll, zh: "“\(name)”总是由这一条决定，后面的规则永远用不到",
      en: "this case always decides '\(name)', and nothing after it is ever used",
      labels: labels(rest, "用不到", "never used"),
      helps: [.init(zh: "把条件写得更严，或删去后面的规则", en: "narrow the condition, or take out the rest")])
  }

  static func unreachableGrade(_ name: String, totals: Message?) -> Finding {
    Finding(
      .unreachableGrade,
      zh: "没有总分能评为“\(name)”" + (totals.map { "：总分的取值是 \($0.zh)" } ?? "：前面的等次已经包括了所有情况"),
      en: "no total gets the grade '\(name)'"
        + (totals.map { ": totals are \($0.en)" } ?? ": the grades before it take every case"),
      helps: [.init(zh: "改等次的范围，或删去这一等次", en: "change its range, or take the grade out")])
  }

  static func cannotLose(
    _ name: String, _ points: Rational, _ domain: Message?, _ unreachable: [SourceRange]
  ) -> Finding {
    Finding(
      .cannotLose,
      zh: "“\(name)”谁都得满分 \(points) 分" + (domain.map { "：计算值的取值是 \($0.zh)" } ?? ""),
      en: "everyone scores the full \(points) points of '\(name)'"
        + (domain.map { ": the measure is \($0.en)" } ?? ""),
      labels: labels(unreachable, "这一档用不到", "never reached"),
      helps: [.init(zh: "核对分档和数据的取值范围", en: "check the bands and the ranges of the facts")])
  }

  static func alwaysMet(_ points: Rational) -> Finding {
    Finding(
      .cannotLose, zh: "这一要点谁都满足，\(points) 分谁都得",
      en: "everyone meets this item and gets its \(points) points",
      helps: [.init(zh: "核对条件和数据的取值范围", en: "check the condition and the ranges of the facts")])
  }

  static func cannotWin(
    _ name: String, _ points: Rational, most: Interval.End?, _ domain: Message?,
    _ unreachable: [SourceRange], _ neverMet: [SourceRange]
  ) -> Finding {
    let limit = most.map { end -> Message in
      if end.value <= .zero { return Message(zh: "，最多得 0 分", en: ", 0 at most") }
      return end.isClosed
        ? Message(zh: "，最多得 \(end.value) 分", en: ", \(end.value) at most")
        : Message(zh: "，总是低于 \(end.value) 分", en: ", always below \(end.value)")
    }
    let reason = most == nil ? Message(zh: "：各要点互相排斥", en: ": its items exclude each other") : nil
    let measured = domain.map { Message(zh: "；计算值的取值是 \($0.zh)", en: "; the measure is \($0.en)") }
    let parts = [limit, reason, measured].compactMap { $0 }
    return Finding(
      .cannotWin,
      zh: "“\(name)”谁都得不到满分 \(points) 分" + parts.map(\.zh).joined(),
      en: "nobody scores the full \(points) points of '\(name)'" + parts.map(\.en).joined(),
      labels: labels(unreachable, "这一档用不到", "never reached")
        + labels(neverMet, "这一要点不可能满足", "can never be met"),
      helps: [.init(zh: "核对条款和数据的取值范围", en: "check the clauses and the ranges of the facts")])
  }

  /// A twin is a name that is used and almost the same.
  static func unusedName(
    _ kind: Message, _ name: String, twin: (name: String, range: SourceRange)?
  ) -> Finding {
    Finding(
      .unusedName, zh: "\(kind.zh)“\(name)”没有用到：计分、等次和核对都不用它",
      en: "the \(kind.en) '\(name)' is never used: no score, grade or check does",
      labels: twin.map {
        [
          Diagnostic.Label(
            $0.range,
            Message(
              zh: "用到的是“\($0.name)”，只差一处", en: "'\($0.name)' is used, and one character apart"))
        ]
      } ?? [],
      helps: [.init(zh: "不需要的就删去；漏写的，写进计分或核对", en: "take it out, or use it where it was forgotten")]
    )
  }

  /// Shows the worse value of the measure and then the better one.
  static func againstDirection(
    _ name: String, _ direction: Indicator.Direction, _ shown: [Observation.Shown],
    other: SourceRange?
  ) -> Finding {
    let isHigher = direction == .higherIsBetter
    let zh = zip(shown, ["得", "只得"]).map { "\($0.place) \($1) \($0.score) 分" }
    let en = zip(shown, ["scores", "only"]).map { "\($0.place) \($1) \($0.score)" }
    return Finding(
      .againstDirection,
      zh: "“\(name)”写明\(isHigher ? "越高越好" : "越低越好")，但 " + zh.joined(separator: "，"),
      en: "'\(name)' says \(isHigher ? "higher" : "lower") is better, but "
        + en.joined(separator: " and "),
      labels: other.map {
        [Diagnostic.Label($0, Message(zh: "这一档得分反而高", en: "this band scores more"))]
      } ?? [],
      helps: [.init(zh: "改这两档的分数，或改方向", en: "change the points of the two, or the direction")])
  }

  static func notMonotone(_ name: String, _ shown: [Observation.Shown]) -> Finding {
    let zh = shown.map { "\($0.place) 得 \($0.score) 分" }.joined(separator: "，")
    let en = shown.map { "\($0.place) scores \($0.score)" }.joined(separator: ", ")
    return Finding(
      .notMonotone, zh: "“\(name)”的得分有升有降：\(zh)",
      en: "the score of '\(name)' both rises and falls: \(en)",
      helps: [
        .init(
          zh: "如果应当越高越好或越低越好，就写明，再改分档；本来如此的，不必改",
          en: "state the direction if there is one, and change the bands; leave it if it is meant")
      ])
  }

  static func nearlySame(_ name: String, _ other: String, first: SourceRange) -> Finding {
    Finding(
      .nearlySameNames, zh: "“\(name)”和“\(other)”只差一处，“\(name)”很少用到：是不是同一个",
      en: "'\(name)' and '\(other)' are one character apart, and '\(name)' is hardly used",
      labels: [Diagnostic.Label(first, Message(zh: "另一个在这里", en: "the other one"))],
      helps: [.init(zh: "是同一个的，统一写法；不是的，不必改", en: "if one is meant, write both alike")])
  }
}

/// Findings about rounding; those about the total are made where totals are.
extension Finding {
  /// A rounding as a rule writes it; its step is a value of a type.
  static func words(_ rounding: Rounding, _ type: ValueType = .number(.plain)) -> Message {
    let step = ValueText(units: UnitTable()).text(rounding.step, type.withoutUnit)
    return Message(
      zh: "\(rounding.mode.spelling(in: .zh))到 \(step)",
      en: "\(rounding.mode.spelling(in: .en)) to \(step)")
  }

  /// What is rounded once and then again to a coarser step.
  public static func roundedTwice(
    _ first: Rounding, _ second: Rounding, _ type: ValueType = .number(.plain)
  ) -> Finding {
    let (one, two) = (words(first, type), words(second, type))
    return Finding(
      .roundedTwice, zh: "先\(one.zh)，再\(two.zh)，结果可能和只舍入一次不同",
      en: "rounded \(one.en) and then \(two.en): the result may differ from rounding once",
      helps: [
        .init(zh: "只在最后一步舍入；本来要分两步的，不必改", en: "round in the last step only, unless both are meant")
      ])
  }

  static func roundingMovesBand(_ rounding: Rounding, _ type: ValueType) -> Finding {
    let how = words(rounding, type)
    return Finding(
      .roundingMovesBand, zh: "计算值先\(how.zh) 再看属于哪一档，差一点的也会换一档",
      en: "the measure is rounded \(how.en) before its band is looked up, which may move it",
      helps: [.init(zh: "不要舍入的，去掉舍入；本来如此的，不必改", en: "leave the rounding out, unless it is meant")])
  }

  /// A total that rounding moves across the end of a grade.
  public static func roundingMovesGrade(
    _ rounding: Rounding, byRounded: Bool, grades: (exact: String, rounded: String)
  ) -> Finding {
    let how = words(rounding)
    return Finding(
      .roundingMovesGrade,
      zh: byRounded
        ? "总分\(how.zh) 以后才看等次：本来是“\(grades.exact)”的可以成为“\(grades.rounded)”"
        : "总分\(how.zh)，等次却看保留前的：印出的总分够“\(grades.rounded)”，等次是“\(grades.exact)”",
      en: byRounded
        ? "grades look at the total rounded \(how.en): '\(grades.exact)' may become"
          + " '\(grades.rounded)'"
        : "the total is rounded \(how.en) but grades look at the exact one: a printed total worth"
          + " '\(grades.rounded)' may be graded '\(grades.exact)'",
      helps: [.init(zh: "本来如此的，不必改", en: "leave it if it is meant")])
  }
}

extension ValueType {
  /// The type of a step of its values: a ratio or money as such, anything else as a bare number.
  fileprivate var withoutUnit: ValueType {
    guard case .number(let type) = self, type.isRatio || type.dimension == .money else {
      return .number(.plain)
    }
    return self
  }
}
