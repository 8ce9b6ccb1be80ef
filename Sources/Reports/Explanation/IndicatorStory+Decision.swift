import Evaluator
import ExactNumbers
import RuleLang

/// The clause that decided, the cases that did not, and the lines that gave or took points.
extension IndicatorStory {
  // MARK: Cases

  /// The cases before the one that decided, each with why it does not apply.
  func cases() -> [Row] {
    let all = indicator.cases(for: result)
    let tried = result.decidingCase.map { all.prefix($0) } ?? all[...]
    return labelled(
      say("情形", "Cases"),
      tried.map { item in
        let grounds = context.grounds(item.condition)
        let verdict =
          context.values.holds(item.condition) == nil
          ? say("未定：", "open: ") : say("不属于：", "does not apply: ")
        return verdict + item.clause.text + (grounds.isEmpty ? "" : say.bracketed(grounds))
      })
  }

  /// The clause that decided, with its place.
  func decision() -> [Row] {
    guard let clause = result.clause else { return [] }
    var text = context.located(clause)
    if let index = result.decidingCase, let item = indicator.cases(for: result)[safely: index] {
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
      let grounds = context.grounds(item.condition) + context.source(of: item.condition)
      if let line = context.places.words(item.clause.range, say) {
        text += say.bracketed(grounds + say("；", "; ") + line)
      }
      return text
    }
    if isLadder { texts.append(say("取符合的要点中最高的一项", "the best item that is met counts")) }
    return labelled(say("要点", "Items"), texts)
  }

  // MARK: Deductions

  func deductions() -> [Row] {
    guard case .deductions(let lines) = method else { return [] }
    return labelled(
      say("计数", "Counts"),
      lines.enumerated().map { index, line in
        var text = line.text ?? line.clause.text
        text += say("：", ": ")
        switch line.basis {
        case .per(let expression): text += count(expression, line, result.counts[safely: index])
        case .when(let condition): text += truth(condition, line)
        }
        return text + (context.places.words(line.clause.range, say).map(say.bracketed) ?? "")
      })
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
    text += matchingRows(expression) + context.source(of: expression)
    let taken = count * line.points
    let product = "\(line.points) × \(count) "
    return text
      + (taken.isZero
        ? say("，不扣分", ", nothing is lost")
        : say("，应扣 \(product)＝ \(taken) 分", ", takes \(product)= \(taken)"))
  }

  /// The rows that are counted, by their first text: `（筹融资工作、GDP同比增长）`.
  private func matchingRows(_ expression: TypedExpression) -> String {
    guard case .aggregate(.count, let table, _, let filter?) = expression.kind,
      let columns = context.ruleset.tables[safely: table]?.columns,
      let label = columns.firstIndex(where: { $0.type == .text }),
      let rows = context.record.tables[safely: table] ?? nil,
      let chosen = context.values.rows(of: table, where: filter), !chosen.isEmpty
    else { return "" }
    let namesMax = 12
    var names = chosen.prefix(namesMax).map { index -> String in
      if case .text(let name)? = rows[index][safely: label] ?? nil { return name }
      return say("第 \(index + 1) 行", "row \(index + 1)")
    }
    if chosen.count > namesMax { names.append("…") }
    return say.bracketed(say.list(names))
  }

  private func truth(_ condition: TypedExpression, _ line: Deduction) -> String {
    let grounds = context.grounds(condition) + context.source(of: condition)
    switch context.values.holds(condition) {
    case true: return grounds + say("，应扣 \(line.points) 分", ", takes \(line.points)")
    case false: return grounds + say("，不扣分", ", nothing is lost")
    case nil: return grounds
    }
  }

  // MARK: Judgments

  func judgment() -> [Row] {
    guard let judgment = context.record.judgments[result.index], result.status == .judged else {
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
    return labelled(
      say("扣分", "Lost"),
      result.lost.map { loss in
        let text = ScoreText.of(loss, say)
        return text.hasPrefix(say("扣 ", "lost ")) ? String(text.dropFirst(say("扣 ", "lost ").count)) : text
      })
  }

  func rounding() -> [Row] {
    guard let unrounded = result.unrounded, let score = result.score, unrounded != score,
      let rounding = context.ruleset.scoreRounding
    else { return [] }
    let mode = RoundingWords.of(rounding.mode)
    let exact = FigureText.brief(unrounded, places: 6)
    return [
      (
        say("取整", "Rounded"),
        say(
          "\(exact) 分按保留 \(rounding.step)、\(mode.zh) 得 \(score) 分",
          "\(exact) to \(rounding.step), \(mode.en), gives \(score)")
      )
    ]
  }

  func redistribution() -> [Row] {
    if result.status == .excluded {
      guard let index = result.decidingCase,
        let item = indicator.cases(for: result)[safely: index]
      else { return [] }
      let points = indicator.points
      let text =
        if case .excludedOverHeading = item.outcome {
          say("\(points) 分按比例折算到同一上级指标下的其他指标", "the \(points) points go to the other indicators under the same heading, in proportion")
        } else {
          say("\(points) 分按比例折算到其他全部指标", "the \(points) points go to all other indicators, in proportion")
        }
      return [(say("折算", "Spread"), text)]
    }
    guard result.factor != .one else { return [] }
    return [
      (
        say("折算", "Spread"),
        say(
          "有指标不适用，分值由 \(indicator.points) 分折算为 \(result.points) 分（× \(result.factor)），得分同样折算",
          "other indicators do not apply, so its points are \(indicator.points) × \(result.factor) = \(result.points), and its score likewise")
      )
    ]
  }

  // MARK: What is open

  func open() -> [Row] {
    guard result.status == .undetermined || !result.missing.isEmpty else { return [] }
    var rows: [Row] = []
    if !result.missing.isEmpty {
      rows.append((say("缺少", "Missing"), say.list(result.missing)))
    }
    guard result.status == .undetermined else { return rows }
    let deciding = context.evaluation.missing.filter { $0.isDeciding && $0.indicators.contains(result.index) }
    var text = say("补齐资料前，得分在 \(ScoreText.of(result.range)) 分之间", "until then the score is \(ScoreText.of(result.range))")
    if !deciding.isEmpty {
      text += say("，并且关系到总分或等次", ", and the total or the grade depends on it")
    }
    return rows + [(say("可能", "Range"), text)]
  }
}
