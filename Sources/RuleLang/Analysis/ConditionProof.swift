import ExactNumbers

/// Proves that some conditions cannot hold together, whatever the figures.
///
/// It takes the conditions apart until only comparisons are left, branching where one of several
/// must hold, and closes a branch where what it says of the figures contradicts itself or their
/// ranges. Where every branch is closed, the conditions exclude each other. It never says so
/// wrongly; where there is too much to look at, or intervals do not tell, it says nothing.
struct ConditionProof {
  /// The most branches looked at for one question; beyond it nothing is proven.
  static let branchCountMax = 512

  let context: AnalysisContext
  private var branchCount = 0

  private init(_ context: AnalysisContext) { self.context = context }

  /// Whether no record makes all of these claims true.
  static func areImpossible(_ claims: [Claim], in context: AnalysisContext) -> Bool {
    var proof = ConditionProof(context)
    return proof.isClosed(Branch(pending: context.given + claims))
  }

  /// What one way to satisfy the conditions says of the figures.
  private struct Branch {
    /// What is still to be taken apart.
    var pending: [Claim]
    /// Where one of several must hold.
    var choices: [[Claim]] = []
    /// Comparisons of numbers.
    var comparisons: [Claim] = []
    /// Answers, choices and texts, and everything else that is compared by its text alone.
    var answers: [String: Answer] = [:]
    var isClosed = false
  }

  /// What is known of a value without an order.
  private struct Answer {
    var value: Constant?
    var excluded: Set<Constant> = []
  }

  /// Whether a branch contradicts itself; the open choices are looked at one after another.
  private mutating func isClosed(_ branch: Branch) -> Bool {
    var open = [branch]
    while var branch = open.popLast() {
      branchCount += 1
      guard branchCount <= Self.branchCountMax else { return false }
      while let claim = branch.pending.popLast(), !branch.isClosed { split(claim, &branch) }
      if branch.isClosed || contradicts(branch) { continue }
      guard let choice = branch.choices.popLast() else { return false }
      for claim in choice {
        var next = branch
        next.pending = [claim]
        open.append(next)
      }
    }
    return true
  }

  /// Takes one claim apart.
  private func split(_ claim: Claim, _ branch: inout Branch) {
    let holds = claim.holds
    switch claim.condition.kind {
    case .not(let operand): branch.pending.append(Claim(operand, !holds))
    case .and(let operands): split(operands, areAll: holds, holds, &branch)
    case .or(let operands): split(operands, areAll: !holds, holds, &branch)
    case .definition(let index) where context.declarations.definitions[index] != nil:
      if let inner = context.declarations.definitions[index] {
        branch.pending.append(Claim(inner, holds))
      }
    case .constant(.boolean(let value)): if value != holds { branch.isClosed = true }
    case .comparison(let left, let comparison, let right):
      if left.type.number != nil || left.type == .date {
        branch.comparisons.append(claim)
      } else {
        learn(left, comparison, right, claim, &branch)
      }
    default: learn(claim.condition, .boolean(holds), isEqual: true, &branch)
    }
  }

  private func split(
    _ operands: [TypedExpression], areAll: Bool, _ holds: Bool, _ branch: inout Branch
  ) {
    let claims = operands.map { Claim($0, holds) }
    if areAll { branch.pending += claims } else { branch.choices.append(claims) }
  }

  // MARK: Values without an order

  private func learn(
    _ left: TypedExpression, _ comparison: Comparison, _ right: TypedExpression, _ claim: Claim,
    _ branch: inout Branch
  ) {
    let isEqual = (comparison == .equal) == claim.holds
    if case .constant(let value) = right.kind {
      learn(left, value, isEqual: isEqual, &branch)
    } else if case .constant(let value) = left.kind {
      learn(right, value, isEqual: isEqual, &branch)
    } else {
      learn(claim.condition, .boolean(claim.holds), isEqual: true, &branch)
    }
  }

  private func learn(
    _ expression: TypedExpression, _ value: Constant, isEqual: Bool, _ branch: inout Branch
  ) {
    // An answer is one of two, so what it is not says what it is.
    if case .boolean(let answer) = value, !isEqual {
      return learn(expression, .boolean(!answer), isEqual: true, &branch)
    }
    guard let key = ExpressionKey.key(expression) else { return }
    var answer = branch.answers[key] ?? Answer()
    if isEqual {
      if answer.excluded.contains(value) || (answer.value.map { $0 != value } ?? false) {
        branch.isClosed = true
      }
      answer.value = value
    } else {
      if answer.value == value { branch.isClosed = true }
      answer.excluded.insert(value)
      if case .choice(let names) = expression.type, answer.excluded.count >= names.count {
        branch.isClosed = true
      }
    }
    branch.answers[key] = answer
  }

  // MARK: Numbers

  /// Whether the comparisons of a branch contradict each other or the ranges of the figures.
  private func contradicts(_ branch: Branch) -> Bool {
    guard !branch.comparisons.isEmpty else { return false }
    let inference = BoundsInference(context.declarations)
    for claim in branch.comparisons { inference.assume(claim.condition, claim.holds) }
    if inference.knowledge.isImpossible { return true }
    return branch.comparisons.contains { !Self.canHold($0, inference) }
  }

  /// Whether a comparison can hold, as far as the ranges tell.
  private static func canHold(_ claim: Claim, _ inference: BoundsInference) -> Bool {
    guard case .comparison(let left, let written, let right) = claim.condition.kind else {
      return true
    }
    let comparison = claim.holds ? written : written.negated
    let difference = TypedExpression(
      .sum([.init(isInverse: false, expression: left), .init(isInverse: true, expression: right)]),
      left.type, at: left.range)
    let isWhole = left.isWhole && right.isWhole
    guard let bounds = Grid(step: isWhole ? .one : nil).tightened(inference.bounds(difference))
    else { return false }
    switch comparison {
    case .equal: return bounds.contains(.zero) && !inference.isNonZero(difference)
    case .notEqual: return bounds.single != .zero
    case .less: return bounds.below(.zero, inclusive: false) != nil
    case .lessOrEqual: return bounds.below(.zero, inclusive: true) != nil
    case .greater: return bounds.above(.zero, inclusive: false) != nil
    case .greaterOrEqual: return bounds.above(.zero, inclusive: true) != nil
    }
  }
}

extension TypedExpression {
  /// Whether its values are whole numbers.
  var isWhole: Bool {
    if let value = constantNumber { return value.isInteger }
    return type == .date || (type.number?.isWhole ?? false)
  }
}
