import Evaluator
import ExactNumbers
import RuleLang

/// From scores to headings, the total and the grade.
extension Lowering {
  /// What a heading scores on its own scale.
  mutating func headingScore(_ index: Int, _ depth: Int) throws(Obstacle) -> Lane {
    // Headings nest no deeper than the language has levels.
    guard depth < 8 else { throw .notColumnar }
    if let known = headingLanes[index] { return known }
    let score = try sum(under: index, depth)
    headingLanes[index] = score
    return score
  }

  private mutating func sum(under heading: Int, _ depth: Int) throws(Obstacle) -> Lane {
    var terms: [(Lane, isInverse: Bool)] = []
    for child in program.tree.headings[heading] {
      let score = try headingScore(child, depth + 1)
      let declared = ruleset.headings[child]
      let share = ruleset.contribution(of: .one, from: declared)
      terms.append((try scaled(score, by: share), false))
    }
    for child in program.tree.indicators[heading] {
      guard let score = scores[child] else { throw .notColumnar }
      terms.append((score, false))
    }
    return try terms.isEmpty ? .constant(.zero) : sum(terms)
  }

  /// The whole plan, once every indicator has its score.
  mutating func whole() throws(Obstacle) -> BlockPlan {
    var unknown: [Flags?] = []
    var final: [Fraction] = []
    for score in scores {
      guard let score else { throw .notColumnar }
      final.append(try joined(score))
    }
    unknown += final.map(\.unknown)
    var headings: [Fraction] = []
    for index in ruleset.headings.indices {
      headings.append(try joined(try headingScore(index, 0)))
    }
    unknown += try wholeUnknown()
    var total = try adjusted(try sum(under: program.tree.root, 0))
    let exact = total
    if let rounding = ruleset.totalRounding {
      total = try rounded(total, to: rounding.step, rounding.mode)
      let most = self.most
      if let end = most.rounded(toMultipleOf: rounding.step, .floor), end != most {
        total = try extreme([total, .constant(end)], isMinimum: true)
      }
    }
    let last = try joined(total)
    let graded = ruleset.gradesByRounded ? Lane.number(last) : exact
    let grade = try grade(graded)
    unknown += [last.unknown, grade?.unknown]
    let all = union(unknown)
    return BlockPlan(
      steps: steps, narrowCount: narrowCount, wideCount: wideCount, flagCount: flagCount,
      scores: final, headings: headings, total: last, grade: grade?.register, unknown: all)
  }

  private var most: Rational { ruleset.highestTotal }

  /// The rows where a veto holds or an order of limits is broken: they are few, and the engine
  /// words what that means.
  private mutating func wholeUnknown() throws(Obstacle) -> [Flags?] {
    var unknown: [Flags?] = []
    for slot in program.vetoConditions {
      let truth = try truth(try lane(slot))
      unknown += [truth.flags, truth.unknown]
    }
    for (order, slots) in zip(ruleset.orders, program.orders) {
      for (place, comparison) in order.comparisons.enumerated() {
        let holds = try compare(
          try lane(slots[place]), comparison.negated, try lane(slots[place + 1]))
        let truth = try truth(holds)
        unknown += [truth.flags, truth.unknown]
      }
    }
    return unknown
  }

  /// The sum with penalties and bonuses, within its limits.
  private mutating func adjusted(_ sum: Lane) throws(Obstacle) -> Lane {
    let conditions = program.adjustmentConditions
    guard !conditions.isEmpty else { return try withinPoints(sum) }
    var penalties: [(Rational, Lane)] = []
    var bonuses: [(Rational, Lane)] = []
    for (adjustment, slot) in zip(ruleset.adjustments, conditions) {
      let item = (adjustment.points, try lane(slot))
      if adjustment.isPenalty { penalties.append(item) } else { bonuses.append(item) }
    }
    func limited(
      _ items: [(Rational, Lane)], _ limit: Rational?, _ lowering: inout Lowering
    ) throws(Obstacle) -> Lane {
      let all = try lowering.tally(items, from: .zero)
      guard let limit else { return all }
      return try lowering.extreme([all, .constant(limit)], isMinimum: true)
    }
    let taken = try limited(penalties, ruleset.penaltyLimit, &self)
    let added = try limited(bonuses, ruleset.bonusLimit, &self)
    return try withinPoints(try self.sum([(sum, false), (taken, true), (added, false)]))
  }

  private mutating func withinPoints(_ total: Lane) throws(Obstacle) -> Lane {
    let positive = try extreme([total, .constant(.zero)], isMinimum: false)
    return try extreme([positive, .constant(most)], isMinimum: true)
  }

  /// The index of the first grade that is given.
  private mutating func grade(
    _ total: Lane
  ) throws(Obstacle) -> (register: Register, unknown: Flags?)? {
    guard !ruleset.grades.isEmpty else { return nil }
    if let result = try gradeInRow(total) { return result }
    var choices: [(mask: Flags, value: Lane)] = []
    var unknown: [Flags?] = []
    var all: [Lane] = []
    for (index, grade) in ruleset.grades.enumerated() {
      let holds: Lane
      switch grade.criterion {
      case .range(let range): holds = try contains(range, total)
      case .condition:
        guard let slot = program.gradeConditions[index] else { throw .notColumnar }
        holds = try lane(slot)
      case .otherwise: holds = .fixedTruth(true)
      }
      let truth = try truth(holds)
      unknown.append(truth.unknown)
      choices.append((truth.flags, .constant(Rational(index))))
      all.append(.truth(Truth(flags: truth.flags)))
    }
    let none = try truth(negated(connect(all, deciding: true)))
    unknown.append(none.flags)
    let result = try choose(choices, otherwise: .constant(.zero))
    guard result.isWhole, !result.numerator.isWide else { throw .tooWide }
    var register = result.numerator
    // Where every index is a multiple of a unit above one, as for a single grade.
    if result.unit != .one {
      register = self.register(isWide: false)
      let factor = try result.unit.wholeWord()
      steps.append(
        .linear([Step.Term(register: result.numerator, factor: factor)], constant: 0, to: register))
    }
    return (register, union(unknown + [result.unknown]))
  }

  /// The same in one step, for grades of ranges that follow each other.
  private mutating func gradeInRow(
    _ total: Lane
  ) throws(Obstacle) -> (register: Register, unknown: Flags?)? {
    var ranges: [Interval] = []
    for grade in ruleset.grades {
      guard case .range(let range) = grade.criterion else { return nil }
      ranges.append(range)
    }
    guard let row = BandRow(ranges) else { return nil }
    let fraction = try joined(total)
    let indices = ruleset.grades.indices.map { Rational($0) }
    guard let result = try constant(indices, in: .one, by: row, fraction) else { return nil }
    return (result.numerator, result.unknown)
  }

  private mutating func contains(_ range: Interval, _ total: Lane) throws(Obstacle) -> Lane {
    var parts: [Lane] = []
    if let lower = range.lower {
      parts.append(
        try compare(total, lower.isClosed ? .greaterOrEqual : .greater, .constant(lower.value)))
    }
    if let upper = range.upper {
      parts.append(
        try compare(total, upper.isClosed ? .lessOrEqual : .less, .constant(upper.value)))
    }
    return try connect(parts, deciding: false)
  }
}
