import ExactNumbers
import RuleLang

/// Numbers for meanings: what has the same number means the same.
///
/// Two rulesets share one table, so that their expressions can be compared. Sums, products and
/// conditions are the same in any order, constants by their value; nothing is cancelled or dropped
/// that could be missing in a record.
final class MeaningTable {
  private struct Node: Hashable {
    let name: String
    let parts: [Int]
  }

  /// A constant and multiples of other meanings.
  private struct Sum {
    var constant = Rational.zero
    var terms: [(meaning: Int, coefficient: Rational)] = []
  }

  private var numbers: [Node: Int] = [:]
  private var nodes: [Node] = []
  private var constants: [Int: Rational] = [:]
  private var sums: [Int: Sum] = [:]
  private var products: [Int: [(meaning: Int, isInverse: Bool)]] = [:]

  /// The number of a name with parts.
  func number(_ name: String, _ parts: [Int] = []) -> Int {
    let node = Node(name: name, parts: parts)
    if let known = numbers[node] { return known }
    numbers[node] = nodes.count
    nodes.append(node)
    return nodes.count - 1
  }

  /// The number of a constant.
  func constant(_ value: Rational) -> Int {
    let number = number("n\(value)")
    constants[number] = value
    return number
  }

  // MARK: Sums and products

  /// A sum of multiples.
  func sum(_ parts: [(meaning: Int, factor: Rational)]) -> Int {
    var sum = Sum()
    for part in parts {
      let inner = self.sum(of: part.meaning)
      sum.constant += inner.constant * part.factor
      for term in inner.terms { sum.terms.append((term.meaning, term.coefficient * part.factor)) }
    }
    let isBounded =
      sum.constant.bitWidth <= Limits.numberBitsMax
      && sum.terms.allSatisfy { $0.coefficient.bitWidth <= Limits.numberBitsMax }
    guard isBounded else { return opaque("sum", parts.map { ($0.meaning, $0.factor) }) }
    return number(of: sum)
  }

  /// A product; inverse factors divide.
  func product(_ factors: [(meaning: Int, isInverse: Bool)]) -> Int {
    var coefficient = Rational.one
    var flat: [(meaning: Int, isInverse: Bool)] = []
    for factor in factors {
      let sum = self.sum(of: factor.meaning)
      // A number, or a multiple of one thing, gives its number to the whole.
      let scale: Rational
      switch (sum.terms.count, sum.constant.isZero) {
      case (0, _): scale = sum.constant
      case (1, true): scale = sum.terms[0].coefficient
      default: scale = .one
      }
      guard let scaled = factor.isInverse ? coefficient.divided(by: scale) : coefficient * scale,
        scaled.bitWidth <= Limits.numberBitsMax
      else { return opaque("product", factors.map { ($0.meaning, $0.isInverse ? .zero : .one) }) }
      coefficient = scaled
      if sum.terms.isEmpty { continue }
      let inner =
        sum.terms.count == 1 && sum.constant.isZero ? sum.terms[0].meaning : factor.meaning
      for part in products[inner] ?? [(inner, false)] {
        flat.append((part.meaning, part.isInverse != factor.isInverse))
      }
    }
    if flat.isEmpty { return constant(coefficient) }
    return number(of: Sum(terms: [(number(ofFactors: flat), coefficient)]))
  }

  private func sum(of meaning: Int) -> Sum {
    if let value = constants[meaning] { return Sum(constant: value) }
    return sums[meaning] ?? Sum(terms: [(meaning, .one)])
  }

  private func number(of sum: Sum) -> Int {
    if sum.terms.isEmpty { return constant(sum.constant) }
    if sum.constant.isZero, sum.terms.count == 1, sum.terms[0].coefficient == .one {
      return sum.terms[0].meaning
    }
    let parts = sum.terms.map { ($0.meaning, constant($0.coefficient)) }.sorted { $0 < $1 }
    let number = number("+", [constant(sum.constant)] + parts.flatMap { [$0.0, $0.1] })
    sums[number] = sum
    return number
  }

  private func number(ofFactors factors: [(meaning: Int, isInverse: Bool)]) -> Int {
    if factors.count == 1, !factors[0].isInverse { return factors[0].meaning }
    let parts = factors.map { ($0.meaning, $0.isInverse ? 1 : 0) }.sorted { $0 < $1 }
    let number = number("*", parts.flatMap { [$0.0, $0.1] })
    products[number] = factors
    return number
  }

  /// What is too large to be reckoned out is the same only where it is written the same.
  private func opaque(_ name: String, _ parts: [(Int, Rational)]) -> Int {
    number(name, parts.flatMap { [$0.0, constant($0.1)] })
  }

  // MARK: Conditions

  /// Conditions that are joined; their order and repetitions do not matter.
  func joined(_ name: String, _ parts: [Int]) -> Int {
    let flat = Set(parts.flatMap { nodes[$0].name == name ? nodes[$0].parts : [$0] })
    if flat.count == 1, let only = flat.first { return only }
    return number(name, flat.sorted())
  }

  /// A comparison; the smaller side stands first.
  func comparison(_ left: Int, _ comparison: Comparison, _ right: Int) -> Int {
    switch comparison {
    case .greater, .greaterOrEqual: number(comparison.mirrored.rawValue, [right, left])
    case .less, .lessOrEqual: number(comparison.rawValue, [left, right])
    case .equal, .notEqual: number(comparison.rawValue, [left, right].sorted())
    }
  }

  /// What holds where a condition does not.
  func negation(of meaning: Int) -> Int {
    let node = nodes[meaning]
    switch node.name {
    case "not": return node.parts[0]
    case "and": return joined("or", node.parts.map { negation(of: $0) })
    case "or": return joined("and", node.parts.map { negation(of: $0) })
    default:
      if node.parts.count == 2, let comparison = Comparison(rawValue: node.name) {
        return self.comparison(node.parts[0], comparison.negated, node.parts[1])
      }
      return number("not", [meaning])
    }
  }
}
