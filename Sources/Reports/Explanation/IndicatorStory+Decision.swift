import Evaluator
import ExactNumbers
import RuleLang

/// The clause that decided, the cases that did not, and the lines that gave or took points.
extension IndicatorStory {
  // MARK: Cases

  /// The cases before the one that decided, each with why it does not apply.
  func cases() -> [Row] {
    let all = indicator.cases(for: result)
    let tried = decidingCase.map { all.prefix($0) } ?? all[...]
    return labelled(
      say("情形", "Cases"),
      tried.map { item in
        let grounds = context.grounds(item.condition)
        let verdict =
          context.values.holds(item.condition) == nil
          ? say("未定：", "open: ") : say("未适用：", "does not apply: ")
        return verdict + item.clause.text + (grounds.isEmpty ? "" : say.bracketed(grounds))
      })
  }

  /// The clause that decided, with its place.
  func decision() -> [Row] {
    guard let clause = result.clause else { return [] }
    var text = context.located(clause)
    if let index = decidingCase, let item = indicator.cases(for: result)[safely: index] {
      let grounds = context.grounds(item.condition)
      if !grounds.isEmpty { text += say("：", ": ") + grounds }
    } else {
      switch method {
      // Their lines follow one by one.
      case .checklist, .deductions: if !isDecidedByCase { return [] }
      default: break
      }
    }
    return [(say("标准", "Clause"), text)]
  }

  // MARK: Items

  func items() -> [Row] {
    guard case .checklist(let items, let isLadder) = method else { return [] }
    let shared = sharedSource(of: items.map(\.condition))
    var texts = items.enumerated().map { index, item -> String in
      let holds = result.itemsMet[safely: index] ?? context.values.holds(item.condition)
      let known = result.score == nil ? context.values.holds(item.condition) : holds
      let verdict: String =
        switch known {
        case true: say("符合", "met")
        case false: say("不符合", "not met")
        case nil: say("未定", "open")
        }
      var text = verdict + say("：", ": ") + say.points(item.points.description)
      text += say("，", ", ") + (item.text ?? context.words(item.condition))
      // The text of an item says what a plain answer is about.
      let isPlain = item.condition.parts.isEmpty
      let grounds = isPlain && known != nil ? "" : context.grounds(item.condition)
      let remarks = [grounds, shared == nil ? context.source(of: item.condition) : ""]
      return text + remark(remarks, item.clause)
    }
    if let shared { texts.append(shared) }
    if isLadder { texts.append(say("取符合的要点中最高的一项", "the best item that is met counts")) }
    return labelled(say("要点", "Items"), texts)
  }

  /// Remarks on a line and its place, in one pair of brackets.
  private func remark(_ remarks: [String], _ clause: Clause) -> String {
    let all = remarks.filter { !$0.isEmpty } + [context.places.words(clause.range, say) ?? ""]
    return say.bracketed(all.joined(separator: say("；", "; ")))
  }

  /// The source that the figures of all lines have in common, as a sentence of its own.
  private func sharedSource(of expressions: [TypedExpression]) -> String? {
    let sources = Set(expressions.map { context.source(of: $0) })
    guard expressions.count > 1, sources.count == 1, let source = sources.first, !source.isEmpty
    else { return nil }
    return source
  }

  // MARK: Deductions

  func deductions() -> [Row] {
    guard case .deductions(let lines) = method else { return [] }
    let expressions = lines.map { line in
      switch line.basis {
      case .per(let expression), .when(let expression): expression
      }
    }
    let shared = sharedSource(of: expressions)
    var texts = lines.enumerated().map { index, line -> String in
      let found: String
      switch line.basis {
      case .per(let expression): found = count(expression, line, result.counts[safely: index])
      case .when(let condition): found = truth(condition, line)
      }
      let source = shared == nil ? context.source(of: expressions[index]) : ""
      return (line.text ?? line.clause.text) + say("：", ": ") + found
        + remark([source], line.clause)
    }
    if let shared { texts.append(shared) }
    return labelled(say("计数", "Counts"), texts)
  }

  private func count(
    _ expression: TypedExpression, _ line: Deduction, _ given: Rational?
  ) -> String {
    let known = result.score == nil ? context.values.number(expression) : given
    guard let count = known ?? context.values.number(expression) else {
      return context.words(expression) + say(" 未提供", " is not given")
    }
    var text = context.words(expression) + say(" 为 ", " is ")
    text += context.figures.number(count, expression.type, unit: nil)
    text += context.matchingRows(expression)
    let taken = count * line.points
    let product = "\(line.points) × \(count) "
    return text
      + (taken.isZero
        ? say("，不扣分", ", nothing is lost")
        : say("，应扣 \(product)＝ \(taken) 分", ", takes \(product)= \(taken)"))
  }

  private func truth(_ condition: TypedExpression, _ line: Deduction) -> String {
    let grounds = context.grounds(condition)
    switch context.values.holds(condition) {
    case true: return grounds + say("，应扣 \(line.points) 分", ", takes \(line.points)")
    case false: return grounds + say("，不扣分", ", nothing is lost")
    case nil: return grounds
    }
  }

  // MARK: Judgments

  func judgment() -> [Row] {
    guard result.status == .judged, let judgment = context.record.judgments[result.index] else {
      return []
    }
    let reason = judgment.reason.map { say("，理由：", ", because: ") + $0 } ?? ""
    return [
      (
        say("评定", "Judged"),
        say("评价人员评定 \(judgment.points) 分", "the evaluator gave \(judgment.points)") + reason
      )
    ]
  }

  // MARK: Losses and rounding

  func losses() -> [Row] {
    guard result.status != .undetermined else { return [] }
    return labelled(say("失分", "Lost"), ScoreText.losses(result.lost, say))
  }

  func rounding() -> [Row] {
    guard let unrounded = result.unrounded, let score = result.score, unrounded != score,
      let rounding = context.ruleset.scoreRounding
    else { return [] }
    let mode = rounding.mode.spelling(in: say.language)
    let exact = FigureText.brief(unrounded, places: 6)
    return [
      (
        say("取整", "Rounded"),
        say(
          "\(exact) 分，保留 \(rounding.step) \(mode)，得 \(score) 分",
          "\(exact) to \(rounding.step) \(mode) is \(score)")
      )
    ]
  }

  func redistribution() -> [Row] {
    if result.status == .excluded {
      guard let index = decidingCase,
        let item = indicator.cases(for: result)[safely: index]
      else { return [] }
      let points = indicator.points
      let text =
        if case .excludedOverHeading = item.outcome {
          say(
            "\(points) 分按比例折算到同一上级指标下的其他指标",
            "the \(points) points go to the other indicators under the same heading, in proportion")
        } else {
          say(
            "\(points) 分按比例折算到其他全部指标",
            "the \(points) points go to all other indicators, in proportion")
        }
      return [(say("折算", "Spread"), text)]
    }
    guard result.factor != .one else { return [] }
    let (factor, points) = (ScoreText.exact(result.factor), ScoreText.exact(result.points))
    var text = say(
      "有指标不适用，分值由 \(indicator.points) 分折算为 \(points) 分（× \(factor)）",
      "other indicators do not apply: its points \(indicator.points) × \(factor) are \(points)")
    if let unrounded = result.unrounded, !unrounded.isZero,
      let raw = unrounded.divided(by: result.factor)
    {
      let (before, after) = (
        FigureText.brief(raw, places: 6), FigureText.brief(unrounded, places: 6)
      )
      text += say("，得分由 \(before) 分折算为 \(after) 分", ", and its score \(before) is \(after)")
    }
    return [(say("折算", "Spread"), text)]
  }

  // MARK: What is open

  func open() -> [Row] {
    guard result.status == .undetermined || !result.missing.isEmpty else { return [] }
    var rows: [Row] = []
    if !result.missing.isEmpty {
      rows.append(
        (
          say("缺少", "Missing"),
          say.list(result.missingNames(context.evaluation, context.ruleset, say))
        ))
    }
    guard result.status == .undetermined else { return rows }
    let deciding = context.evaluation.missing.filter {
      $0.isDeciding && $0.indicators.contains(result.index)
    }
    let range = ScoreText.of(result.range)
    var text =
      result.range.single == nil
      ? say("补齐资料前，得分在 \(range) 分之间", "until then the score is \(range)")
      : say("无论资料如何，得分都是 \(range) 分", "whatever they are, the score is \(range)")
    if !deciding.isEmpty {
      text += say("，并且关系到总分或等次", ", and the total or the grade depends on it")
    }
    return rows + [(say("可能", "Range"), text)]
  }
}
