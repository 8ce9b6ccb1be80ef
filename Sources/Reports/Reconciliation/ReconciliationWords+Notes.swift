import Evaluator
import ExactNumbers
import RuleLang

/// What an item says: one sentence, and what is to be known beside it.
extension ReconciliationWords {
  /// The comparison in one sentence.
  func headline(_ item: ReconciliationItem) -> String {
    let name = PlainText.of(self.name(item.subject))
    switch item.kind {
    case .check: return checkHeadline(item, name)
    case .values: return valuesHeadline(item, name)
    case .sumOfScores, .sumOfPoints: return sumHeadline(item, name)
    case .total, .grade: return kind(item.kind) + compared(item)
    case .score, .points, .measure: return "\(name) \(kind(item.kind))" + compared(item)
    case .scoreWithinPoints:
      return say(
        "\(name)：申报得分 \(claimed(item))，分值只有 \(computed(item))",
        "\(name): the claimed score is \(claimed(item)), and its points are \(computed(item))")
    case .gradeOfTotal:
      let total = record.claims.total ?? ""
      return say(
        "申报的等次是 \(claimed(item))，申报的总分 \(total) 应为 \(computed(item))",
        "the claimed grade is \(claimed(item)), and a total of \(total) has \(computed(item))")
    case .scoreOfMeasure:
      let measure = record.claims.measures.first { $0.name == name }?.text ?? ""
      return say(
        "\(name)：申报得分 \(claimed(item))，按申报的计算值 \(measure) 应得 \(computed(item))",
        "\(name): the claimed score is \(claimed(item)), and the claimed measure \(measure)"
          + " gives \(computed(item))")
    }
  }

  private func compared(_ item: ReconciliationItem) -> String {
    let claimed = claimed(item)
    var text = say("：申报 \(claimed)", ": claimed \(claimed)")
    if item.claimedValue == nil, item.verdict == .differs, item.kind.isOfPoints {
      text += say("，读不成数", ", which is no number")
    }
    let computed = computed(item)
    if !computed.isEmpty {
      let isRange: Bool = if case .range? = item.computed { true } else { false }
      text +=
        isRange
        ? say("，可能是 \(computed)", ", possible are \(computed)")
        : item.kind == .points
          ? say("，规则是 \(computed)", ", the rules say \(computed)")
          : say("，计算 \(computed)", ", computed \(computed)")
    }
    let difference = difference(item)
    guard !difference.isEmpty else { return text }
    let isMore = item.difference.map { !$0.isNegative } ?? true
    return text
      + (item.kind == .measure
        ? say("，相差 \(difference)", ", apart by \(difference)")
        : isMore
          ? say("，申报多 \(difference)", ", claimed \(difference) more")
          : say("，申报少 \(difference)", ", claimed \(difference) less"))
  }

  private func sumHeadline(_ item: ReconciliationItem, _ name: String) -> String {
    let parts = say.list(
      item.parts.map { PlainText.of(self.name($0.subject)) + " " + ScoreText.exact($0.value) })
    let isOfScores = item.kind == .sumOfScores
    let noun = isOfScores ? say("得分", "score") : say("分值", "points")
    if item.verdict == .open {
      return say(
        "\(name) \(noun)合计：申报 \(claimed(item))，下面只申报了一部分（\(parts)）",
        "\(name), sum of \(noun): claimed \(claimed(item)), of its parts only some are (\(parts))")
    }
    let whole =
      item.subject == .whole && !isOfScores
      ? say("规则是 \(claimed(item))", "the rules say \(claimed(item))")
      : say("申报 \(claimed(item))", "claimed \(claimed(item))")
    return say(
      "\(name) \(noun)合计：\(whole)，申报的各项合计 \(computed(item))（\(parts)），"
        + "相差 \(difference(item))",
      "\(name), sum of \(noun): \(whole), the claimed parts sum to \(computed(item)) (\(parts)),"
        + " apart by \(difference(item))")
  }

  private func valuesHeadline(_ item: ReconciliationItem, _ name: String) -> String {
    guard case .fact(let index) = item.subject else { return name }
    func text(_ alternative: AlternativeValue) -> String {
      fact(index, alternative.candidate.value, written: alternative.candidate.written)
    }
    let used = item.alternatives.filter(\.isUsed).map(text).joined()
    let others = item.alternatives.filter { !$0.isUsed }.map(text)
      .joined(separator: say("、", ", "))
    return say(
      "\(name)：几处数值不同，采用 \(used)，另有 \(others)",
      "\(name): several values are given, \(used) is used, also given: \(others)")
  }

  private func checkHeadline(_ item: ReconciliationItem, _ name: String) -> String {
    if item.verdict == .open { return name }
    if let rows = item.rows {
      return name
        + say("：有 \(rows.rows.count) 行不符", ": rows that do not agree: \(rows.rows.count)")
    }
    guard let sides = sides(item) else { return name + say("：不成立", ": does not hold") }
    let margin =
      sides.margin.isEmpty
      ? "" : say.bracketed(say("允许相差 \(sides.margin)", "at most \(sides.margin)"))
    return name
      + say(
        "：左边 \(sides.left)，右边 \(sides.right)，相差 \(sides.difference)\(margin)",
        ": left \(sides.left), right \(sides.right), apart by \(sides.difference)\(margin)")
  }

  // MARK: Notes

  /// What is to be known beside the sentence, each a phrase.
  func notes(_ item: ReconciliationItem) -> [String] {
    var notes: [String] = []
    if let rounding = item.otherRounding { notes.append(text(rounding)) }
    notes += item.readings.map { text($0, item) }
    if let matches = item.sumMatches { notes.append(text(matches, item)) }
    notes += alternatives(item)
    notes += rows(item)
    if !item.users.isEmpty {
      let names = say.list(item.users.map { PlainText.of(name(.indicator($0))) })
      notes.append(
        say("这些数据也用于：\(names)", "the same figures are used by \(names)"))
    }
    if let obstacle = item.obstacle { notes.append(text(obstacle, item)) }
    return notes
  }

  private func text(_ mode: RoundingMode) -> String {
    switch mode {
    case .down: say("截去尾数则相符", "it agrees with the rest cut off")
    case .up: say("一律进位则相符", "it agrees rounded up")
    default:
      say(
        "按“\(mode.spelling(in: .zh))”则相符", "it agrees rounded \(mode.spelling(in: .en))")
    }
  }

  private func text(_ reading: Reading, _ item: ReconciliationItem) -> String {
    let outcome =
      item.kind == .measure
      ? reading.value.map {
        say("计算为 \(measure($0, item))，与申报相符", "it is \(measure($0, item)), as claimed")
      } ?? say("与申报相符", "it is as claimed") : say("核对成立", "the check holds")
    switch reading.change {
    case .values(let changes):
      let values = changes.map { fact, candidate in
        (ruleset.facts[safely: fact]?.name ?? "") + " "
          + self.fact(fact, candidate.value, written: candidate.written)
      }
      let used = changes.compactMap { fact, _ in
        (record.facts[safely: fact] ?? nil).map { self.fact(fact, $0) }
      }
      return say(
        "按 \(say.list(values))，\(outcome)；采用的是 \(say.list(used))",
        "with \(say.list(values)) \(outcome); used is \(say.list(used))")
    case .sign(let fact, let value):
      let name = ruleset.facts[safely: fact]?.name ?? ""
      let read = self.fact(fact, .number(value))
      return say(
        "可能是正负号：\(name) 若为 \(read)，\(outcome)",
        "perhaps the sign: with \(name) \(read) \(outcome)")
    case .unit(let fact, let value):
      let name = ruleset.facts[safely: fact]?.name ?? ""
      let read = self.fact(fact, .number(value))
      return say(
        "可能是单位：\(name) 若为 \(read)，\(outcome)",
        "perhaps the unit: with \(name) \(read) \(outcome)")
    case .signOfClaim:
      return say("申报的正负号相反则相符", "the claim agrees with the other sign")
    case .claimInPercent:
      return say("申报的数按百分数读则相符", "the claim agrees read as a percentage")
    }
  }

  private func text(_ matches: (whole: Bool, sum: Bool), _ item: ReconciliationItem) -> String {
    let noun = item.kind == .sumOfScores ? say("计算", "computed") : say("规则", "said by the rules")
    switch matches {
    case (true, true): return ""
    case (true, false):
      return say(
        "与\(noun)相符的是申报的总数，分项不符", "the whole is what is \(noun), the parts are not")
    case (false, true):
      return say(
        "与\(noun)相符的是各项之和，申报的总数不符", "the parts are what is \(noun), the whole is not")
    case (false, false): return say("两者都与\(noun)不符", "neither is what is \(noun)")
    }
  }

  private func alternatives(_ item: ReconciliationItem) -> [String] {
    guard case .fact(let index) = item.subject else { return [] }
    var notes: [String] = []
    for alternative in item.alternatives {
      let value = fact(index, alternative.candidate.value, written: alternative.candidate.written)
      let sources = alternative.sources.joined(separator: say("；", "; "))
      var text = value + (sources.isEmpty ? "" : say.bracketed(PlainText.of(sources)))
      if alternative.isUsed {
        let reason = evaluation.choices.first { $0.choice.fact == index }?.choice.reason ?? ""
        text += say("：采用，理由：", ": used, because: ") + PlainText.of(reason)
      } else {
        text += say("：", ": ") + consequences(alternative, item)
      }
      notes.append(text)
    }
    return notes
  }

  private func consequences(_ value: AlternativeValue, _ item: ReconciliationItem) -> String {
    var parts: [String] = []
    if value.total != evaluation.score {
      parts.append(
        value.total.map { say("总分 \($0) 分", "the total is \($0)") }
          ?? say("总分不能确定", "the total is open"))
    } else if !item.effects.contains(.grade) {
      parts.append(say("结果不变", "nothing changes"))
    }
    for (indicator, measure) in value.measures {
      let result = evaluation.indicators[safely: indicator]
      let expression = result.flatMap { ruleset.indicators[safely: indicator]?.bands(for: $0) }?
        .measure
      let shown = figures.number(measure, expression?.type ?? .unknown)
      let name = PlainText.of(self.name(.indicator(indicator)))
      parts.append(say("\(name) 的计算值为 \(shown)", "the measure of \(name) is \(shown)"))
    }
    for check in value.failingChecks {
      let text = say.quoted(PlainText.of(name(.check(check))))
      parts.append(say("核对\(text)不成立", "the check \(text) fails"))
    }
    return parts.joined(separator: say("，", ", "))
  }

  /// The rows that break a check, with the cells it looks at.
  private func rows(_ item: ReconciliationItem) -> [String] {
    guard let rows = item.rows, let table = ruleset.tables[safely: rows.table] else { return [] }
    var notes = rows.rows.prefix(Self.rowsMax).map { row -> String in
      let cells = record.tables[safely: rows.table]??[safely: row] ?? []
      let values = rows.columns.compactMap { column -> String? in
        guard let field = table.columns[safely: column], let value = cells[safely: column] ?? nil
        else { return nil }
        return field.name + " " + figures.text(value, field.type, unit: field.unit)
      }
      let name = PlainText.of(context.rowName(row, of: rows.table))
      return say("不符的行：", "row: ") + name + say("：", ": ") + say.list(values)
    }
    if rows.rows.count > Self.rowsMax {
      let rest = rows.rows.count - Self.rowsMax
      notes.append(say("另有 \(rest) 行", "and \(rest) more rows"))
    }
    return notes
  }

  private static let rowsMax = 20

  private func text(
    _ obstacle: ReconciliationItem.Obstacle, _ item: ReconciliationItem
  ) -> String {
    switch obstacle {
    case .missing(let names):
      return names.isEmpty
        ? say("资料不全", "figures are missing")
        : say("缺 ", "missing: ") + PlainText.of(say.list(names))
    case .notMeasured:
      guard case .indicator(let index) = item.subject,
        let result = evaluation.indicators[safely: index], result.method == .case,
        let clause = result.clause
      else { return say("这个指标不按计算值评分", "the indicator is not scored by a measure") }
      return say(
        "没有计算值可比：由“\(clause.text)”决定", "there is no measure: '\(clause.text)' decides")
    case .severalHeadings(let ids):
      return say("有几个标题叫这个名称，写明是哪一个：", "several headings have the name; say which: ")
        + say.list(ids)
    case .partsNotClaimed(let subjects):
      return say("没有申报：", "not claimed: ")
        + PlainText.of(say.list(subjects.map { name($0) }))
    }
  }
}
