public import ExactNumbers

extension Interval {
  /// The interval without ends that are larger than calculations may become.
  public var withinLimits: Interval {
    func isLarge(_ end: End?) -> Bool {
      end.map { $0.value.bitWidth > Limits.numberBitsMax } ?? false
    }
    guard isLarge(lower) || isLarge(upper) else { return self }
    return Interval(lower: isLarge(lower) ? nil : lower, upper: isLarge(upper) ? nil : upper)
      ?? .all
  }
}

extension LinearForm {
  /// Nil where a coefficient is larger than calculations may become.
  public var withinLimits: LinearForm? {
    let isWithin =
      constant.bitWidth <= Limits.numberBitsMax
      && terms.allSatisfy { $0.coefficient.bitWidth <= Limits.numberBitsMax }
    return isWithin ? self : nil
  }
}
