import ExactNumbers
import RuleLang

extension ValueType {
  /// Whether its values are whole numbers, as counts and days are.
  var isWhole: Bool { self == .date || number?.isWhole == true }
}

extension Interval {
  /// The interval with its ends moved inwards to whole numbers, where its values are whole.
  func tightened(isWhole: Bool) -> Interval {
    guard isWhole else { return self }
    func least(_ end: End) -> Rational {
      end.isClosed ? end.value.ceiling() : end.value.floor() + .one
    }
    func most(_ end: End) -> Rational {
      end.isClosed ? end.value.floor() : end.value.ceiling() - .one
    }
    let tight = Interval(
      lower: lower.map { End(least($0), isClosed: true) },
      upper: upper.map { End(most($0), isClosed: true) })
    return tight ?? self
  }
}
