/// Which indicators name a definition or a parameter, in their lines or through other definitions.
///
/// It looks at the rules as written: where a parameter stands, the checked rules have its value.
public struct DefinitionReach: Sendable {
  private let users: [[Int]]

  /// Reads the lines of a ruleset.
  ///
  /// - Complexity: O(*n*) in the rules, and in the pairs of definitions and indicators.
  public init(_ ruleset: Ruleset) {
    var numbers: [String: Int] = [:]
    for (index, definition) in ruleset.definitions.enumerated() { numbers[definition.name] = index }
    var indicators: [String: Int] = [:]
    for (index, indicator) in ruleset.indicators.enumerated() { indicators[indicator.name] = index }
    var users = Array(repeating: Set<Int>(), count: ruleset.definitions.count)
    var used = Array(repeating: Set<Int>(), count: ruleset.definitions.count)
    var current: Int?
    for statement in ruleset.syntax.flatMap(\.statements) {
      var definition: Int?
      switch statement.kind {
      case .indicator(let name, _): current = indicators[name.text]
      case .define(let name, _, _), .parameter(let name, _, _): definition = numbers[name.text]
      case .heading, .facts, .table, .grades, .check, .test, .veto, .bonus, .penalty: current = nil
      default: break
      }
      for expression in statement.kind.namedExpressions {
        NameCollector.visit(expression) { name in
          guard let number = numbers[name.text] else { return }
          if let definition {
            used[definition].insert(number)
          } else if let current {
            users[number].insert(current)
          }
        }
      }
    }
    // Each definition uses only those before it in this order.
    for case .definition(let index) in ruleset.evaluationOrder.reversed() {
      for inner in used[index] { users[inner].formUnion(users[index]) }
    }
    self.users = users.map { $0.sorted() }
  }

  /// The indicators that a definition reaches, in order.
  public func indicators(using definition: Int) -> [Int] { users[definition] }
}

extension Statement.Kind {
  /// The expressions of a definition or of a line of an indicator.
  fileprivate var namedExpressions: [Expression] {
    switch self {
    case .define(_, let expression, _), .parameter(_, let expression, _): [expression]
    case .band(let range, .steps(let steps), _): range.ends + [steps.step]
    default: expressions
    }
  }
}
