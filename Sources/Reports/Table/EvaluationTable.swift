public import Evaluator
import ExactNumbers
public import RuleLang

/// The result of one department as a table for a terminal.
public enum EvaluationTable {
  /// The table: a head, a line for each heading and indicator, the total, and what is to be noted.
  ///
  /// A heading's line carries its subtotal. Lines stay within ``ReportOptions/columnsMax`` cells;
  /// long names and reasons go on under their column. Scores are printed exactly, so that the
  /// printed parts sum to the printed total.
  ///
  /// - Parameters:
  ///   - evaluation: the result.
  ///   - record: the data it was made from, for the sources of figures; nil leaves those out.
  ///   - ruleset: the ruleset it was made with.
  ///   - options: the language and the dress.
  /// - Returns: The lines, each ending in a line feed.
  public static func text(
    _ evaluation: Evaluation, record: Record?, ruleset: Ruleset, options: ReportOptions
  ) -> String {
    var lines = head(evaluation, ruleset, options)
    if !evaluation.indicators.isEmpty {
      lines += [""] + ScoreGrid(evaluation, ruleset, options).lines()
    }
    let notes = ResultNotes(
      evaluation, record: record, ruleset: ruleset, options: options, isBrief: true)
    lines += [""] + notes.verdict()
    for section in notes.sections() where !section.isEmpty { lines += [""] + section }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Whose result it is, and by which rules.
  static func head(
    _ evaluation: Evaluation, _ ruleset: Ruleset, _ options: ReportOptions
  ) -> [String] {
    let say = options.say
    let department = PlainText.of(evaluation.department ?? say("（未写部门）", "(no department named)"))
    let year = say("\(evaluation.fiscalYear) 年度", "fiscal year \(evaluation.fiscalYear)")
    let digest = ruleset.digest.prefix("sha256:".count + 12)
    return [
      options.ink.drawn(department, .strong) + "  " + year,
      say("规则：", "Rules: ") + ruleset.name
        + say(
          "，\(ruleset.year) 年，第 \(ruleset.revision) 次修订",
          ", \(ruleset.year), revision \(ruleset.revision)")
        + "  " + options.ink.drawn(String(digest), .faint),
    ]
  }
}

/// The lines of headings and indicators.
private struct ScoreGrid {
  let evaluation: Evaluation
  let ruleset: Ruleset
  let options: ReportOptions
  let say: Wording
  let words: ResultWords

  init(_ evaluation: Evaluation, _ ruleset: Ruleset, _ options: ReportOptions) {
    self.evaluation = evaluation
    self.ruleset = ruleset
    self.options = options
    say = options.say
    words = ResultWords(evaluation, ruleset, options.say)
  }

  func lines() -> [String] {
    var grid = TextGrid([
      .init(title: say("指标", "Indicator"), alignment: .left, widthMax: 32),
      .init(title: say("分值", "Points"), alignment: .decimal),
      .init(title: say("得分", "Score"), alignment: .decimal),
      .init(title: say("计算值", "Measure"), alignment: .right, widthMax: 16),
      .init(title: say("扣分原因", "Why points were lost"), alignment: .left),
    ])
    let outline = RulesetOutline(ruleset)
    for entry in outline.entries {
      switch entry.node {
      case .heading(let index):
        if let result = evaluation.headings.first(where: { $0.index == index }) {
          grid.rows.append(row(result, depth: entry.depth))
        }
      case .indicator(let index):
        if let result = evaluation.indicators.first(where: { $0.index == index }) {
          grid.rows.append(row(result, depth: entry.depth))
        }
      }
    }
    grid.rows += totals()
    return grid.lines(options.ink)
  }

  private func row(_ result: HeadingResult, depth: Int) -> TextGrid.Row {
    let heading = ruleset.headings[result.index]
    var note = ""
    if let weight = heading.weight {
      let share = (weight * .hundred).description + "%"
      let counted = result.contribution.map {
        say("，计 \($0.description) 分", ", counts \($0.description)")
      }
      note = say("权重 \(share)", "weighs \(share)") + (counted ?? "")
    }
    let score = ScoreText.of(result.score, range: result.range)
    let name = String(repeating: " ", count: depth * 2) + heading.name
    return TextGrid.Row(
      [name, result.points.description, score, "", note], style: depth == 0 ? .strong : nil)
  }

  private func row(_ result: IndicatorResult, depth: Int) -> TextGrid.Row {
    let name = String(repeating: " ", count: depth * 2) + ruleset.indicators[result.index].name
    let isExcluded = result.status == .excluded
    return TextGrid.Row(
      paragraphs: [
        [name], [isExcluded ? "—" : result.points.description],
        [isExcluded ? "—" : words.score(result)], [words.measure(result)], words.reasons(result),
      ],
      style: result.status == .undetermined || result.status == .failed ? .open : nil)
  }

  /// The sum of the headings, what was added and taken, and the total.
  private func totals() -> [TextGrid.Row] {
    guard evaluation.status != .failed else { return [] }
    var rows = [TextGrid.Row.rule]
    let steps = evaluation.adjustments.filter { !$0.points.isZero }
    if !steps.isEmpty, let total = evaluation.score {
      let sum = steps.reduce(total) { $0 - $1.points }
      rows.append(TextGrid.Row([say("各项合计", "Sum"), "", sum.description, "", ""]))
      for step in steps {
        rows.append(
          TextGrid.Row([
            step.kind.words(say), "", ScoreText.signed(step.points), "",
            PlainText.of(say(step.text)),
          ]))
      }
    }
    rows.append(
      TextGrid.Row(
        [
          say("总分", "Total"), evaluation.points.description,
          ScoreText.of(evaluation.score, range: evaluation.range), "",
          evaluation.status == .complete ? evaluation.grade ?? "" : "",
        ], style: .strong))
    return rows
  }
}
