public import Evaluator
import ExactNumbers
public import RuleLang
import Tabular

/// What the results of many departments come to, as a table or as JSON.
public enum CohortReport {
  /// The summary for people: counts and totals, grades, the distribution of totals, and what each
  /// indicator cost.
  ///
  /// - Parameters:
  ///   - summary: the summary.
  ///   - ruleset: the ruleset that the results were made with.
  ///   - options: the language and the dress.
  /// - Returns: the lines, each ending in a line feed.
  public static func text(
    _ summary: CohortSummary, ruleset: Ruleset, options: ReportOptions
  ) -> String {
    let tables = CohortTables(summary: summary, ruleset: ruleset, options: options)
    var lines = tables.head()
    for section in tables.sections() where !section.isEmpty { lines += [""] + section }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The summary as a JSON document, indented, with exact numbers as text.
  ///
  /// - Parameters:
  ///   - summary: the summary.
  ///   - ruleset: the ruleset that the results were made with.
  /// - Returns: the document.
  public static func json(_ summary: CohortSummary, ruleset: Ruleset) -> String {
    JSONItem.object([
      ("ruleset", ResultItems.receipt(of: ruleset)), ("engine", .string(ResultJSON.engine)),
      ("summary", CohortItems(summary: summary, ruleset: ruleset).whole),
    ]).text(indented: true) + "\n"
  }
}

/// The parts of the table.
private struct CohortTables {
  let summary: CohortSummary
  let ruleset: Ruleset
  let options: ReportOptions

  private var say: Wording { options.say }

  private var words: CohortWords {
    CohortWords(summary: summary, ruleset: ruleset, say: say)
  }

  func head() -> [String] {
    let name = PlainText.of(ruleset.name)
    var lines = [
      options.ink.drawn(
        say("\(name) \(ruleset.year) 年度", "\(name), fiscal year \(ruleset.year)"), .strong),
      say("部门 ", "Departments: ") + words.counts,
    ]
    if let totals = words.totals { lines.append(say("总分：", "Totals: ") + totals) }
    return lines
  }

  func sections() -> [[String]] {
    guard summary.completeCount > 0 else { return [] }
    return [grades(), bands(), indicators()]
  }

  private func grades() -> [String] {
    guard !ruleset.grades.isEmpty else { return [] }
    var rows = zip(ruleset.grades, summary.gradeCounts).map { ($0.name, $1) }
    if summary.ungradedCount > 0 { rows.append((say("无等次", "no grade"), summary.ungradedCount)) }
    return counts(of: rows, titled: say("等次", "Grade"))
  }

  private func bands() -> [String] {
    let rows = summary.bandCounts.enumerated().reversed().map { (words.band($0), $1) }
    return counts(of: rows, titled: say("总分", "Total"))
  }

  private func counts(of rows: [(name: String, count: Int)], titled title: String) -> [String] {
    var grid = TextGrid([
      .init(title: title, alignment: .left),
      .init(title: say("部门数", "Departments"), alignment: .right),
      .init(title: say("占比", "Share"), alignment: .right),
    ])
    for (name, count) in rows {
      let share = Rational(count).divided(by: Rational(summary.completeCount))
      grid.rows.append(.init([PlainText.of(name), String(count), percent(share)]))
    }
    return grid.lines(options.ink)
  }

  private func indicators() -> [String] {
    var grid = TextGrid([
      .init(title: say("指标", "Indicator"), alignment: .left, widthMax: 40),
      .init(title: say("分值", "Points"), alignment: .decimal),
      .init(title: say("共扣分", "Lost in all"), alignment: .decimal),
      .init(title: say("占全部扣分", "Share"), alignment: .right),
      .init(title: say("扣分部门", "Departments"), alignment: .right),
    ])
    for (index, indicator) in ruleset.indicators.enumerated() {
      let loss = summary.losses[index]
      grid.rows.append(
        .init([
          PlainText.of(indicator.name), ScoreText.exact(indicator.points),
          CohortWords.shown(loss.points), percent(summary.share(ofIndicator: index)),
          String(loss.departmentCount),
        ]))
    }
    grid.rows.append(.rule)
    let lost = summary.lostSum
    grid.rows.append(
      .init([
        say("合计", "All"), "", CohortWords.shown(lost), lost.isZero ? "" : "100.00%", "",
      ]))
    return grid.lines(options.ink)
  }

  private func percent(_ share: Rational?) -> String {
    share.map { ($0 * Rational(100)).decimalText(places: 2) + "%" } ?? ""
  }

}

/// What results come to, in the words of tables and pages.
struct CohortWords {
  let summary: CohortSummary
  let ruleset: Ruleset
  let say: Wording

  /// How many departments there are, and how many of each kind: `3 个：完整 2，缺资料 1`.
  var counts: String {
    var counts = [say("完整 \(summary.completeCount)", "\(summary.completeCount) complete")]
    if summary.incompleteCount > 0 {
      counts.append(say("缺资料 \(summary.incompleteCount)", "\(summary.incompleteCount) incomplete"))
    }
    if summary.failedCount > 0 {
      counts.append(say("有错误 \(summary.failedCount)", "\(summary.failedCount) failed"))
    }
    return say("\(summary.count) 个：", "\(summary.count): ") + say.list(counts)
  }

  /// The mean, the lowest and the highest total; nil without a complete result.
  var totals: String? {
    guard let mean = summary.mean, let lowest = summary.lowest, let highest = summary.highest
    else { return nil }
    let (middle, low, high) = (Self.shown(mean), Self.shown(lowest), Self.shown(highest))
    return say(
      "平均 \(middle)，最低 \(low)，最高 \(high)", "mean \(middle), lowest \(low), highest \(high)")
  }

  /// A tenth of the points: `[80, 90)`.
  func band(_ index: Int) -> String {
    let (lower, upper) = summary.band(index)
    let isLast = index == CohortSummary.bandCount - 1
    return isLast && ruleset.bonusesExceedTotal
      ? "≥ \(Self.shown(lower))"
      : "[\(Self.shown(lower)), \(Self.shown(upper))\(isLast ? "]" : ")")"
  }

  /// A number for reading: exact where that is short, and to four digits behind the point else.
  static func shown(_ value: Rational) -> String {
    let text = value.decimalText(places: 4)
    return value.decimalText.map { $0.utf8.count <= text.utf8.count ? $0 : text } ?? text
  }
}

/// The parts of the document.
private struct CohortItems {
  let summary: CohortSummary
  let ruleset: Ruleset

  var whole: JSONItem {
    .object([
      ("departments", .integer(summary.count)), ("complete", .integer(summary.completeCount)),
      ("incomplete", .integer(summary.incompleteCount)), ("failed", .integer(summary.failedCount)),
      ("mean", number(summary.mean)), ("lowest", number(summary.lowest)),
      ("highest", number(summary.highest)), ("sum", number(summary.totalSum)),
      ("grades", .array(grades)), ("distribution", .array(bands)),
      ("lost", number(summary.lostSum)), ("indicators", .array(indicators)),
    ])
  }

  private var grades: [JSONItem] {
    var items = zip(ruleset.grades, summary.gradeCounts).map { grade, count in
      JSONItem.object([("grade", .string(grade.name)), ("departments", .integer(count))])
    }
    if summary.ungradedCount > 0 {
      items.append(
        .object([("grade", .null), ("departments", .integer(summary.ungradedCount))]))
    }
    return items
  }

  private var bands: [JSONItem] {
    summary.bandCounts.enumerated().map { index, count in
      let (lower, upper) = summary.band(index)
      return .object([
        ("lower", number(lower)), ("upper", number(upper)), ("departments", .integer(count)),
      ])
    }
  }

  private var indicators: [JSONItem] {
    ruleset.indicators.enumerated().map { index, indicator in
      let loss = summary.losses[index]
      return .object([
        ("id", .string(indicator.name)), ("points", number(indicator.points)),
        ("lost", number(loss.points)), ("share", number(summary.share(ofIndicator: index))),
        ("departments", .integer(loss.departmentCount)),
      ])
    }
  }

  private func number(_ value: Rational?) -> JSONItem {
    value.map { .string($0.description) } ?? .null
  }
}
