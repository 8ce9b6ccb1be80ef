import Evaluator
import ExactNumbers
import RuleLang

/// What came out where a test expected something, in words.
struct ActualValues {
  private let ruleset: Ruleset
  private let evaluation: Evaluation
  private let figures: FigureText

  init(_ ruleset: Ruleset, _ evaluation: Evaluation, _ figures: FigureText) {
    self.ruleset = ruleset
    self.evaluation = evaluation
    self.figures = figures
  }

  private var say: Wording { figures.say }

  /// The value of what an expectation looks at.
  func value(_ expectation: RuleTest.Expectation) -> String {
    guard let subject = expectation.subject else { return errors }
    guard subject == .grade else { return score(subject) }
    if let grade = evaluation.grade { return PlainText.of(grade) }
    let possible = say.list(evaluation.possibleGrades)
    return say("不确定", "undetermined") + (possible.isEmpty ? "" : say.bracketed(possible))
  }

  /// A score, a measure or a total.
  func score(_ subject: RuleTest.Subject) -> String {
    let type = type(of: subject)
    guard let values = evaluation.possibleValues(of: subject) else {
      return say("不确定", "undetermined")
    }
    if let value = values.single { return text(value, type, of: subject) }
    let ends = [values.lower, values.upper].map { end in
      end.map { text($0.value, type, of: subject) } ?? "∞"
    }
    return say("不确定", "undetermined")
      + say.bracketed(say("\(ends[0]) 至 ", "\(ends[0]) to ") + ends[1])
  }

  /// The constant that an expectation compares with.
  func expected(_ expectation: RuleTest.Expectation) -> String? {
    guard case .comparison(let subject, _, let value) = expectation.kind else { return nil }
    return text(value, type(of: subject), of: subject)
  }

  /// How an indicator's score came about, where that was expected to be another way.
  func status(_ expectation: RuleTest.Expectation) -> String? {
    guard case .score(let index)? = expectation.subject else { return nil }
    switch expectation.kind {
    case .status, .decidedBy: break
    default: return nil
    }
    let result = evaluation.indicators[index]
    if result.method == .whenMissing { return say("按缺失计分", "scored as missing") }
    switch result.status {
    case .scored: return say("已评分", "scored")
    case .judged: return say("已评定", "judged")
    case .undetermined: return say("不确定", "undetermined")
    case .excluded: return say("剔除", "excluded")
    case .failed: return say("算不出", "failed")
    }
  }

  /// The codes of the errors of the record.
  var errors: String {
    let codes = evaluation.errors.map(\.code.rawValue)
    return codes.isEmpty ? say("没有报错", "no error") : say.list(codes)
  }

  private func type(of subject: RuleTest.Subject) -> ValueType {
    guard case .measure(let index) = subject,
      case .bands(let method) = ruleset.indicators[index].method
    else { return .number(.plain) }
    return method.measure.type
  }

  private func text(_ value: Rational, _ type: ValueType, of subject: RuleTest.Subject) -> String {
    if case .measure = subject { return figures.numberWithExact(value, type) }
    return say.points(FigureText.brief(value, places: 6))
  }
}
