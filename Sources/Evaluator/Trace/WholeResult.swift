package import ExactNumbers
package import RuleLang

/// From the sum of the headings to the total and the grade: penalties, bonuses, caps, vetoes,
/// rounding, in this order.
struct WholeResult {
  private(set) var range: Interval
  private(set) var unrounded: Rational?
  private(set) var grades: [Int] = []
  private(set) var adjustments: [AdjustmentResult] = []
  private let ruleset: Ruleset

  init(_ assembler: Assembler, sum: Interval) {
    ruleset = assembler.ruleset
    range = sum
    adjust(assembler.program.adjustmentConditions.map { assembler.truth($0) })
    let vetoes = assembler.program.vetoConditions.map { assembler.truth($0) }
    let exact = applyCaps(vetoes)
    unrounded = exact.single
    let conditions = assembler.program.gradeConditions.map { $0.map { assembler.truth($0) } }
    grades = possibleGrades(
      ruleset.gradesByRounded ? range : exact, conditions: conditions, vetoes: vetoes)
  }

  /// A total that is taken as it is, with the grades it can have; nothing is added or taken.
  init(_ assembler: Assembler, total: Interval) {
    ruleset = assembler.ruleset
    range = total
    let vetoes = assembler.program.vetoConditions.map { assembler.truth($0) }
    let conditions = assembler.program.gradeConditions.map { $0.map { assembler.truth($0) } }
    grades = possibleGrades(total, conditions: conditions, vetoes: vetoes)
  }

  // MARK: Bonuses and penalties

  private mutating func adjust(_ truths: [(canHold: Bool, canFail: Bool)]) {
    let penalties = sum(truths, isPenalty: true, atMost: ruleset.penaltyLimit)
    let bonuses = sum(truths, isPenalty: false, atMost: ruleset.bonusLimit)
    range = range - penalties + bonuses
    clamp()
  }

  /// What all penalties, or all bonuses, come to together.
  private mutating func sum(
    _ truths: [(canHold: Bool, canFail: Bool)], isPenalty: Bool, atMost limit: Rational?
  ) -> Interval {
    var least = Rational.zero
    var most = Rational.zero
    for (adjustment, truth) in zip(ruleset.adjustments, truths)
    where adjustment.isPenalty == isPenalty && truth.canHold {
      most += adjustment.points
      guard !truth.canFail else { continue }
      least += adjustment.points
      note(adjustment)
    }
    noteLimit(limit, least, isPenalty: isPenalty)
    func limited(_ value: Rational) -> Rational { limit.map { min($0, value) } ?? value }
    return Interval(limited(least), limited(most))
  }

  private mutating func note(_ adjustment: Adjustment) {
    let place = adjustment.range
    let words = adjustment.text ?? ruleset.files[place.file].textOnOneLine(place.offsets)
    adjustments.append(
      AdjustmentResult(
        kind: adjustment.isPenalty ? .penalty : .bonus, text: Message(zh: words, en: words),
        points: adjustment.isPenalty ? -adjustment.points : adjustment.points,
        clause: adjustment.range))
  }

  private mutating func noteLimit(_ limit: Rational?, _ sum: Rational, isPenalty: Bool) {
    guard let limit, sum > limit else { return }
    let difference = sum - limit
    adjustments.append(
      AdjustmentResult(
        kind: .cap,
        text: isPenalty
          ? Message(zh: "扣分合计不高于 \(limit) 分", en: "penalties at most \(limit)")
          : Message(zh: "加分合计不高于 \(limit) 分", en: "bonuses at most \(limit)"),
        points: isPenalty ? difference : -difference, clause: nil))
  }

  private var most: Rational { ruleset.highestTotal }

  /// Keeps the total within its points.
  private mutating func clamp() {
    let kept = range.maximum(Interval(.zero)).minimum(Interval(most))
    if let before = range.single, let after = kept.single, before != after {
      adjustments.append(
        AdjustmentResult(
          kind: .cap,
          text: after > before
            ? Message(zh: "总分不低于 0 分", en: "the total is at least 0")
            : Message(zh: "总分不高于 \(most) 分", en: "the total is at most \(most)"),
          points: after - before, clause: nil))
    }
    range = kept
  }

  // MARK: Vetoes and rounding

  /// Applies the caps on the total and then the rounding; gives the total before rounding.
  ///
  /// A cap that may or may not apply is looked at both ways, each with its own rounding.
  private mutating func applyCaps(_ truths: [(canHold: Bool, canFail: Bool)]) -> Interval {
    var cap = most
    var possibleCaps: [Rational] = []
    for (veto, truth) in zip(ruleset.vetoes, truths) where truth.canHold {
      var taken = Rational.zero
      if case .totalAtMost(let most) = veto.effect {
        guard !truth.canFail else {
          possibleCaps.append(most)
          continue
        }
        cap = min(cap, most)
        if let before = range.single, before > most {
          taken = before - most
          range = Interval(most)
        }
      }
      guard !truth.canFail else { continue }
      // A veto that takes nothing from the total is noted too: it holds, and may set the grade.
      adjustments.append(
        AdjustmentResult(
          kind: .veto, text: Message(zh: veto.text, en: veto.text), points: -taken,
          clause: veto.range))
    }
    let uncapped = range
    var exact = uncapped.minimum(Interval(cap))
    range = rounded(exact, atMost: cap)
    noteRounding(from: exact)
    for possible in possibleCaps where possible < cap {
      let capped = uncapped.minimum(Interval(possible))
      exact = exact.hull(capped)
      range = range.hull(rounded(capped, atMost: possible))
    }
    return exact
  }

  /// The total rounded, but never above what caps it: then it is the next step below.
  private func rounded(_ total: Interval, atMost cap: Rational) -> Interval {
    guard let rounding = ruleset.totalRounding else { return total }
    return total.mapped { value in
      let rounded = rounding.applied(to: value)
      guard rounded > cap else { return rounded }
      return cap.rounded(toMultipleOf: rounding.step, .floor) ?? cap
    }
  }

  private mutating func noteRounding(from exact: Interval) {
    guard let rounding = ruleset.totalRounding, let before = exact.single, let after = range.single,
      before != after
    else { return }
    adjustments.append(
      AdjustmentResult(
        kind: .rounding,
        text: Message(
          zh: "总分保留 \(rounding.step) \(rounding.mode.spelling(in: .zh))",
          en: "total rounded to \(rounding.step) \(rounding.mode.spelling(in: .en))"),
        points: after - before, clause: nil))
  }

  // MARK: Grades

  /// The grades that are still possible, in the order written.
  private func possibleGrades(
    _ total: Interval, conditions: [(canHold: Bool, canFail: Bool)?],
    vetoes: [(canHold: Bool, canFail: Bool)]
  ) -> [Int] {
    var possible: Set<Int> = []
    var rest: Interval? = total
    for (index, grade) in ruleset.grades.enumerated() {
      switch grade.criterion {
      case .range(let range):
        if let left = rest, left.intersection(range) != nil { possible.insert(index) }
        if range.contains(total) { rest = nil }
      case .condition:
        guard let truth = conditions[index], truth.canHold, rest != nil else { continue }
        possible.insert(index)
        if !truth.canFail { rest = nil }
      case .otherwise:
        guard rest != nil, !isCovered(total) || possible.isEmpty else { continue }
        possible.insert(index)
        rest = nil
      }
      if rest == nil { break }
    }
    return limited(possible, vetoes).sorted()
  }

  private func isCovered(_ total: Interval) -> Bool {
    ruleset.grades.contains { grade in
      if case .range(let range) = grade.criterion { return range.contains(total) }
      return false
    }
  }

  /// The grades once vetoes have set them, the worst counting, and then limited them.
  private func limited(
    _ grades: Set<Int>, _ truths: [(canHold: Bool, canFail: Bool)]
  ) -> Set<Int> {
    var set: Int?
    var possiblySet: Set<Int> = []
    var best = 0
    var possiblyBest: [Int] = []
    for (veto, truth) in zip(ruleset.vetoes, truths) where truth.canHold {
      switch veto.effect {
      case .gradeIs(let grade) where truth.canFail: possiblySet.insert(grade)
      case .gradeIs(let grade): set = max(set ?? grade, grade)
      case .gradeAtMost(let grade) where truth.canFail: possiblyBest.append(grade)
      case .gradeAtMost(let grade): best = max(best, grade)
      case .totalAtMost, .headingScoresNothing: continue
      }
    }
    var result = set.map { [$0] } ?? grades
    result.formUnion(possiblySet.filter { $0 > set ?? -1 })
    result = Set(result.map { max($0, best) })
    for grade in possiblyBest { result.formUnion(result.map { max($0, grade) }) }
    return result
  }
}

extension Ruleset {
  /// The highest total: its points, and what bonuses outside of it can add.
  package var highestTotal: Rational {
    guard bonusesExceedTotal else { return points }
    let all = adjustments.filter { !$0.isPenalty }.reduce(Rational.zero) { $0 + $1.points }
    return points + (bonusLimit.map { min($0, all) } ?? all)
  }
}
