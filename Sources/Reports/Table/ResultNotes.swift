import Evaluator
import ExactNumbers
import RuleLang

/// What is to be noted beside the scores: the verdict, what is missing, steps to the total, checks
/// that fail, figures with several values, errors.
struct ResultNotes {
  let evaluation: Evaluation
  let record: Record?
  let ruleset: Ruleset
  let options: ReportOptions
  /// Whether figures with several values that change nothing are only named.
  let isBrief: Bool
  let say: Wording
  private let figures: FigureText
  private let context: StoryContext?

  init(
    _ evaluation: Evaluation, record: Record?, ruleset: Ruleset, options: ReportOptions,
    isBrief: Bool
  ) {
    self.evaluation = evaluation
    self.record = record
    self.ruleset = ruleset
    self.options = options
    self.isBrief = isBrief
    say = options.say
    figures = FigureText(ruleset, record, options.say)
    context = record.map { StoryContext(evaluation, $0, ruleset, options) }
  }

  /// The total and the grade on one line.
  func verdict() -> [String] {
    let style: Pen.Style =
      switch evaluation.status {
      case .complete: .good
      case .incomplete: .open
      case .failed: .bad
      }
    let text = say("总分 ", "Total ") + ScoreText.verdict(evaluation, say)
    return [options.ink.drawn(text, style)]
  }

  /// Some remarks under a title.
  struct Section {
    /// What they are about.
    enum Kind {
      case missing, adjustments, checks, openChecks, choices, errors
    }

    let kind: Kind
    let title: String
    var style: Pen.Style?
    let items: [String]
    /// What each item is about, where that has a name.
    var subjects: [String] = []
  }

  /// What there is to note.
  func notes() -> [Section] {
    [missing(), adjustments(), checks(), openChecks(), choices(), errors()].compactMap { $0 }
  }

  /// The same as lines for a terminal.
  func sections() -> [[String]] {
    notes().map { section in
      [section.style.map { options.ink.drawn(section.title, $0) } ?? section.title]
        + section.items.flatMap(bullet)
    }
  }

  // MARK: Missing figures

  private func missing() -> Section? {
    guard !evaluation.missing.isEmpty else { return nil }
    let count = evaluation.missing.count
    let areAllDeciding = evaluation.missing.allSatisfy(\.isDeciding)
    // Where only one grade is possible, what is missing moves no more than the total.
    let isGradeOpen = evaluation.possibleGrades.count > 1
    let deciding =
      isGradeOpen
      ? say("决定等次", "decides the grade") : say("影响总分", "the total depends on it")
    let all =
      isGradeOpen
      ? say("，都决定等次", ", all of which decide the grade")
      : say("，都影响总分", ", on all of which the total depends")
    let title =
      say("缺少 \(count) 项资料", "Missing figures (\(count))") + (areAllDeciding ? all : "")
      + say("，补齐后才能定分：", areAllDeciding ? ":" : ", needed for a score:")
    return Section(
      kind: .missing, title: title,
      items: evaluation.missing.map { figure in
        let names = figure.indicators.compactMap { ruleset.indicators[safely: $0]?.name }
        let role = evaluation.role(ofMissing: figure.name, ruleset)
        var text =
          switch role {
          case .judgment:
            say("评价人员对 \(figure.name) 的评定", "the evaluator's points for \(figure.name)")
          case .measure: say("\(figure.name) 的计算值", "the measure of \(figure.name)")
          case nil: figure.name
          }
        if names.isEmpty {
          text += say("，用于总分或等次的条件", ", used by a condition on the total or the grade")
        } else if role != .judgment || names != [figure.name] {
          text += say("，用于 ", ", used by ") + say.list(names)
        }
        if figure.isDeciding, !areAllDeciding { text += say.bracketed(deciding) }
        return text
      }, subjects: evaluation.missing.map(\.name))
  }

  // MARK: Adjustments

  private func adjustments() -> Section? {
    // The table has those that change the total.
    let steps = evaluation.adjustments.filter { !isBrief || $0.points.isZero }
    guard !steps.isEmpty else { return nil }
    let places = RulesetPlaces(ruleset)
    return Section(
      kind: .adjustments, title: say("加分、扣分和限制：", "Added, taken and limited:"),
      items: steps.map { step in
        var text = step.kind.words(say) + " " + ScoreText.signed(step.points)
        text += say("：", ": ") + say(step.text)
        if let clause = step.clause, let place = places.words(clause, say) {
          text += say.bracketed(place)
        }
        return text
      })
  }

  // MARK: Checks

  private func checks() -> Section? {
    let failing = evaluation.checks.filter { $0.holds == false }
    guard !failing.isEmpty else { return nil }
    let (count, all) = (failing.count, evaluation.checks.count)
    let title = say(
      "核对不符 \(count) 项（共核对 \(all) 项，不影响得分）：",
      "Checks that do not hold: \(count) of \(all); they do not change the score:")
    return Section(kind: .checks, title: title, style: .bad, items: failing.map(text))
  }

  private func text(of result: CheckResult) -> String {
    guard let check = ruleset.checks[safely: result.index] else { return "" }
    guard let sides = result.sides else { return check.text }
    let (left, right) = expressions(check.condition)
    let type = left?.type ?? .unknown
    let unit = left.flatMap { figures.unit(of: $0) } ?? right.flatMap { figures.unit(of: $0) }
    func side(_ value: Rational, _ expression: TypedExpression?) -> String {
      let rows = expression.flatMap { context?.matchingRows($0) } ?? ""
      return figures.number(value, expression?.type ?? type, unit: unit) + rows
    }
    let (first, second) = (side(sides.left, left), side(sides.right, right))
    let difference = figures.distance((sides.left - sides.right).magnitude, type, unit: unit)
    return check.text
      + say(
        "：左边 \(first)，右边 \(second)，相差 \(difference)",
        ": left \(first), right \(second), apart by \(difference)")
  }

  private func expressions(_ condition: TypedExpression) -> (TypedExpression?, TypedExpression?) {
    switch condition.kind {
    case .comparison(let left, _, let right), .equalWithin(let left, let right, _): (left, right)
    default: (nil, nil)
    }
  }

  private func openChecks() -> Section? {
    let open = evaluation.checks.filter { $0.holds == nil }
    guard !open.isEmpty else { return nil }
    let title = say(
      "资料不全、未能核对 \(open.count) 项：", "Checks left open for want of figures: \(open.count):")
    return Section(
      kind: .openChecks, title: title,
      items: open.map { result in
        let text = ruleset.checks[safely: result.index]?.text ?? ""
        let missing = say("缺 ", "missing ") + say.list(result.missing)
        return text + (result.missing.isEmpty ? "" : say.bracketed(missing))
      })
  }

  // MARK: Several values

  private func choices() -> Section? {
    guard !evaluation.choices.isEmpty else { return nil }
    let count = evaluation.choices.count
    let changing = evaluation.choices.filter(\.changesResult)
    let others = evaluation.choices.filter { !$0.changesResult }
    let title = say(
      "有 \(count) 个数据给出了几个数值，其中 \(changing.count) 个换用会改变结果：",
      "Figures given with several values: \(count), of which \(changing.count) change the result:")
    var texts = (isBrief ? changing : changing + others).map { given($0) + reason($0) }
    if isBrief, !others.isEmpty {
      texts.append(say("换用不改变结果的：", "changing nothing: ") + say.list(others.map(given)))
    }
    let subjects = (changing + others).map { ruleset.facts[safely: $0.choice.fact]?.name ?? "" }
    return Section(
      kind: .choices, title: title, items: texts, subjects: isBrief ? [] : subjects)
  }

  /// The value that is used, and the others: `编制人数 8 人（另有 5 人）`.
  private func given(_ result: ChoiceResult) -> String {
    let choice = result.choice
    guard let fact = ruleset.facts[safely: choice.fact],
      let used = choice.candidates[safely: choice.used]
    else { return "" }
    func written(_ candidate: ValueChoice.Candidate) -> String {
      let unit = FigureText.unit(ofText: candidate.written, fact.type) ?? fact.unit
      return figures.text(candidate.value, fact.type, unit: unit)
    }
    var others: [String] = []
    for (index, candidate) in choice.candidates.enumerated() where candidate.value != used.value {
      var text = written(candidate)
      if result.changesResult, let total = result.totals[safely: index] ?? nil {
        text += say("，总分 \(total) 分", ", total \(total)")
      }
      if !others.contains(text) { others.append(text) }
    }
    let alternatives =
      others.isEmpty
      ? say("各处相同", "the same everywhere")
      : say("另有 ", "also given: ") + others.joined(separator: say("；", "; "))
    return fact.name + " " + written(used) + say.bracketed(alternatives)
  }

  private func reason(_ result: ChoiceResult) -> String {
    let reason = result.choice.reason
    return reason.isEmpty ? "" : say("，采用理由：", "; reason for the choice: ") + reason
  }

  // MARK: Errors

  private func errors() -> Section? {
    guard !evaluation.errors.isEmpty else { return nil }
    let title = say("错误 \(evaluation.errors.count) 个：", "Errors: \(evaluation.errors.count):")
    return Section(
      kind: .errors, title: title, style: .bad,
      items: evaluation.errors.map { "[\($0.code.rawValue)] \(say($0.message))" })
  }

  private func bullet(_ text: String) -> [String] {
    Wrapping.lines(PlainText.of(text), width: ReportOptions.columnsMax - 4).enumerated()
      .map { ($0 == 0 ? "  - " : "    ") + $1 }
  }
}
