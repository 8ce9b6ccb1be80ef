import ExactNumbers
import RuleLang

/// Makes the result of a run: headings, total, grade, and what was lost where and why.
struct Assembler {
  let program: Program
  let execution: Execution
  let ranges: RangeExecution?
  let shares: Shares
  private var headings: [HeadingResult] = []
  private(set) var indicators: [IndicatorResult] = []
  /// What is missing for what; what one question has found serves the next.
  var missingNames: MissingNames
  private var errors: [Diagnostic]

  var ruleset: Ruleset { program.ruleset }

  /// The result of a record; errors found in its data make it failed.
  static func assemble(
    _ program: Program, _ record: Record, errors: [Diagnostic]
  ) -> Evaluation {
    let (execution, ranges) = run(program, record)
    let whole = assemble(execution, ranges, errors: errors)
    return ranges.map { Refinement($0, errors: errors).refine(whole) } ?? whole
  }

  /// The run of a record, and what the missing facts can still be where anything depends on them.
  static func run(_ program: Program, _ record: Record) -> (Execution, RangeExecution?) {
    let execution = Execution(program, record)
    let isComplete = execution.outcomes.allSatisfy {
      if case .undetermined = $0.result { return false }
      return true
    }
    let conditions =
      program.vetoConditions + program.adjustmentConditions
      + program.gradeConditions.compactMap { $0 }
    let needsRanges =
      !isComplete || conditions.contains { execution.slots[$0].boolean == nil }
    guard needsRanges else { return (execution, nil) }
    let ranges = RangeExecution(program, record)
    return (ranges.execution, ranges)
  }

  /// The result of a run, with what the missing facts can still be.
  static func assemble(
    _ execution: Execution, _ ranges: RangeExecution?, errors: [Diagnostic]
  ) -> Evaluation {
    var assembler = Assembler(
      program: execution.program, execution: execution, ranges: ranges, errors: errors)
    return assembler.run(execution.record)
  }

  init(
    program: Program, execution: Execution, ranges: RangeExecution?, errors: [Diagnostic]
  ) {
    self.program = program
    self.execution = execution
    self.ranges = ranges
    self.errors = errors
    missingNames = MissingNames(execution)
    shares = Shares(program, execution.outcomes.map(\.result))
  }

  private mutating func run(_ record: Record) -> Evaluation {
    for index in ruleset.indicators.indices { indicators.append(indicator(index)) }
    for index in indicators.indices where indicators[index].status == .undetermined {
      indicators[index].missing = missingNames.names(of: index)
    }
    reportFailures()
    headings = ruleset.headings.indices.map {
      HeadingResult(
        index: $0, points: .zero, score: nil, range: Interval(.zero), contribution: nil, lost: [])
    }
    var sum = addHeadings(under: program.tree.root).range
    if let ranges, let exclusions = ExclusionRanges(self, ranges) {
      for index in headings.indices { widen(index, to: exclusions.headings[index]) }
      sum = exclusions.sum
    }
    widenBelowPossibleVetoes()
    let total = WholeResult(self, sum: sum)
    let isDetermined =
      indicators.allSatisfy { $0.status != .undetermined && $0.status != .failed }
      && (program.vetoConditions + program.adjustmentConditions).allSatisfy { isKnown($0) }
    let status: Evaluation.Status =
      !errors.isEmpty
      ? .failed
      : isDetermined && total.range.single != nil && total.grades.count <= 1
        ? .complete : .incomplete
    let isComplete = status == .complete
    return Evaluation(
      department: record.department, fiscalYear: record.fiscalYear ?? ruleset.year,
      status: status, points: ruleset.points, score: isComplete ? total.range.single : nil,
      unrounded: isComplete ? total.unrounded : nil, range: total.range,
      grade: isComplete ? total.grades.first.map { ruleset.grades[$0].name } : nil,
      possibleGrades: total.grades.map { ruleset.grades[$0].name },
      missing: missingFigures(sum, total.grades), headings: headings, indicators: indicators,
      adjustments: isComplete ? total.adjustments : [], checks: checks(),
      definitions: program.definitionSlots.enumerated().map { index, slot in
        constant(execution.slots[slot])
      },
      choices: [], errors: errors)
  }

  private func constant(_ value: Value) -> Constant? {
    switch value {
    case .number(let number): .number(number)
    case .boolean(let value): .boolean(value)
    case .choice(let index): .choice(index)
    case .text, .missing, .undefined: nil
    }
  }

  private func isKnown(_ condition: Int) -> Bool {
    let truth = truth(condition)
    return truth.canHold != truth.canFail
  }

  /// The truth of a condition on the whole.
  func truth(_ slot: Int) -> (canHold: Bool, canFail: Bool) {
    if let holds = execution.slots[slot].boolean { return (holds, !holds) }
    return ranges?.possible[slot].truth ?? (true, true)
  }

  // MARK: Indicators

  private func indicator(_ index: Int) -> IndicatorResult {
    let declared = ruleset.indicators[index]
    let outcome = execution.outcomes[index]
    let factor = shares.indicators[index]
    var result = IndicatorResult(
      index: index, status: .scored, method: declared.method.kind,
      points: declared.points * factor, factor: factor, measure: nil, band: nil, alternative: nil,
      alternatives: [], decidingCase: nil, itemsMet: [], counts: [], clause: nil, unrounded: nil,
      score: nil,
      range: Interval(.zero), lost: [], missing: [])
    let describer = Describer(self, declared, outcome)
    describer.describe(&result, program.indicators[index])
    switch outcome.result {
    case .scored(let raw):
      let unrounded = raw * factor
      let score = ruleset.rounded(unrounded, points: result.points)
      result.unrounded = unrounded
      result.score = score
      result.range = Interval(score)
      if describer.isJudged { result.status = .judged }
      describer.addLosses(to: &result, raw: raw)
      applyVeto(to: &result, under: declared.heading)
    case .excludedOverHeading, .excludedOverTotal:
      result.status = .excluded
      result.points = .zero
      result.factor = .zero
      result.unrounded = .zero
      result.score = .zero
    case .undetermined:
      result.status = .undetermined
      let raw = ranges?.scores[index].raw ?? Interval(.zero, declared.points)
      let (points, ruleset) = (result.points, ruleset)
      result.range = raw.mapped { ruleset.rounded($0 * factor, points: points) }
      result.range =
        veto(emptying: declared.heading) != nil
        ? Interval(.zero) : possiblyEmptied(under: declared.heading, result.range)
    case .failed, .judgmentOutside:
      result.status = .failed
      result.range = Interval(.zero, result.points)
    }
    return result
  }

  /// The first veto that is certain to empty a heading, or one that it stands under.
  func veto(emptying heading: Int?) -> Veto? {
    let vetoes = zip(ruleset.vetoes, program.vetoConditions)
    var current = heading
    while let index = current {
      for (veto, condition) in vetoes {
        guard case .headingScoresNothing(index) = veto.effect else { continue }
        let truth = truth(condition)
        if truth.canHold, !truth.canFail { return veto }
      }
      current = ruleset.headings[index].parent
    }
    return nil
  }

  private func applyVeto(to result: inout IndicatorResult, under heading: Int?) {
    guard let veto = veto(emptying: heading), let score = result.score, !score.isZero else {
      return
    }
    result.lost.append(
      Loss(points: score, reason: Message(zh: "一票否决：\(veto.text)", en: "veto: \(veto.text)")))
    result.score = .zero
    result.range = Interval(.zero)
  }

  private mutating func reportFailures() {
    for (index, outcome) in execution.outcomes.enumerated() {
      let indicator = ruleset.indicators[index]
      switch outcome.result {
      case .failed(let cause):
        errors.add(.cannotCompute(indicator.name, cause), at: indicator.range)
      case .judgmentOutside(let from, let to):
        errors.add(.judgmentOutside(indicator.name, from: from, to: to), at: indicator.range)
      default: break
      }
    }
    if shares.isEmpty {
      errors.add(.nothingApplicable(), at: ruleset.indicators[0].range)
    }
    for (index, order) in ruleset.orders.enumerated() { reportBrokenOrder(index, order) }
    for (condition, slot) in wholeConditions {
      guard case .undefined(let cause) = execution.slots[slot] else { continue }
      errors.add(.cannotCompute(condition.0, cause), at: condition.1)
    }
  }

  /// The conditions of the rules for the whole, each with its words, its place and its slot.
  private var wholeConditions: [((String, SourceRange), Int)] {
    let vetoes = ruleset.vetoes.map { ($0.text, $0.range) }
    let adjustments = ruleset.adjustments.map { ($0.text ?? ruleset.name, $0.range) }
    let grades = zip(ruleset.grades, program.gradeConditions).compactMap { grade, slot in
      slot.map { ((grade.name, grade.range), $0) }
    }
    return Array(zip(vetoes, program.vetoConditions))
      + Array(zip(adjustments, program.adjustmentConditions)) + grades
  }

  private mutating func reportBrokenOrder(_ index: Int, _ order: LimitOrder) {
    let values = program.orders[index].map { execution.slots[$0] }
    for (position, comparison) in order.comparisons.enumerated() {
      guard let first = values[position].number, let second = values[position + 1].number,
        !comparison.holds(for: first == second ? 0 : first < second ? -1 : 1)
      else { continue }
      let text = ValueText(units: ruleset.units)
      errors.add(
        .brokenOrder(
          text.text(first, order.limits[position].type),
          text.text(second, order.limits[position + 1].type)),
        at: order.range)
      return
    }
  }

  // MARK: Headings

  /// Fills in what stands under a heading and gives the sum on its own scale.
  private mutating func addHeadings(under parent: Int) -> (
    points: Rational, range: Interval, lost: Rational
  ) {
    var points = Rational.zero
    var range = Interval(.zero)
    var lost = Rational.zero
    for child in program.tree.headings[parent] {
      let declared = ruleset.headings[child]
      let inner = addHeadings(under: child)
      var result = HeadingResult(
        index: child, points: inner.points, score: nil, range: inner.range, contribution: nil,
        lost: inner.lost.isZero
          ? [] : [Loss(points: inner.lost, reason: Message(zh: "各项失分合计", en: "lost below"))])
      result.range = possiblyEmptied(child, result.range)
      result.score = isDetermined(under: child) ? result.range.single : nil
      headings[child] = result
      let contributed = ruleset.contribution(of: result.range, from: child)
      let worth = ruleset.contribution(of: inner.points, from: declared)
      if declared.weight != nil { headings[child].contribution = contributed.single }
      range = range + contributed
      points += worth
      lost += worth - (contributed.single ?? worth)
      keepWithinLimits(&range, &lost, under: parent)
    }
    for child in program.tree.indicators[parent] {
      let indicator = indicators[child]
      range = range + indicator.range
      points += indicator.points
      lost += indicator.points - (indicator.range.single ?? indicator.points)
      keepWithinLimits(&range, &lost, under: parent)
    }
    return (points, range, lost)
  }

  /// Scores of many different fractions may sum up to a number without bounds.
  private mutating func keepWithinLimits(
    _ range: inout Interval, _ lost: inout Rational, under parent: Int
  ) {
    guard range.withinLimits != range || lost.bitWidth > Limits.numberBitsMax else { return }
    let isRoot = parent == program.tree.root
    let name = isRoot ? ruleset.name : ruleset.headings[parent].name
    let place = isRoot ? ruleset.indicators[0].range : ruleset.headings[parent].range
    errors.add(.cannotCompute(name, .numberTooLarge), at: place)
    range = Interval(.zero, isRoot ? ruleset.points : ruleset.headings[parent].points)
    lost = .zero
  }

  private func isDetermined(under heading: Int) -> Bool {
    program.tree.indicators[heading].allSatisfy { indicators[$0].score != nil }
      && program.tree.headings[heading].allSatisfy { isDetermined(under: $0) }
  }

  /// A veto that may empty a heading leaves open whether anything under it counts.
  func possiblyEmptied(_ heading: Int, _ range: Interval) -> Interval {
    for (veto, condition) in zip(ruleset.vetoes, program.vetoConditions) {
      guard case .headingScoresNothing(heading) = veto.effect else { continue }
      let truth = truth(condition)
      if truth.canHold, truth.canFail { return range.hull(Interval(.zero)) }
    }
    return range
  }

  /// Takes over a range in which points may move between headings.
  private mutating func widen(_ index: Int, to range: Interval) {
    guard headings[index].range != range else { return }
    headings[index].range = range
    if range.single == nil { headings[index].score = nil }
    if ruleset.headings[index].weight != nil {
      headings[index].contribution = ruleset.contribution(of: range, from: index).single
    }
  }

  /// Where a section may be emptied, so may what stands under it.
  private mutating func widenBelowPossibleVetoes() {
    for index in headings.indices {
      widen(
        index, to: possiblyEmptied(under: ruleset.headings[index].parent, headings[index].range))
    }
  }

  /// The range of something that stands under a heading.
  private func possiblyEmptied(under heading: Int?, _ range: Interval) -> Interval {
    var range = range
    var current = heading
    while let index = current {
      range = possiblyEmptied(index, range)
      current = ruleset.headings[index].parent
    }
    return range
  }
}

extension Method {
  /// The kind of clause that decides where no case does.
  var kind: IndicatorResult.Method {
    switch self {
    case .bands: .bands
    case .checklist(_, let isLadder): isLadder ? .ladder : .checklist
    case .deductions: .count
    case .judged: .judged
    case .formula: .formula
    case .bestOf: .bestOf
    }
  }
}
