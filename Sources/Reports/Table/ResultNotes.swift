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
  let say: Wording
  let figures: FigureText

  init(_ evaluation: Evaluation, record: Record?, ruleset: Ruleset, options: ReportOptions) {
    self.evaluation = evaluation
    self.record = record
    self.ruleset = ruleset
    self.options = options
    say = options.say
    figures = FigureText(ruleset, record, options.say)
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

  /// Each with its title, or empty.
  func sections() -> [[String]] {
    [missing(), adjustments(), checks(), openChecks(), choices(), errors()]
  }

  // MARK: Missing figures

  private func missing() -> [String] {
    guard !evaluation.missing.isEmpty else { return [] }
    let title = say(
      "缺少 \(evaluation.missing.count) 项资料，补齐后才能定分：",
      "Missing figures (\(evaluation.missing.count)), needed for a score:")
    let deciding = ruleset.grades.isEmpty ? say("影响总分", "decides the total") : say("决定等次", "decides the grade")
    return [title]
      + evaluation.missing.flatMap { figure -> [String] in
        let names = figure.indicators.compactMap { ruleset.indicators[safely: $0]?.name }
        var text = figure.name
        if !names.isEmpty, names != [figure.name] {
          text += say("，用于 ", ", used by ") + say.list(names)
        }
        if figure.isDeciding { text += say.bracketed(deciding) }
        return bullet(text)
      }
  }

  // MARK: Adjustments

  private func adjustments() -> [String] {
    guard !evaluation.adjustments.isEmpty else { return [] }
    let places = RulesetPlaces(ruleset)
    return [say("加分、扣分和限制：", "Added, taken and limited:")]
      + evaluation.adjustments.flatMap { step -> [String] in
        var text = step.kind.words(say) + " " + ScoreText.signed(step.points)
        text += say("：", ": ") + say(step.text)
        if let clause = step.clause, let place = places.words(clause, say) {
          text += say.bracketed(place)
        }
        return bullet(text)
      }
  }

  // MARK: Checks

  private func checks() -> [String] {
    let failing = evaluation.checks.filter { $0.holds == false }
    guard !failing.isEmpty else { return [] }
    let title = say(
      "核对不符 \(failing.count) 项（共核对 \(evaluation.checks.count) 项，不影响得分）：",
      "Checks that do not hold: \(failing.count) of \(evaluation.checks.count); they do not change the score:")
    return [options.ink.drawn(title, .bad)] + failing.flatMap { bullet(text(of: $0)) }
  }

  private func text(of result: CheckResult) -> String {
    guard let check = ruleset.checks[safely: result.index] else { return "" }
    guard let sides = result.sides else { return check.text }
    let (left, right) = expressions(check.condition)
    let type = left?.type ?? .unknown
    let unit = left.flatMap { figures.unit(of: $0) } ?? right.flatMap { figures.unit(of: $0) }
    let first = figures.number(sides.left, type, unit: unit)
    let second = figures.number(sides.right, right?.type ?? type, unit: unit)
    let difference = figures.distance((sides.left - sides.right).magnitude, type, unit: unit)
    return check.text + say("：", ": ")
      + say(
        "左边 \(first)，右边 \(second)，相差 \(difference)",
        "left \(first), right \(second), apart by \(difference)")
  }

  private func expressions(_ condition: TypedExpression) -> (TypedExpression?, TypedExpression?) {
    switch condition.kind {
    case .comparison(let left, _, let right), .equalWithin(let left, let right, _): (left, right)
    default: (nil, nil)
    }
  }

  private func openChecks() -> [String] {
    let open = evaluation.checks.filter { $0.holds == nil }
    guard !open.isEmpty else { return [] }
    let title = say(
      "资料不全、未能核对 \(open.count) 项：", "Checks left open for want of figures: \(open.count):")
    return [title]
      + open.flatMap { result -> [String] in
        let text = ruleset.checks[safely: result.index]?.text ?? ""
        let missing = say("缺 ", "missing ") + say.list(result.missing)
        return bullet(text + (result.missing.isEmpty ? "" : say.bracketed(missing)))
      }
  }

  // MARK: Several values

  private func choices() -> [String] {
    guard !evaluation.choices.isEmpty else { return [] }
    let title = say(
      "有 \(evaluation.choices.count) 个数据给出了几个数值：",
      "Figures given with several values: \(evaluation.choices.count):")
    return [title] + evaluation.choices.flatMap { bullet(text(of: $0)) }
  }

  private func text(of result: ChoiceResult) -> String {
    let choice = result.choice
    guard let fact = ruleset.facts[safely: choice.fact],
      let used = choice.candidates[safely: choice.used]
    else { return "" }
    func written(_ candidate: ValueChoice.Candidate) -> String {
      figures.text(
        candidate.value, fact.type,
        unit: FigureText.unit(ofText: candidate.written, fact.type) ?? fact.unit)
    }
    var text = fact.name + say("：采用 ", ": used ") + written(used)
    let others = choice.candidates.indices.filter {
      choice.candidates[$0].value != used.value
    }
    if others.isEmpty { return text + say("，各处相同", ", the same everywhere") }
    let alternatives = others.map { index -> String in
      let value = written(choice.candidates[index])
      guard result.changesResult, let total = result.totals[safely: index] ?? nil else { return value }
      return value + say.bracketed(say("总分 \(total.description) 分", "total \(total.description)"))
    }
    text += say("，另有 ", "; also given: ") + say.list(alternatives)
    text += result.changesResult
      ? say("；换用会改变结果", "; another choice changes the result")
      : say("；换用不改变总分和等次", "; another choice changes neither total nor grade")
    return choice.reason.isEmpty ? text : text + say("。理由：", ". Reason: ") + choice.reason
  }

  // MARK: Errors

  private func errors() -> [String] {
    guard !evaluation.errors.isEmpty else { return [] }
    let title = say("错误 \(evaluation.errors.count) 个：", "Errors: \(evaluation.errors.count):")
    return [options.ink.drawn(title, .bad)]
      + evaluation.errors.flatMap { bullet("[\($0.code.rawValue)] \(say($0.message))") }
  }

  private func bullet(_ text: String) -> [String] {
    Wrapping.lines(PlainText.of(text), width: ReportOptions.columnsMax - 4).enumerated()
      .map { ($0 == 0 ? "  - " : "    ") + $1 }
  }
}
