public import ExactNumbers
public import RuleLang

/// The places where the smallest change of a figure costs most.
public struct Cliffs: Sendable {
  /// A value of a measure at which the score jumps.
  public struct Cliff: Sendable {
    /// The indicator, by index.
    public let indicator: Int

    /// Where the score is lower, as a rule writes it: `＜ 95%`.
    public let lowSide: Message

    /// The score on the higher side.
    public let from: Rational

    /// The score on the lower side.
    public let to: Rational

    /// How many jumps of that size the same clause makes, from here on.
    public let count: Int

    /// Figures that lead to the edge; nil where none were found.
    public let record: Record?

    /// The points lost at the jump.
    public var cost: Rational { from - to }
  }

  /// The end of a grade.
  public struct GradeEnd: Sendable {
    /// The totals just beyond the end, as a rule writes them.
    public let lowSide: Message

    /// The better grade and the worse one.
    public let grades: (better: String, worse: String)
  }

  /// The jumps, the most costly first.
  public let cliffs: [Cliff]

  /// The ends of the grades, in their order.
  public let gradeEnds: [GradeEnd]

  /// The indicators whose jumps are not known, each with the reason.
  public let unknown: [(indicator: Int, reason: Message)]

  /// The cliffs of a ruleset.
  ///
  /// - Complexity: O(*n* log *n*) in the pieces of the scores, and a search for each jump that is
  ///   listed.
  public init(_ program: Program) {
    let ruleset = program.ruleset
    let search = RecordSearch(program)
    var cliffs: [Cliff] = []
    var unknown: [(indicator: Int, reason: Message)] = []
    for (index, indicator) in ruleset.indicators.enumerated() {
      guard case .bands(let method) = indicator.method else {
        unknown.append((index, Self.reason(indicator.method)))
        continue
      }
      do throws(ScoreFunction.Unavailable) {
        let function = try ScoreFunction(method, points: indicator.points, rounding: nil)
        let jumps = Self.jumps(function)
        cliffs += jumps.map { Self.cliff($0, index, method, ruleset, search, function.step) }
      } catch {
        unknown.append((index, Self.reason(error)))
      }
    }
    self.cliffs = cliffs.enumerated()
      .sorted { ($1.element.cost, $0.offset) < ($0.element.cost, $1.offset) }
      .map(\.element)
    self.unknown = unknown
    gradeEnds = Self.gradeEnds(ruleset)
  }

  // MARK: Jumps

  /// A jump between two neighbouring pieces.
  private struct Jump {
    /// Where the pieces meet: the end of the lower one.
    let edge: Interval.End
    /// The first value of the upper piece, where values are whole.
    let next: Rational
    let isLowBelow: Bool
    let from: Rational
    let to: Rational
    let band: Int
    var count = 1
  }

  private static func jumps(_ function: ScoreFunction) -> [Jump] {
    var jumps: [Jump] = []
    for (below, above) in zip(function.pieces, function.pieces.dropFirst()) {
      guard let edge = below.interval.upper, let start = above.interval.lower,
        edge.value == start.value || function.step != nil,
        let left = below.value.limit(at: edge.value),
        let right = above.value.limit(at: start.value),
        left != right
      else { continue }
      let isLowBelow = left < right
      // Of the steps of one clause the first is shown, and how many follow.
      let band = isLowBelow ? below.band : above.band
      if let last = jumps.lastIndex(where: { $0.band == band && $0.isLowBelow == isLowBelow }),
        jumps[last].from - jumps[last].to == (left - right).magnitude,
        below.band == above.band
          || jumps[last].isLowBelow
      {
        jumps[last].count += 1
        // The steps are counted from the better end.
        if isLowBelow {
          jumps[last] = Jump(
            edge: edge, next: start.value, isLowBelow: true, from: right, to: left, band: band,
            count: jumps[last].count)
        }
        continue
      }
      jumps.append(
        Jump(
          edge: edge, next: start.value, isLowBelow: isLowBelow, from: max(left, right),
          to: min(left, right), band: band))
    }
    return jumps
  }

  private static func cliff(
    _ jump: Jump, _ index: Int, _ method: BandMethod, _ ruleset: Ruleset, _ search: RecordSearch,
    _ step: Rational?
  ) -> Cliff {
    let side: Interval? =
      jump.isLowBelow
      ? Interval(lower: nil, upper: jump.edge)
      : Interval(
        lower: step == nil
          ? .init(jump.edge.value, isClosed: !jump.edge.isClosed)
          : .init(jump.next, isClosed: true), upper: nil)
    let text = RangeText(units: ruleset.units, type: method.measure.type)
    let place = step != nil && !jump.isLowBelow ? jump.next : jump.edge.value
    return Cliff(
      indicator: index, lowSide: text.text(side ?? .all), from: jump.from, to: jump.to,
      count: jump.count, record: search.record(indicator: index, .measure(place)))
  }

  // MARK: Grades and reasons

  private static func gradeEnds(_ ruleset: Ruleset) -> [GradeEnd] {
    let text = RangeText(units: ruleset.units, type: .number(.plain))
    return zip(ruleset.grades, ruleset.grades.dropFirst()).compactMap { better, worse in
      guard case .range(let range) = better.criterion, let end = range.lower,
        let side = Interval(lower: nil, upper: .init(end.value, isClosed: !end.isClosed))
      else { return nil }
      return GradeEnd(lowSide: text.text(side), grades: (better.name, worse.name))
    }
  }

  private static func reason(_ method: Method) -> Message {
    switch method {
    case .judged: Message(zh: "由评价人员评定", en: "an evaluator gives the points")
    case .checklist, .deductions:
      Message(zh: "按要点或次数计分，没有计算值", en: "it counts items and has no measure")
    case .formula: Message(zh: "按算式得分，没有分档", en: "a formula gives the score")
    case .bestOf: Message(zh: "从几种方法里取最优", en: "the best of several methods counts")
    case .bands: Message(zh: "分档", en: "bands")
    }
  }

  private static func reason(_ reason: ScoreFunction.Unavailable) -> Message {
    switch reason {
    case .notANumber: Message(zh: "计算值是选项或是否", en: "the measure is a choice or an answer")
    case .endsAreFigures:
      Message(zh: "分档的一端是部门的数据", en: "a band ends at a figure of the department")
    case .tooManyPieces: Message(zh: "分档太多", en: "there are too many pieces")
    }
  }
}

extension ScoreFunction.Value {
  /// The score towards a value; nil where an evaluator chooses.
  fileprivate func limit(at value: Rational) -> Rational? {
    switch self {
    case .constant(let score): score
    case .line(let slope, let intercept): intercept + slope * value
    case .judged: nil
    }
  }
}
