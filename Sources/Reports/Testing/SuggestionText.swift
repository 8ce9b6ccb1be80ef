public import Evaluator
import ExactNumbers
public import RuleLang

/// Tests to be added, as text for a rule file.
public enum SuggestionText {
  /// A test for each thing that is not covered, its expectation behind a comment sign.
  ///
  /// - Parameters:
  ///   - suggestions: the figures found.
  ///   - ruleset: the rules.
  ///   - language: the vocabulary to write in.
  /// - Returns: the lines of a rule file; what is pasted is an error until someone has confirmed it.
  public static func text(
    _ suggestions: [TestSuggestion], ruleset: Ruleset, language: Language
  ) -> String {
    suggestions.map {
      text(of: $0, ruleset: ruleset, language: language) ?? nothing($0, ruleset, language)
    }
    .joined(separator: "\n")
  }

  /// The test for one thing that is not covered; nil where no figures were found.
  public static func text(
    of suggestion: TestSuggestion, ruleset: Ruleset, language: Language
  ) -> String? {
    guard let (record, evaluation) = suggestion.found else { return nil }
    let say = Wording(language: language)
    let clause = FigureClause(units: ruleset.units, language: language)
    let comma = say("，", ", ")
    var givens = RecordText.given(record, ruleset, in: language)
    for (index, judgment) in record.judgments.sorted(by: { $0.key < $1.key }) {
      let points = say("\(judgment.points) 分", "\(judgment.points)")
      givens.append(
        "\(clause.name(ruleset.indicators[index].name)) \(say("评定", "judged")) \(points)")
    }
    var draft = "\(say("测试", "test")) \(clause.quoted(title(suggestion.goal, ruleset, say)))\n"
    if !givens.isEmpty {
      draft += say("已知", "given") + " " + givens.joined(separator: comma) + "\n"
    }
    draft +=
      say("应得", "expect") + " "
      + expectations(suggestion.goal, evaluation, ruleset, clause, say).joined(separator: comma)
    let file = Parser.parse(SourceFile(path: "", text: draft + "\n"), file: 0).file
    var lines = Formatter(vocabulary: language).format(file)
      .split(separator: "\n" as Character, omittingEmptySubsequences: true).map(String.init)
    guard let last = lines.lastIndex(where: { $0.hasPrefix("  " + say("应得", "expect")) }) else {
      return nil
    }
    for index in last..<lines.count { lines[index] = "  // " + lines[index].dropFirst(2) }
    lines.insert(
      say(
        "  // 现在的规则给出的是下面这一行；核对后去掉它开头的 //",
        "  // the rules give the line below today; take away its // once it is confirmed"), at: last
    )
    return lines.map { $0 + "\n" }.joined()
  }

  private static func nothing(
    _ suggestion: TestSuggestion, _ ruleset: Ruleset, _ language: Language
  ) -> String {
    let say = Wording(language: language)
    let title = title(suggestion.goal, ruleset, say)
    let words = say(
      "没有找到合适的数字，请自己写一个测试", "no figures were found, write a test by hand")
    return "// " + title + say("：", ": ") + words + "\n"
  }

  private static func title(
    _ goal: CoverageGoal, _ ruleset: Ruleset, _ say: Wording
  ) -> String {
    let words = GoalWords(ruleset: ruleset, say: say)
    return PlainText.of(words.subject(of: goal) + say("，", ", ") + words.what(goal))
  }

  private static func expectations(
    _ goal: CoverageGoal, _ evaluation: Evaluation, _ ruleset: Ruleset, _ clause: FigureClause,
    _ say: Wording
  ) -> [String] {
    func value(_ subject: String, _ score: Rational?) -> String {
      guard let score else { return "\(subject) \(say("不确定", "is undetermined"))" }
      return say("\(subject) ＝ \(score) 分", "\(subject) = \(score) points")
    }
    if let index = goal.indicator {
      let result = evaluation.indicators[index]
      let name = clause.name(ruleset.indicators[index].name)
      if result.status == .excluded { return ["\(name) \(say("剔除", "is excluded"))"] }
      return [value(name, result.score)]
    }
    var lines = [value(say("总分", "total"), evaluation.score)]
    if let grade = evaluation.grade {
      lines.append(say("等次 ＝ ", "grade = ") + clause.name(grade))
    }
    return lines
  }
}
