public import Evaluator
import ExactNumbers
import RuleLang

/// What a change of the rules does to every department, for people: the table of departments, what
/// it comes to, and the indicators through which.
///
/// It is written in parts, since there may be very many departments: they are all measured, and then
/// come the opening, their rows, the sums, and the errors of those that failed.
public struct ImpactReport: Sendable {
  /// How much room the rows of departments take.
  public struct Measure: Sendable {
    fileprivate var grid: TextGrid.Measure

    /// Takes in other departments.
    public mutating func add(_ other: Measure) { grid.add(other.grid) }
  }

  private let comparison: RulesetComparison
  private let summary: ImpactSummary
  private let options: ReportOptions
  private let words: ComparisonWords

  private var say: Wording { options.say }

  /// The whole report; it ends in a line feed.
  ///
  /// - Parameters:
  ///   - impacts: the departments, in the order in which they are to stand.
  ///   - comparison: the two rulesets.
  ///   - options: the language and the dress.
  /// - Returns: the lines, each ending in a line feed.
  public static func table(
    _ impacts: [RecordImpact], _ comparison: RulesetComparison, options: ReportOptions
  ) -> String {
    let report = ImpactReport(ImpactSummary(impacts, comparison), comparison, options: options)
    let measure = report.measure(impacts)
    return report.opening(measure) + report.rows(impacts, measure) + report.sums()
      + report.errorsTitle() + report.errors(impacts)
  }

  /// A report of departments that come to some sums.
  public init(
    _ summary: ImpactSummary, _ comparison: RulesetComparison, options: ReportOptions
  ) {
    self.summary = summary
    self.comparison = comparison
    self.options = options
    words = ComparisonWords(say: options.say, units: comparison.new.units)
  }

  // MARK: Parts

  /// How much room the rows of some departments take.
  public func measure(_ impacts: some Sequence<RecordImpact>) -> Measure {
    Measure(grid: grid(impacts).measure())
  }

  /// The report up to its first department.
  public func opening(_ measure: Measure) -> String {
    let titles = summary.count == 0 ? [] : [""] + grid([]).heading(measure.grid, options.ink)
    return Self.text(head() + titles)
  }

  /// The rows of some departments.
  public func rows(_ impacts: some Sequence<RecordImpact>, _ measure: Measure) -> String {
    Self.text(grid(impacts).body(measure.grid, options.ink))
  }

  /// What stands behind the last department, up to the errors.
  public func sums() -> String {
    let sections = [numbers(), distribution(), grades(), indicators(), missing(), renamed()]
    return Self.text(sections.filter { !$0.isEmpty }.flatMap { [""] + $0 })
  }

  /// The title over the errors; empty where no department failed.
  public func errorsTitle() -> String {
    guard summary.failedCount > 0 else { return "" }
    return Self.text(["", options.ink.drawn(say("有错误的部门", "Departments with errors"), .strong)])
  }

  /// The errors of some departments.
  public func errors(_ impacts: some Sequence<RecordImpact>) -> String {
    Self.text(
      impacts.flatMap { impact -> [String] in
        let name = impact.department ?? say("（未写部门）", "(no department named)")
        return impact.errors.flatMap { error in
          bullet(PlainText.of("\(name)：[\(error.code.rawValue)] \(say(error.message))"))
        }
      })
  }

  private static func text(_ lines: [String]) -> String {
    lines.map { $0 + "\n" }.joined()
  }

  private func head() -> [String] {
    let (old, new) = (comparison.old, comparison.new)
    var counts = [
      say("上升 \(summary.risenCount)", "\(summary.risenCount) rise"),
      say("下降 \(summary.fallenCount)", "\(summary.fallenCount) fall"),
      say("不变 \(summary.sameCount)", "\(summary.sameCount) stay"),
    ]
    if summary.undeterminedCount > 0 {
      let count = summary.undeterminedCount
      counts.append(say("缺资料不能定 \(count)", "\(count) undetermined"))
    }
    if summary.failedCount > 0 {
      counts.append(say("有错误 \(summary.failedCount)", "\(summary.failedCount) failed"))
    }
    counts.append(
      say("等次变化 \(summary.otherGradeCount)", "\(summary.otherGradeCount) get another grade"))
    return [
      options.ink.drawn(say("旧：", "Old: ") + words.name(old), .strong),
      options.ink.drawn(say("新：", "New: ") + words.name(new), .strong),
      say("部门 \(summary.count) 个：", "Departments: \(summary.count): ")
        + counts.joined(separator: say("，", ", ")),
    ]
  }

  private func titled(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : [options.ink.drawn(title, .strong)] + lines
  }

  // MARK: Departments

  private func grid(_ impacts: some Sequence<RecordImpact>) -> TextGrid {
    var grid = TextGrid([
      .init(title: say("部门", "Department"), alignment: .left, widthMax: 28),
      .init(title: say("原总分", "Old"), alignment: .decimal),
      .init(title: say("新总分", "New"), alignment: .decimal),
      .init(title: say("变化", "Change"), alignment: .decimal),
      .init(title: say("等次", "Grade"), alignment: .left, widthMax: 16),
      .init(title: say("通过哪些指标", "Through"), alignment: .left),
    ])
    for impact in impacts {
      grid.rows.append(
        TextGrid.Row(
          [
            PlainText.of(impact.department ?? say("（未写部门）", "(no department named)")),
            total(impact.old), total(impact.new), change(impact), grade(impact), through(impact),
          ], style: impact.status == .compared ? nil : impact.status == .failed ? .bad : .open))
    }
    return grid
  }

  private func total(_ side: RecordImpact.Side) -> String {
    guard let range = side.range else { return say("错误", "error") }
    return side.score.map(ScoreText.exact) ?? ScoreText.of(range)
  }

  private func change(_ impact: RecordImpact) -> String {
    if let change = impact.change { return ScoreText.signed(change) }
    guard let range = impact.changeRange else { return "" }
    if let single = range.single { return ScoreText.signed(single) }
    let ends = [range.lower, range.upper].map { $0.map { ScoreText.signed($0.value) } ?? "?" }
    return ends.joined(separator: say(" 至 ", " to "))
  }

  private func grade(_ impact: RecordImpact) -> String {
    let separator = say("或", " or ")
    let (old, new) = (
      impact.old.grades.reversed().joined(separator: separator),
      impact.new.grades.reversed().joined(separator: separator)
    )
    if impact.status == .failed { return "" }
    return impact.hasOtherGrade == false || old == new ? new : "\(old) → \(new)"
  }

  private func through(_ impact: RecordImpact) -> String {
    if impact.status == .failed { return say("见下面的错误", "see the errors below") }
    var parts = impact.indicators.map { item in
      PlainText.of(name(item.row)) + " " + signed(item.change)
    }
    parts += impact.whole.map { $0.kind.words(say) + " " + ScoreText.signed($0.points) }
    return say.list(parts)
  }

  private func signed(_ range: Interval) -> String {
    if let single = range.single { return ScoreText.signed(single) }
    return say("不确定", "open")
  }

  private func name(_ row: Int) -> String { comparison.name(ofRow: row) }

  // MARK: Numbers

  private func numbers() -> [String] {
    guard let mean = summary.mean, let median = summary.median, let low = summary.lowest,
      let high = summary.highest
    else { return [] }
    let rows = [
      (say("平均", "Mean"), ScoreText.exactSigned(mean)),
      (say("最低", "Lowest"), ScoreText.exactSigned(low)),
      (say("最高", "Highest"), ScoreText.exactSigned(high)),
      (say("中位数", "Median"), ScoreText.exactSigned(median)),
      (
        say("总分合计", "Sum of totals"),
        "\(ScoreText.exact(summary.totals.old)) → \(ScoreText.exact(summary.totals.new))"
      ),
    ]
    let width = rows.map { DisplayWidth.of($0.0) }.max() ?? 0
    return titled(
      say(
        "总分的变化（\(summary.comparedCount) 个部门）",
        "Changes of the total (departments: \(summary.comparedCount))"),
      LabelledLines(labelWidth: width).lines(rows.map { (label: $0.0, text: $0.1) }))
  }

  private func distribution() -> [String] {
    guard summary.comparedCount > 0 else { return [] }
    var grid = TextGrid([
      .init(title: say("变化", "Change"), alignment: .left),
      .init(title: say("部门", "Departments"), alignment: .right),
    ])
    for (range, count) in summary.distribution where count > 0 {
      grid.rows.append(.init([words.values(range, .number(.plain)), String(count)]))
    }
    return titled(say("分布", "Distribution"), grid.lines(options.ink))
  }

  private func grades() -> [String] {
    guard !comparison.old.grades.isEmpty || !comparison.new.grades.isEmpty else { return [] }
    let olds: [String?] = comparison.old.grades.map(\.name) + [nil]
    let news: [String?] = comparison.new.grades.map(\.name) + [nil]
    func count(_ old: String?, _ new: String?) -> Int {
      summary.gradeMoves[ImpactSummary.GradeMove(old: old, new: new)] ?? 0
    }
    let rows = olds.filter { old in news.contains { count(old, $0) > 0 } }
    let columns = news.filter { new in olds.contains { count($0, new) > 0 } }
    guard !rows.isEmpty else { return [] }
    func shown(_ grade: String?) -> String { grade ?? say("不确定", "open") }
    var grid = TextGrid(
      [.init(title: say("原等次 ╲ 新等次", "Old ╲ new"), alignment: .left)]
        + columns.map { .init(title: shown($0), alignment: .right) })
    for old in rows {
      grid.rows.append(.init([shown(old)] + columns.map { String(count(old, $0)) }))
    }
    return titled(say("等次", "Grades"), grid.lines(options.ink))
  }

  private func indicators() -> [String] {
    var grid = TextGrid([
      .init(title: say("指标", "Indicator"), alignment: .left, widthMax: 40),
      .init(title: say("上升", "Rise"), alignment: .right),
      .init(title: say("下降", "Fall"), alignment: .right),
      .init(title: say("合计", "Sum"), alignment: .decimal),
    ])
    func add(_ name: String, _ movement: ImpactSummary.Movement) {
      guard movement.risenCount + movement.fallenCount > 0 else { return }
      grid.rows.append(
        .init([
          PlainText.of(name), String(movement.risenCount), String(movement.fallenCount),
          ScoreText.exactSigned(movement.sum),
        ]))
    }
    for (row, movement) in summary.indicators.enumerated() { add(name(row), movement) }
    for kind in AdjustmentResult.Kind.inOrder {
      if let movement = summary.whole[kind] { add(kind.words(say), movement) }
    }
    guard !grid.rows.isEmpty else { return [] }
    grid.rows += [
      .rule,
      .init([
        say("总分", "Total"), String(summary.risenCount), String(summary.fallenCount),
        ScoreText.exactSigned(summary.totals.new - summary.totals.old),
      ]),
    ]
    return titled(say("各指标带来的变化", "Changes by indicator"), grid.lines(options.ink))
  }

  // MARK: Notes

  private func missing() -> [String] {
    let added = Set(comparison.factPairs.added.map { comparison.new.facts[$0].name })
      .union(comparison.tablePairs.added.map { comparison.new.tables[$0].name })
    let names = Set(summary.missingForNew.keys).union(summary.missingForOld.keys)
    let rows = names.map { name -> (name: String, old: Int, new: Int) in
      (name, summary.missingForOld[name] ?? 0, summary.missingForNew[name] ?? 0)
    }
    let sorted = rows.sorted { first, second in
      let counts = (max(first.old, first.new), max(second.old, second.new))
      return counts.0 == counts.1
        ? first.name.utf8.lexicographicallyPrecedes(second.name.utf8) : counts.0 > counts.1
    }
    return titled(
      say("缺少的资料", "Missing figures"),
      sorted.flatMap { row -> [String] in
        let note =
          added.contains(row.name) ? say("（新规则才有的数据）", " (only the new rules have it)") : ""
        return bullet(PlainText.of(row.name) + note + say("：", ": ") + lacking(row.old, row.new))
      })
  }

  /// How many departments lack a figure, and which rules want it.
  private func lacking(_ old: Int, _ new: Int) -> String {
    if old == new { return say("\(new) 个部门没有", "\(new) lack it") }
    let parts = [
      new > 0 ? say("新规则要用，\(new) 个部门没有", "wanted by the new rules, \(new) lack it") : nil,
      old > 0 ? say("旧规则要用，\(old) 个部门没有", "wanted by the old rules, \(old) lack it") : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: say("；", "; "))
  }

  private func renamed() -> [String] {
    var names = comparison.factPairs.renamedNames(
      comparison.old.facts.map(\.name), comparison.new.facts.map(\.name))
    names += comparison.tablePairs.renamedNames(
      comparison.old.tables.map(\.name), comparison.new.tables.map(\.name))
    return titled(
      say("改了名的数据，两个名称都认", "Figures with another name, taken under both"),
      names.flatMap { bullet(PlainText.of("\($0) → \($1)")) })
  }

  private func bullet(_ text: String) -> [String] {
    Wrapping.lines(text, width: ReportOptions.columnsMax - 4).enumerated()
      .map { ($0 == 0 ? "  - " : "    ") + $1 }
  }
}

extension Pairing {
  /// The old and the new names of what is renamed.
  fileprivate func renamedNames(_ old: [String], _ new: [String]) -> [(String, String)] {
    pairs.filter { renamed.contains($0.new) }.map { (old[$0.old], new[$0.new]) }
  }
}
