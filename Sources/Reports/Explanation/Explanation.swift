public import Evaluator
import ExactNumbers
public import RuleLang

/// Why a department has its points, told as a self-evaluation report tells it.
public enum Explanation {
  /// The story of one indicator, or of the whole result.
  ///
  /// For each indicator: what it rests on, its formula in the words of the rules, the figures with
  /// their sources, the calculation with the figures put in, the cases that did not apply, the
  /// clause that decided with its place, the points with the reason of each loss, and how far it
  /// was to the next better band.
  ///
  /// - Parameters:
  ///   - evaluation: the result.
  ///   - record: the data it was made from.
  ///   - ruleset: the ruleset it was made with.
  ///   - indicator: the indicator by index; nil explains the whole.
  ///   - options: the language and the dress. Names, reasons and clauses stay as the rules have
  ///     them.
  /// - Returns: The lines, each ending in a line feed.
  public static func text(
    _ evaluation: Evaluation, record: Record, ruleset: Ruleset, indicator: Int?,
    options: ReportOptions
  ) -> String {
    let teller = Teller(evaluation, record, ruleset, options)
    let lines = indicator.map { teller.one($0) } ?? teller.whole()
    return lines.map { $0 + "\n" }.joined()
  }
}

/// Puts the stories of indicators together.
private struct Teller {
  let evaluation: Evaluation
  let record: Record
  let ruleset: Ruleset
  let options: ReportOptions
  let say: Wording
  let context: StoryContext

  init(
    _ evaluation: Evaluation, _ record: Record, _ ruleset: Ruleset, _ options: ReportOptions
  ) {
    self.evaluation = evaluation
    self.record = record
    self.ruleset = ruleset
    self.options = options
    say = options.say
    context = StoryContext(evaluation, record, ruleset, options)
  }

  private var head: [String] { EvaluationTable.head(evaluation, ruleset, options) }

  func one(_ index: Int) -> [String] {
    guard let result = evaluation.indicators.first(where: { $0.index == index }),
      let indicator = ruleset.indicators[safely: index]
    else { return head }
    let names = ruleset.headingNames(of: indicator)
    let path = [names.section, names.subsection].compactMap { $0 }
    var lines = head + [""]
    if !path.isEmpty {
      lines.append(options.ink.drawn(path.joined(separator: say(" ＞ ", " > ")), .faint))
    }
    return lines + story(result, indicator, mark: "")
  }

  func whole() -> [String] {
    var lines = head
    for entry in RulesetOutline(ruleset).entries {
      let mark = Self.mark(entry.number, depth: entry.depth, say)
      switch entry.node {
      case .heading(let index):
        guard let result = evaluation.headings.first(where: { $0.index == index }) else { continue }
        let heading = ruleset.headings[index]
        lines += ["", options.ink.drawn(title(mark, heading, result), .strong)]
        let basis = LabelledLines(labelWidth: context.labelWidth, ink: options.ink)
        for text in heading.basis { lines += basis.lines(say("依据", "Basis"), text) }
      case .indicator(let index):
        guard let result = evaluation.indicators.first(where: { $0.index == index }) else {
          continue
        }
        lines += [""] + story(result, ruleset.indicators[index], mark: mark)
      }
    }
    let notes = ResultNotes(
      evaluation, record: record, ruleset: ruleset, options: options, isBrief: false)
    lines += [""] + sum() + notes.verdict()
    for section in notes.sections() where !section.isEmpty { lines += [""] + section }
    return lines
  }

  private func story(
    _ result: IndicatorResult, _ indicator: Indicator, mark: String
  ) -> [String] {
    let title =
      switch result.status {
      case .excluded:
        mark + indicator.name
          + say(
            "（\(indicator.points) 分），不适用，不计分", " (\(indicator.points)): not applicable, not counted"
          )
      case .failed:
        mark + indicator.name
          + say(
            "（\(result.points) 分），有错误，不能评分", " (\(result.points)): not scored, because of errors")
      case .undetermined:
        mark + indicator.name
          + say(
            "（\(result.points) 分），得分未定：\(ScoreText.of(result.range)) 分",
            " (\(result.points)): open, \(ScoreText.of(result.range))")
      case .scored, .judged:
        self.title(
          mark, indicator.name, result.points, ScoreText.of(result.score, range: result.range))
      }
    let story = IndicatorStory(context, indicator, result)
    let lines = LabelledLines(labelWidth: context.labelWidth, ink: options.ink)
    return Wrapping.lines(title, width: ReportOptions.columnsMax).map {
      options.ink.drawn($0, .strong)
    }
      + lines.lines(story.rows())
  }

  private func title(_ mark: String, _ heading: Heading, _ result: HeadingResult) -> String {
    let points = heading.pointsInWords(result.points, say)
    let score = ScoreText.of(result.score, range: result.range)
    var text = mark + heading.name + say.bracketed(points)
    text +=
      result.score == nil
      ? say("，得分未定：\(score) 分", ": open, \(score)")
      : say("，实际得分 \(score) 分", ": scored \(score)")
    if let counted = result.contribution { text += say("，计 \(counted) 分", ", counts \(counted)") }
    return text
  }

  private func title(_ mark: String, _ name: String, _ points: Rational, _ score: String) -> String
  {
    mark + name + say("（\(points) 分），实际得分 \(score) 分", " (\(points)): scored \(score)")
  }

  /// How the total comes from what stands at the top.
  private func sum() -> [String] {
    guard evaluation.status == .complete, let total = evaluation.score else { return [] }
    let top = RulesetOutline(ruleset).entries.filter { $0.depth == 0 }
    var terms = top.compactMap { entry -> String? in
      switch entry.node {
      case .heading(let index):
        let result = evaluation.headings.first { $0.index == index }
        return (result?.contribution ?? result?.score)?.description
      case .indicator(let index):
        return evaluation.indicators.first { $0.index == index }?.score?.description
      }
    }
    for step in evaluation.adjustments where !step.points.isZero {
      let points = step.points.magnitude.description
      terms.append(step.points.isNegative ? "-\(points)" : points)
    }
    guard terms.count > 1, terms.count <= 20 else { return [] }
    var text = terms[0]
    for term in terms.dropFirst() {
      text += term.hasPrefix("-") ? say(" － ", " - ") + term.dropFirst() : say(" ＋ ", " + ") + term
    }
    return Wrapping.lines(
      say("合计：", "Sum: ") + text + say(" ＝ ", " = ") + total.description,
      width: ReportOptions.columnsMax)
  }

  /// The numbers of sections, subsections and indicators, as reports write them.
  private static func mark(_ number: Int, depth: Int, _ say: Wording) -> String {
    switch depth {
    case 0: say("\(number)、", "\(number). ")
    case 1: say("（\(number)）", "(\(number)) ")
    default: Numerals.circled(number) + " "
    }
  }
}
