public import Evaluator
public import RuleLang

/// Which changes of the rules their tests notice, as text.
public enum MutationReport {
  /// A table by kind of change, the changes that no test notices, and the ratio.
  ///
  /// - Parameters:
  ///   - mutants: the changes.
  ///   - verdicts: how each came out.
  ///   - ruleset: the rules.
  ///   - files: the files that places count, with the paths to show to people.
  ///   - options: the language and the dress.
  /// - Returns: the lines, each ending in a line feed.
  public static func text(
    _ mutants: [RuleMutant], _ verdicts: [MutationTrial.Verdict], ruleset: Ruleset,
    files: [SourceFile], options: ReportOptions
  ) -> String {
    let say = options.say
    let places = TestPlaces(files: files, say: say)
    var grid = TextGrid([
      .init(title: say("试改规则", "changes"), alignment: .left),
      .init(title: say("处数", "all"), alignment: .right),
      .init(title: say("测试发现", "by tests"), alignment: .right),
      .init(title: say("检查发现", "by the checker"), alignment: .right),
      .init(title: say("得分不变", "equivalent"), alignment: .right),
      .init(title: say("没有发现", "unnoticed"), alignment: .right),
    ])
    func row(_ name: String, _ belongs: (RuleMutant) -> Bool) {
      let own = zip(mutants, verdicts).filter { belongs($0.0) }.map(\.1)
      guard !own.isEmpty else { return }
      let counts = [MutationTrial.Verdict.noticed, .refused, .equivalent, .unnoticed].map { kind in
        own.count { $0 == kind }
      }
      grid.rows.append(
        .init(
          [name, "\(own.count)"] + counts.map { "\($0)" }, style: counts[3] > 0 ? .open : nil))
    }
    for group in RuleMutant.Class.allCases { row(group.name(say)) { $0.group == group } }
    grid.rows.append(.rule)
    row(say("合计", "all")) { _ in true }
    var lines = grid.lines(options.ink)
    lines += unnoticed(mutants, verdicts, ruleset, places, options)
    let ratio = MutationRatio(verdicts)
    let phrase = say(
      "发现 \(ratio.noticed)/\(ratio.total) 处改动", "\(ratio.noticed)/\(ratio.total) changes noticed")
    lines += ["", options.ink.drawn(phrase, ratio.isFull ? .good : .bad)]
    return lines.map { $0 + "\n" }.joined()
  }

  private static func unnoticed(
    _ mutants: [RuleMutant], _ verdicts: [MutationTrial.Verdict], _ ruleset: Ruleset,
    _ places: TestPlaces, _ options: ReportOptions
  ) -> [String] {
    let say = options.say
    let survivors = zip(mutants, verdicts).filter { $1 == .unnoticed }.map(\.0)
    guard !survivors.isEmpty else { return [] }
    var lines = ["", say("改了没有测试发现的：", "changed without any test noticing:")]
    for mutant in survivors {
      let subject = mutant.indicator.map { ruleset.indicators[$0].name + say("：", ": ") } ?? ""
      lines.append(
        "  " + PlainText.of("\(subject)\(mutant.from) → \(mutant.to)") + places.remark(mutant.range)
      )
    }
    return lines
  }
}

/// How many changes are noticed of those that change a score.
public struct MutationRatio: Hashable, Sendable {
  /// How many are noticed, by tests or by the checker.
  public let noticed: Int

  /// How many there are, without those that are proven to change nothing.
  public let total: Int

  /// Whether all are.
  public var isFull: Bool { noticed == total }

  /// Counts how changes came out.
  public init(_ verdicts: [MutationTrial.Verdict]) {
    noticed = verdicts.count { $0 == .noticed || $0 == .refused }
    total = verdicts.count { $0 != .equivalent }
  }
}
