import ExactNumbers
import RuleLang

/// Finds which of the undetermined indicators decide the grade, each for itself.
struct DecidingIndicators {
  private let assembler: Assembler
  private let sum: Interval

  /// - Parameters:
  ///   - assembler: The result so far, with its indicators.
  ///   - sum: What the headings sum up to, with everything that is open.
  init(_ assembler: Assembler, sum: Interval) {
    self.assembler = assembler
    self.sum = sum
  }

  /// The indicators with which the grade goes, by index.
  ///
  /// Where no more than one grade is possible, they are those that leave the total open; where
  /// nothing decides by itself, all that are open.
  ///
  /// - Parameters:
  ///   - possibleGrades: The grades with everything that is open.
  ///   - hasOpenCondition: Whether a condition on the whole is open, which decides as well.
  /// - Returns: The indices.
  func indices(possibleGrades: [Int], hasOpenCondition: Bool) -> Set<Int> {
    let open = assembler.indicators.filter { $0.status == .undetermined && $0.range.single == nil }
    let all = Set(open.map(\.index))
    guard possibleGrades.count > 1 else { return all }
    let deciding = open.filter { indicator in
      guard let low = indicator.range.lower?.value, let high = indicator.range.upper?.value else {
        return true
      }
      return grades(setting: indicator, to: low) != grades(setting: indicator, to: high)
    }
    return deciding.isEmpty && !hasOpenCondition ? all : Set(deciding.map(\.index))
  }

  /// The grades that are possible with one score known and everything else as it is.
  private func grades(setting indicator: IndicatorResult, to score: Rational) -> [Int] {
    let heading = assembler.ruleset.indicators[indicator.index].heading
    func moved(_ end: Interval.End?, by known: Interval.End?) -> Interval? {
      guard let end, let known else { return nil }
      let step = assembler.ruleset.worth(of: score - known.value, under: heading)
      return Interval(end.value + step)
    }
    guard let low = moved(sum.lower, by: indicator.range.lower),
      let high = moved(sum.upper, by: indicator.range.upper)
    else { return [] }
    return WholeResult(assembler, sum: low.hull(high)).grades
  }
}
