import ExactNumbers

/// Finds the interval in which a number must lie, from the ranges of the facts and what earlier
/// clauses have taken away.
///
/// Never wrong, sometimes wide: the interval holds every value the expression can have. A quotient
/// of two sums is bounded as one function of the figures (see ``QuotientBounds``), because the
/// plain arithmetic of intervals forgets that the same figure stands in both.
final class BoundsInference {
  /// How figures are declared, as far as the checker has come.
  ///
  /// Shared, so that adding to it while a proof is at hand does not copy it.
  final class Declarations {
    var facts: [Field] = []
    var tables: [Table] = []
    var definitions: [Int: TypedExpression] = [:]
    var scores: [Int: Interval] = [:]
    var measures: [Int: Interval] = [:]
    var headingScores: [Int: Interval] = [:]
  }

  let declarations: Declarations
  var knowledge: Knowledge
  private var table: Int?
  private var definitionBounds: [Int: Interval] = [:]
  private var definitionForms: [Int: LinearForm?] = [:]
  private var atomNumbers: [String: Int] = [:]
  private var atoms: [(expression: TypedExpression, table: Int?)] = []
  private var atomBounds: [Int: Interval] = [:]
  /// The visits to expressions since the question was asked, and how many questions are open.
  private var visits = 0
  private var openQuestions = 0

  /// The most visits for one question; beyond it an expression may be anything.
  ///
  /// That is never wrong. Conditions in conditions are looked at both ways, again for each.
  private static let visitsMax = 200_000

  init(_ declarations: Declarations, knowledge: Knowledge = Knowledge()) {
    self.declarations = declarations
    self.knowledge = knowledge
  }

  /// Learns that a condition holds or fails.
  func assume(_ condition: TypedExpression, _ holds: Bool) {
    ask { learn(condition, holds) }
  }

  /// Counts the work of a question from its outermost part.
  private func ask<Answer>(_ body: () -> Answer) -> Answer {
    if openQuestions == 0 { visits = 0 }
    openQuestions += 1
    defer { openQuestions -= 1 }
    return body()
  }

  private func learn(_ condition: TypedExpression, _ holds: Bool) {
    visits += 1
    guard visits <= Self.visitsMax else { return }
    forgetBounds()
    switch condition.kind {
    case .comparison(let left, let comparison, let right):
      guard left.type != .boolean, var form = linearForm(left), let other = linearForm(right) else {
        return
      }
      form.add(other, times: Rational(-1))
      knowledge.learn(form, holds ? comparison : comparison.negated)
    case .and(let operands) where holds: for operand in operands { learn(operand, true) }
    case .or(let operands) where !holds: for operand in operands { learn(operand, false) }
    case .not(let operand): learn(operand, !holds)
    case .definition(let index):
      if let definition = declarations.definitions[index] { learn(definition, holds) }
    default: break
    }
  }

  /// Goes back to what was known before.
  func restore(_ saved: Knowledge) {
    knowledge = saved
    forgetBounds()
  }

  /// What was found with other knowledge may not hold.
  private func forgetBounds() {
    definitionBounds = [:]
    atomBounds = [:]
  }

  /// The interval of a number.
  func bounds(_ expression: TypedExpression) -> Interval {
    ask {
      visits += 1
      return visits <= Self.visitsMax ? narrowedBounds(expression).withinLimits : .all
    }
  }

  private func narrowedBounds(_ expression: TypedExpression) -> Interval {
    let plain = plainBounds(expression)
    guard let form = linearForm(expression), let (linear, scale) = form.normalized else {
      return plain
    }
    guard knowledge.bounds[linear] != nil || knowledge.excluded[linear] != nil else { return plain }
    // plain = scale × linear + constant, so what is known of the combination narrows it.
    let offset = Interval(form.constant)
    var inner = (plain - offset).divided(by: Interval(scale))
    if let known = knowledge.bounds[linear] { inner = inner.intersection(known) ?? inner }
    inner = knowledge.trimmed(inner, of: linear)
    return inner * Interval(scale) + offset
  }

  /// Whether a number is proven not to be zero.
  func isNonZero(_ expression: TypedExpression) -> Bool {
    ask {
      visits += 1
      return visits <= Self.visitsMax && isProvenNonZero(expression)
    }
  }

  private func isProvenNonZero(_ expression: TypedExpression) -> Bool {
    if !bounds(expression).contains(.zero) { return true }
    if let form = linearForm(expression), let (linear, scale) = form.normalized,
      let quotient = form.constant.divided(by: scale),
      knowledge.excluded[linear]?.contains(-quotient) == true
    {
      return true
    }
    switch expression.kind {
    case .product(let factors):
      return factors.allSatisfy { $0.isInverse || isNonZero($0.expression) }
    case .negated(let operand): return isNonZero(operand)
    case .function(.magnitude, let arguments): return arguments.allSatisfy(isNonZero)
    case .definition(let index):
      return declarations.definitions[index].map(isNonZero) ?? false
    default: return false
    }
  }

  private func plainBounds(_ expression: TypedExpression) -> Interval {
    switch expression.kind {
    case .constant(.number(let value)): return Interval(value)
    case .fact(let index): return declarations.facts[index].possibleValues
    case .column(let index):
      guard let table, index < declarations.tables[table].columns.count else { return .all }
      return declarations.tables[table].columns[index].possibleValues
    case .definition(let index): return bounds(ofDefinition: index)
    case .score(let index): return declarations.scores[index] ?? .all
    case .measure(let index): return declarations.measures[index] ?? .all
    case .headingScore(let index): return declarations.headingScores[index] ?? .all
    case .negated(let operand): return -bounds(operand)
    case .sum(let terms): return sumBounds(terms)
    case .product(let factors): return productBounds(factors)
    case .conditional(let condition, let value, let otherwise):
      return branch(condition, true, value).hull(branch(condition, false, otherwise))
    case .function(let function, let arguments): return bounds(function, arguments)
    case .aggregate(let aggregation, let table, let value, let filter):
      return bounds(aggregation, table: table, value, hasFilter: filter != nil)
    default: return .all
    }
  }

  private func bounds(ofDefinition index: Int) -> Interval {
    if let known = definitionBounds[index] { return known }
    guard let expression = declarations.definitions[index] else { return .all }
    let found = bounds(expression)
    definitionBounds[index] = found
    return found
  }

  private func sumBounds(_ terms: [TypedExpression.Operand]) -> Interval {
    var result = Interval(.zero)
    for term in terms {
      let next = bounds(term.expression)
      result = term.isInverse ? result - next : result + next
    }
    return result
  }

  private func productBounds(_ factors: [TypedExpression.Operand]) -> Interval {
    var result = Interval(.one)
    for factor in factors {
      let next = bounds(factor.expression)
      result = factor.isInverse ? result.divided(by: next) : result * next
    }
    guard factors.count == 2, !factors[0].isInverse, factors[1].isInverse,
      let over = linearForm(factors[0].expression), let under = linearForm(factors[1].expression)
    else { return result }
    var narrowed = result
    if let refined = QuotientBounds.bounds(over, under, unknowns: { self.bounds(of: $0) }) {
      narrowed = narrowed.intersection(refined) ?? narrowed
    }
    if let refined = boundsApart(over, under, factors[1].expression) {
      narrowed = narrowed.intersection(refined) ?? narrowed
    }
    return narrowed
  }

  /// The interval of a quotient n ÷ d as k + (n − k × d) ÷ d, with the k that leaves out an unknown.
  ///
  /// What is known of the divisor as a whole counts here, whatever its parts may be.
  private func boundsApart(
    _ over: LinearForm, _ under: LinearForm, _ divisor: TypedExpression
  ) -> Interval? {
    guard let shared = over.terms.first(where: { under.coefficient(of: $0.unknown) != nil }),
      let share = under.coefficient(of: shared.unknown).flatMap(shared.coefficient.divided)
    else { return nil }
    var rest = over
    rest.add(under, times: -share)
    guard rest.terms.count < over.terms.count else { return nil }
    let quotient = rest.bounds { self.bounds(of: $0) }.divided(by: bounds(divisor))
    return quotient + Interval(share)
  }

  private func branch(
    _ condition: TypedExpression, _ holds: Bool, _ value: TypedExpression
  ) -> Interval {
    let saved = knowledge
    defer { restore(saved) }
    assume(condition, holds)
    return bounds(value)
  }

  private func bounds(_ function: ScalarFunction, _ arguments: [TypedExpression]) -> Interval {
    let inner = arguments.map { bounds($0) }
    guard let first = inner.first else { return .all }
    switch function {
    case .magnitude: return first.magnitude
    case .minimum: return inner.dropFirst().reduce(first) { $0.minimum($1) }
    case .maximum: return inner.dropFirst().reduce(first) { $0.maximum($1) }
    case .round(let mode):
      guard inner.count == 2, let step = inner[1].single else { return .all }
      return first.mapped { $0.rounded(toMultipleOf: step, mode) ?? $0 }
    case .years: return .all
    }
  }

  /// Looks at expressions over the rows of a table.
  func within<Result>(_ index: Int, _ body: () -> Result) -> Result {
    let saved = table
    defer { table = saved }
    table = index
    return body()
  }

  private func bounds(
    _ aggregation: Aggregation, table index: Int, _ value: TypedExpression?, hasFilter: Bool
  ) -> Interval {
    within(index) { rowBounds(aggregation, table: index, value, hasFilter: hasFilter) }
  }

  private func rowBounds(
    _ aggregation: Aggregation, table index: Int, _ value: TypedExpression?, hasFilter: Bool
  ) -> Interval {
    let each = value.map { bounds($0) } ?? .all
    switch aggregation {
    case .count:
      let least = hasFilter ? 0 : declarations.tables[index].rowCountMin
      return Interval(lower: .init(Rational(least), isClosed: true), upper: nil) ?? .all
    case .sum:
      let lower = each.lower.flatMap {
        $0.value >= .zero ? Interval.End(.zero, isClosed: true) : nil
      }
      let upper = each.upper.flatMap {
        $0.value <= .zero ? Interval.End(.zero, isClosed: true) : nil
      }
      return Interval(lower: lower, upper: upper) ?? .all
    case .average, .trimmedAverage, .minimum, .maximum: return each
    case .all, .any: return .all
    }
  }

  // MARK: Linear forms

  /// The interval of an atom, with what is known of it.
  private func bounds(of atom: Int) -> Interval {
    let plain = atomBounds[atom] ?? plainBounds(ofAtom: atom)
    atomBounds[atom] = plain
    let linear = [LinearForm.Term(unknown: atom)]
    let known = knowledge.bounds[linear].flatMap { plain.intersection($0) } ?? plain
    return knowledge.trimmed(known, of: linear)
  }

  /// The expression as a linear form; anything that is not linear becomes an atom.
  func linearForm(_ expression: TypedExpression) -> LinearForm? {
    switch expression.kind {
    case .constant(.number(let value)): return LinearForm(value)
    case .negated(let operand): return linearForm(operand)?.scaled(by: Rational(-1))
    case .definition(let index):
      if let known = definitionForms[index] { return known }
      let form = declarations.definitions[index].flatMap { linearForm($0) }
      definitionForms[index] = .some(form)
      return form
    case .sum(let terms):
      var result = LinearForm(.zero)
      for term in terms {
        guard let form = linearForm(term.expression) else { return nil }
        result.add(form, times: Rational(term.isInverse ? -1 : 1))
        guard result.terms.count <= LinearForm.termCountMax else { return nil }
      }
      return result.withinLimits
    case .product(let factors): return linearProduct(factors) ?? atom(expression)
    default: return atom(expression)
    }
  }

  private func linearProduct(_ factors: [TypedExpression.Operand]) -> LinearForm? {
    var scale = Rational.one
    var linear: LinearForm?
    for factor in factors {
      guard let form = linearForm(factor.expression) else { return nil }
      if form.isConstant {
        if factor.isInverse {
          guard let quotient = scale.divided(by: form.constant) else { return nil }
          scale = quotient
        } else {
          scale *= form.constant
        }
      } else if linear == nil, !factor.isInverse {
        linear = form
      } else {
        return nil
      }
    }
    return (linear ?? LinearForm(.one)).scaled(by: scale).withinLimits
  }

  private func atom(_ expression: TypedExpression) -> LinearForm? {
    guard expression.type.number != nil || expression.type == .date,
      let key = ExpressionKey.key(expression, table: table)
    else { return nil }
    let atom = atomNumbers[key] ?? atomNumbers.count
    if atom == atoms.count { atoms.append((expression, table)) }
    atomNumbers[key] = atom
    return LinearForm(unknown: atom)
  }

  private func plainBounds(ofAtom atom: Int) -> Interval {
    ask {
      visits += 1
      guard visits <= Self.visitsMax else { return .all }
      let (expression, table) = atoms[atom]
      let saved = self.table
      defer { self.table = saved }
      self.table = table
      return plainBounds(expression).withinLimits
    }
  }
}

extension Field {
  /// Its bounds; those of whole numbers with their ends moved to whole numbers.
  fileprivate var possibleValues: Interval {
    guard type.number?.isWhole ?? false else { return bounds }
    return Grid(step: .one).tightened(bounds) ?? bounds
  }
}
