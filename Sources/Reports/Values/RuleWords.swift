import ExactNumbers
import RuleLang

/// Expressions and definitions in the words of the rules.
struct RuleWords {
  let ruleset: Ruleset
  let say: Wording
  let places: RulesetPlaces

  init(_ ruleset: Ruleset, _ say: Wording) {
    self.ruleset = ruleset
    self.say = say
    places = RulesetPlaces(ruleset)
  }

  /// An expression as it stands in the rules.
  func words(_ expression: TypedExpression) -> String { places.text(expression.range) }

  /// What a name stands for: `可用预算 ＝ 上年结转 ＋ 年初预算`.
  func equation(_ name: String, _ expression: TypedExpression) -> String {
    name + say(" ＝ ", " = ") + words(expression)
  }

  /// The definitions that expressions use, each once and each before what it uses.
  func definitions(in expressions: [TypedExpression]) -> [Int] {
    var found: [Int] = []
    var open = expressions
    var next = 0
    while next < open.count {
      for case .definition(let index) in open[next].usedNames(in: ruleset)
      where !found.contains(index) && ruleset.definitions.indices.contains(index) {
        found.append(index)
        open.append(ruleset.definitions[index].expression)
      }
      next += 1
    }
    return found
  }

  /// The same, opened up: what each stands for, and what it is.
  func openedDefinitions(of expressions: [TypedExpression]) -> [String] {
    definitions(in: expressions).map { index in
      let definition = ruleset.definitions[index]
      let text = equation(definition.name, definition.expression)
      guard let description = definition.description else { return text }
      return text + say.bracketed(description)
    }
  }

  /// A formula, and what the definitions in it and in what stands around it stand for.
  func formula(
    _ name: String, _ expression: TypedExpression, among all: [TypedExpression]
  ) -> [String] {
    var texts: [String] = []
    if words(expression) != name { texts.append(equation(name, expression)) }
    let opened = openedDefinitions(of: all)
    if let first = opened.first {
      texts.append(say("其中 ", "where ") + first)
      texts += opened.dropFirst()
    }
    return texts
  }
}
