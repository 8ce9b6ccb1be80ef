import ExactNumbers
import RuleLang

/// The standard of an indicator in the words of a published scoring table.
///
/// `预算调整率=0，计5分；0–10%（含），计4分；…；大于30%不得分`. It is made from the rule and nothing else; chapter
/// 19 has the wording of each form. Cases come first, as they decide first.
struct StandardWords {
  let rules: RuleWords
  let ranges: StandardRanges

  var say: Wording { rules.say }
  private var ruleset: Ruleset { rules.ruleset }

  init(_ ruleset: Ruleset, _ say: Wording) {
    rules = RuleWords(ruleset, say)
    ranges = StandardRanges(rules)
  }

  /// The paragraphs of a standard.
  func paragraphs(of indicator: Indicator) -> [String] {
    var paragraphs = indicator.cases.map(sentence)
    var method = sentences(of: indicator.method, indicator.name, points: indicator.points)
    if !paragraphs.isEmpty, let first = method.first {
      method[0] = say("其他情形：", "Otherwise: ") + first
    }
    paragraphs += method
    if let missing = indicator.whenMissing {
      paragraphs.append(
        say("数据缺失的", "where data are missing") + gives(missing.points) + reason(missing.reason)
          + stop)
    }
    return paragraphs
  }

  /// The formula of an indicator and what its definitions stand for; none for what has none.
  func formula(of indicator: Indicator) -> [String] {
    formula(of: indicator.method, indicator.name, indicator.cases.map(\.condition))
  }

  private func formula(
    of method: Method, _ name: String, _ conditions: [TypedExpression]
  ) -> [String] {
    switch method {
    case .bands(let bands):
      return rules.formula(name, bands.measure, among: [bands.measure] + conditions)
    case .formula(let expression, _, _):
      let score = say("得分", "score")
      return rules.formula(score, expression, among: [expression] + conditions)
    case .checklist(let items, _):
      return rules.openedDefinitions(of: conditions + items.map(\.condition))
    case .deductions(let lines):
      return rules.openedDefinitions(of: conditions + lines.map(\.basis.expression))
    case .judged: return rules.openedDefinitions(of: conditions)
    case .bestOf(let alternatives):
      return rules.openedDefinitions(of: conditions)
        + alternatives.flatMap { alternative in
          formula(of: alternative.method, alternative.name, alternative.cases.map(\.condition))
        }
    }
  }

  // MARK: Sentences

  private var stop: String { say("。", ".") }

  private var semicolon: String { say("；", "; ") }

  /// What a clause gives: `，计5分`, `，不得分`.
  func gives(_ points: Rational) -> String {
    if points.isZero { return say("，不得分", ": no points") }
    if points.isNegative {
      return say("，扣\(points.magnitude)分", ": \(points.magnitude) off")
    }
    return say("，计\(points)分", ": " + say.points(points.description))
  }

  private func reason(_ text: String?) -> String { text.map { say.bracketed($0) } ?? "" }

  private func sentence(_ item: Case) -> String {
    let when = item.reason ?? rules.words(item.condition)
    var text = say("\(when)的", "where \(when)")
    if item.isNotApplicable { text += say("，不适用本指标", ": not applicable") }
    switch item.outcome {
    case .scores(let points): text += gives(points)
    case .excludedOverHeading:
      text += say("，分值由同一标题下的其他指标按比例分担", "; its points go to the others under its heading")
    case .excludedOverTotal:
      text += say("，分值由其他各指标按比例分担", "; its points go to all other indicators")
    }
    return text + stop
  }

  private func sentences(of method: Method, _ name: String, points: Rational) -> [String] {
    switch method {
    case .bands(let bands): return [self.bands(bands, name, points) + stop]
    case .checklist(let items, let isLadder):
      return [isLadder ? ladder(items) : checklist(items)]
    case .deductions(let lines): return [deductions(lines)]
    case .judged(let text, _):
      let range = say("由评价人员在0至\(points)分之间评定", "the evaluator gives 0 to \(points) points")
      return [range + (text.map { say("：", ": ") + $0 } ?? "") + stop]
    case .formula(_, let isClamped, _):
      var text = say("按公式计分", "by the formula")
      if isClamped {
        text += say(
          "，低于0分的计0分，高于\(points)分的计\(points)分", ", kept between 0 and \(points) points")
      }
      return [text + stop]
    case .bestOf(let alternatives):
      let head = say("按下列方案分别计分，取最高的一个。", "the best of these counts.")
      return [head]
        + alternatives.flatMap { alternative -> [String] in
          let cases = alternative.cases.map(sentence)
          let own = sentences(of: alternative.method, alternative.name, points: points)
          var all = cases + own
          all[0] = say.quoted(alternative.name) + say("：", ": ") + all[0]
          return all
        }
    }
  }

  private func checklist(_ items: [Item]) -> String {
    items.enumerated().map { index, item in
      Numerals.circled(index + 1) + say("", " ") + asked(item.text, item.condition)
        + gives(item.points)
    }.joined(separator: semicolon) + stop
  }

  private func ladder(_ items: [Item]) -> String {
    say("按符合的最高一档计分：", "the best that holds counts: ")
      + String(checklist(items).dropLast()) + say("；都不符合的，不得分。", "; none: no points.")
  }

  private func asked(_ text: String?, _ condition: TypedExpression) -> String {
    text ?? rules.words(condition)
  }

  private func deductions(_ lines: [Deduction]) -> String {
    lines.map { line -> String in
      let taken = say("扣\(line.points)分", "\(line.points) off")
      switch line.basis {
      case .per(let count):
        guard let text = line.text else {
          let words = rules.words(count)
          return say("\(words)每有一项", "for each of \(words): ") + taken
        }
        return text + say("", ": ") + taken
      case .when(let condition):
        return say("\(asked(line.text, condition))的，", "where \(asked(line.text, condition)): ")
          + taken
      }
    }.joined(separator: semicolon) + say("，扣完为止。", ", down to 0.")
  }
}

extension Deduction.Basis {
  /// What is counted or asked.
  var expression: TypedExpression {
    switch self {
    case .per(let count): count
    case .when(let condition): condition
    }
  }
}
