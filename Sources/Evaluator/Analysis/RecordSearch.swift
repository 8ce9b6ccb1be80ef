public import ExactNumbers
import RuleLang

/// Finds a small record that shows something of a ruleset, and proves it by evaluating it.
///
/// It starts from plain figures, solves for the one that gives what is wanted (a measure made of
/// sums and quotients has one figure at a time in a straight line, or as a quotient of such
/// lines), and otherwise moves figures to where a comparison changes. It is no proof: that nothing
/// is found does not mean that there is nothing. What it gives has been evaluated. It is
/// deterministic.
public struct RecordSearch: Sendable {
  /// What a record is to show of an indicator.
  public enum Target: Sendable {
    /// Its measure is exactly this, and no case decides.
    case measure(Rational)
    /// Its measure lies in this, and no case decides.
    case measureIn(Interval)
    /// The measure falls in this band, by index.
    case band(Int)
    /// This case decides, by index.
    case decidingCase(Int)
    /// No case decides.
    case method
    /// An item of its checklist is met, or not.
    case item(Int, met: Bool)
    /// A line of its deductions takes points, or none.
    case deduction(Int, counted: Bool)
    /// This alternative is the best, by index.
    case alternative(Int)
    /// Its score, before rounding, lies in this.
    case score(Interval)
  }

  /// A condition of the ruleset that belongs to no indicator, by index.
  public enum Condition: Sendable {
    case veto(Int)
    case adjustment(Int)
    case grade(Int)
    case check(Int)
  }

  /// How much a search for one target may try.
  let effort: SearchEffort

  let program: Program
  private let engine: Engine

  /// A search among the records of a program's ruleset.
  public init(_ program: Program) {
    self.program = program
    effort = SearchEffort(program)
    engine = Engine(program)
  }

  /// A record that shows something of an indicator.
  ///
  /// - Parameters:
  ///   - indicator: the indicator, by index.
  ///   - target: what it is to show.
  /// - Returns: the record, with no figures but those the indicator uses; nil where none was found.
  /// - Complexity: at most 3,000 runs of the indicator's part of the program for each value of its
  ///   measure that is tried, and fewer in a ruleset of thousands of indicators.
  public func record(indicator: Int, _ target: Target) -> Record? {
    guard program.indicators.indices.contains(indicator) else { return nil }
    let slice = ProgramSlice(program, slots: [], indicators: [indicator])
    var left = effort.evaluationCountMax
    for wish in wishes(indicator, target) {
      var search = FigureSearch(program, slice, wish, runCountMax: effort.runCountMax)
      let found = search.run {
        guard left > 0, Self.shows(target, $0, indicator) else { return false }
        left -= 1
        return isAccepted($0.record, indicator)
      }
      if let found { return found }
    }
    return nil
  }

  /// A record for which a condition holds, or does not.
  ///
  /// - Returns: the record, with no figures but those the condition uses; nil where none was found.
  public func record(where condition: Condition, is holds: Bool) -> Record? {
    guard let slot = slot(condition) else { return nil }
    let slice = ProgramSlice(program, slots: [slot], indicators: [])
    var left = effort.evaluationCountMax
    var search = FigureSearch(program, slice, nil, runCountMax: effort.runCountMax)
    return search.run {
      guard left > 0, $0.slots[slot].boolean == holds else { return false }
      left -= 1
      return engine.evaluate($0.record).status != .failed
    }
  }

  private func slot(_ condition: Condition) -> Int? {
    func element(_ slots: [Int], _ index: Int) -> Int? {
      slots.indices.contains(index) ? slots[index] : nil
    }
    switch condition {
    case .veto(let index): return element(program.vetoConditions, index)
    case .adjustment(let index): return element(program.adjustmentConditions, index)
    case .grade(let index):
      return program.gradeConditions.indices.contains(index) ? program.gradeConditions[index] : nil
    case .check(let index):
      return program.checks.indices.contains(index) ? program.checks[index].condition : nil
    }
  }

  /// Whether the whole engine takes the record and finds nothing wrong with it.
  private func isAccepted(_ record: Record, _ indicator: Int) -> Bool {
    let evaluation = engine.evaluate(record)
    guard evaluation.status != .failed else { return false }
    return evaluation.indicators[indicator].status != .failed
  }

  // MARK: Targets

  /// What the measure may be made, the most telling first; nil leaves it to the search.
  private func wishes(_ indicator: Int, _ target: Target) -> [FigureSearch.Wish?] {
    guard case .bands(let measure, _) = program.indicators[indicator].method,
      case .bands(let method) = program.ruleset.indicators[indicator].method
    else { return [nil] }
    func wish(_ value: Rational) -> FigureSearch.Wish { .init(slot: measure, value: value) }
    switch target {
    case .measure(let value): return [wish(value)]
    case .measureIn(let interval):
      let isWhole = method.measure.type.number?.isWhole ?? true
      return Self.samples(interval, step: isWhole ? .one : nil).map(wish) + [nil]
    case .band(let index):
      return samples(method, indicator) { $0.band == index }.map(wish) + [nil]
    case .score(let scores):
      return samples(method, indicator) { $0.value.mayLie(in: scores) }.map(wish) + [nil]
    case .decidingCase, .method, .item, .deduction, .alternative: return [nil]
    }
  }

  private func samples(
    _ method: BandMethod, _ indicator: Int, _ isWanted: (ScoreFunction.Piece) -> Bool
  ) -> [Rational] {
    let points = program.ruleset.indicators[indicator].points
    guard let function = try? ScoreFunction(method, points: points, rounding: nil) else {
      return []
    }
    let pieces = function.pieces.lazy.filter(isWanted).prefix(3)
    return pieces.flatMap { Self.samples($0.interval, step: function.step) }
  }

  /// Values of an interval to try: easy ones, and its ends.
  private static func samples(_ interval: Interval, step: Rational?) -> [Rational] {
    var values = [Grid(step: step).witness(in: interval)]
    for end in [interval.lower, interval.upper] {
      if let end, end.isClosed { values.append(end.value) }
    }
    switch (interval.lower?.value, interval.upper?.value) {
    case (let lower?, let upper?):
      values += [50, 25, 75].compactMap { Rational($0, over: 100) }
        .map { lower + (upper - lower) * $0 }
    case (let end?, nil): values += [1, 9].map { end + max(end.magnitude, .one) * Rational($0) }
    case (nil, let end?): values += [1, 9].map { end - max(end.magnitude, .one) * Rational($0) }
    case (nil, nil): break
    }
    values = values.map { step == nil ? $0 : $0.floor() }
    var seen: Set<Rational> = []
    return values.filter { interval.contains($0) && seen.insert($0).inserted }
  }

  private static func shows(_ target: Target, _ execution: Execution, _ indicator: Int) -> Bool {
    let outcome = execution.outcomes[indicator]
    guard case .scored(let score) = outcome.result else {
      guard case .decidingCase(let index) = target else { return false }
      return outcome.decision == .case(index)
    }
    var isByCase = false
    if case .case? = outcome.decision { isByCase = true }
    let method = execution.program.indicators[indicator].method
    func measure() -> Rational? {
      guard !isByCase, case .bands(let slot, _) = method else { return nil }
      return execution.slots[slot].number
    }
    switch target {
    case .measure(let value): return measure() == value
    case .measureIn(let interval): return measure().map(interval.contains) ?? false
    case .band(let index): return outcome.decision == .band(index)
    case .decidingCase(let index): return outcome.decision == .case(index)
    case .method: return !isByCase
    case .item(let index, let isMet):
      guard !isByCase, case .checklist(let items, _) = method, items.indices.contains(index) else {
        return false
      }
      return execution.slots[items[index].condition].boolean == isMet
    case .deduction(let index, let isCounted):
      guard !isByCase, case .deductions(let lines) = method, lines.indices.contains(index),
        let count = Execution.count(
          execution.slots[lines[index].slot], isCount: lines[index].isCount)
      else { return false }
      return count.isZero != isCounted
    case .alternative(let index): return outcome.decision == .alternative(index)
    case .score(let scores): return scores.contains(score)
    }
  }
}

extension ScoreFunction.Value {
  fileprivate func mayLie(in scores: Interval) -> Bool {
    switch self {
    case .constant(let score): scores.contains(score)
    case .line: true
    case .judged(let from, let to): scores.intersection(Interval(from, to)) != nil
    }
  }
}
