import ExactNumbers
import RuleLang

/// From the sum of the headings to the total and the grade: penalties, bonuses, caps, vetoes,
/// rounding, in this order.
struct WholeResult {
  private(set) var range: Interval
  private(set) var unrounded: Rational?
  private(set) var grades: [Int] = []
  private(set) var adjustments: [AdjustmentResult] = []
  private let ruleset: Ruleset

  init(
    _ assembler: Assembler, sum: (points: Rational, range: Interval, lost: Rational),
    headingLosses: [HeadingResult]
  ) {
    ruleset = assembler.ruleset
    range = sum.range
    let truths = assembler.program.adjustmentConditions.map { assembler.truth($0) }
    adjust(truths)
    let vetoes = assembler.program.vetoConditions.map { assembler.truth($0) }
    let cap = applyCaps(vetoes)
    unrounded = range.single
    let exact = range
    round(below: cap)
    let conditions = assembler.program.gradeConditions.map { $0.map { assembler.truth($0) } }
    grades = possibleGrades(
      ruleset.gradesByRounded ? range : exact, conditions: conditions, vetoes: vetoes)
  }

  // MARK: Bonuses and penalties

  private mutating func adjust(_ truths: [(canHold: Bool, canFail: Bool)]) {
    guard !ruleset.adjustments.isEmpty else { return clamp() }
    var least = (penalties: Rational.zero, bonuses: Rational.zero)
    var most = least
    for (adjustment, truth) in zip(ruleset.adjustments, truths) where truth.canHold {
      if adjustment.isPenalty {
        most.penalties += adjustment.points
        if !truth.canFail { least.penalties += adjustment.points }
      } else {
        most.bonuses += adjustment.points
        if !truth.canFail { least.bonuses += adjustment.points }
      }
      if !truth.canFail { note(adjustment) }
    }
    noteLimit(ruleset.penaltyLimit, least.penalties, isPenalty: true)
    noteLimit(ruleset.bonusLimit, least.bonuses, isPenalty: false)
    func limited(_ value: Rational, _ limit: Rational?) -> Rational {
      limit.map { min($0, value) } ?? value
    }
    let penalties = Interval(
      limited(least.penalties, ruleset.penaltyLimit), limited(most.penalties, ruleset.penaltyLimit))
    let bonuses = Interval(
      limited(least.bonuses, ruleset.bonusLimit), limited(most.bonuses, ruleset.bonusLimit))
    range = range - penalties + bonuses
    clamp()
  }

  private mutating func note(_ adjustment: Adjustment) {
    let word = adjustment.isPenalty ? ("扣分", "penalty") : ("加分", "bonus")
    adjustments.append(
      AdjustmentResult(
        kind: adjustment.isPenalty ? .penalty : .bonus,
        text: Message(
          zh: adjustment.text ?? word.0, en: adjustment.text ?? word.1),
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

  /// Keeps the total within its points.
  private mutating func clamp() {
    var most = ruleset.points
    if ruleset.bonusesExceedTotal {
      let all = ruleset.adjustments.filter { !$0.isPenalty }.reduce(Rational.zero) {
        $0 + $1.points
      }
      most += min(ruleset.bonusLimit ?? all, all)
    }
    guard let before = range.single else {
      range = range.maximum(Interval(.zero)).minimum(Interval(most))
      return
    }
    let after = min(most, max(.zero, before))
    guard after != before else { return }
    adjustments.append(
      AdjustmentResult(
        kind: .cap,
        text: after > before
          ? Message(zh: "总分不低于 0 分", en: "the total is at least 0")
          : Message(zh: "总分不高于 \(most) 分", en: "the total is at most \(most)"),
        points: after - before, clause: nil))
    range = Interval(after)
  }

  // MARK: Vetoes and rounding

  /// Applies the caps on the total; gives the lowest that holds for certain.
  private mutating func applyCaps(_ truths: [(canHold: Bool, canFail: Bool)]) -> Rational? {
    var cap: Rational?
    for (veto, truth) in zip(ruleset.vetoes, truths) where truth.canHold {
      guard case .totalAtMost(let most) = veto.effect else { continue }
      let capped = range.minimum(Interval(most))
      guard !truth.canFail else {
        range = range.hull(capped)
        continue
      }
      cap = cap.map { min($0, most) } ?? most
      if let before = range.single, before > most {
        adjustments.append(
          AdjustmentResult(
            kind: .veto, text: Message(zh: "一票否决：\(veto.text)", en: "veto: \(veto.text)"),
            points: most - before, clause: veto.range))
      }
      range = capped
    }
    return cap
  }

  private mutating func round(below cap: Rational?) {
    guard let rounding = ruleset.totalRounding else { return }
    let before = range.single
    range = range.mapped { value in
      let rounded = rounding.applied(to: value)
      return cap.map { min($0, rounded) } ?? rounded
    }
    if let before, let after = range.single, before != after {
      let words = rounding.mode
      adjustments.append(
        AdjustmentResult(
          kind: .rounding,
          text: Message(
            zh: "总分保留 \(rounding.step) \(words.spelling(in: .zh))",
            en: "total rounded to \(rounding.step) \(words.spelling(in: .en))"),
          points: after - before, clause: nil))
    }
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

  private func limited(
    _ grades: Set<Int>, _ truths: [(canHold: Bool, canFail: Bool)]
  ) -> Set<Int> {
    var result = grades
    for (veto, truth) in zip(ruleset.vetoes, truths) where truth.canHold {
      let changed: Set<Int>
      switch veto.effect {
      case .gradeAtMost(let best): changed = Set(result.map { max($0, best) })
      case .gradeIs(let grade): changed = [grade]
      case .totalAtMost, .headingScoresNothing: continue
      }
      result = truth.canFail ? result.union(changed) : changed
    }
    return result
  }
}
