public import Evaluator
public import RuleLang

/// What the tests of a ruleset cover, as text.
public enum CoverageReport {
  /// A table by indicator, and what is missing with its place.
  ///
  /// - Parameters:
  ///   - coverage: what the tests cover.
  ///   - ruleset: the rules.
  ///   - files: the files that places count, with the paths to show to people.
  ///   - options: the language and the dress.
  /// - Returns: the lines, each ending in a line feed.
  public static func text(
    _ coverage: Coverage, ruleset: Ruleset, files: [SourceFile], options: ReportOptions
  ) -> String {
    let say = options.say
    let classes = CoverageGoal.Class.allCases.filter { group in
      coverage.goals.contains { $0.group == group }
    }
    var grid = TextGrid(
      [.init(title: say("测试覆盖", "coverage"), alignment: .left, widthMax: 30)]
        + classes.map { .init(title: $0.name(say), alignment: .right) }
        + [.init(title: say("合计", "all"), alignment: .right)])
    func row(_ name: String, _ belongs: (CoverageGoal) -> Bool) {
      let all = coverage.ratio(where: belongs)
      guard all.total > 0 else { return }
      let cells = classes.map { group in
        self.cell(coverage.ratio { belongs($0) && $0.group == group })
      }
      grid.rows.append(.init([name] + cells + [cell(all)], style: all.isFull ? nil : .open))
    }
    for (index, indicator) in ruleset.indicators.enumerated() {
      row(PlainText.of(indicator.name)) { $0.indicator == index }
    }
    row(say("等次", "grades")) { $0.group == .grades }
    row(say("否决和加减分", "vetoes, bonuses, penalties")) { $0.group == .whole }
    grid.rows.append(.rule)
    row(say("合计", "all")) { _ in true }
    var lines = grid.lines(options.ink)
    lines += missing(coverage.missing, ruleset, TestPlaces(files: files, say: say), options)
    return lines.map { $0 + "\n" }.joined()
  }

  private static func cell(_ ratio: Coverage.Ratio) -> String {
    ratio.total == 0 ? "" : "\(ratio.covered)/\(ratio.total)"
  }

  private static func missing(
    _ goals: [CoverageGoal], _ ruleset: Ruleset, _ places: TestPlaces, _ options: ReportOptions
  ) -> [String] {
    guard !goals.isEmpty else { return [] }
    let say = options.say
    let words = GoalWords(ruleset: ruleset, say: say)
    var lines = ["", say("没有测试到的（\(goals.count)）：", "not covered (\(goals.count)):")]
    var subject = ""
    for goal in goals {
      let name = words.subject(of: goal)
      if name != subject { lines.append("  " + options.ink.drawn(PlainText.of(name), .strong)) }
      subject = name
      lines.append("    " + PlainText.of(words.what(goal)) + places.remark(goal.range))
    }
    return lines
  }
}
