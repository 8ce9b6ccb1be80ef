/// The versions of one scheme and year, and which of them is in force when.
///
/// On a day of a period the version with that period is in force; on other days the highest
/// revision that states no period.
public struct SchemeVersions: Sendable {
  /// A version by what decides when it is in force.
  public typealias Version = (revision: Int, period: EffectivePeriod?)

  /// The versions, as they were given.
  public let all: [Version]

  /// Looks at versions of one scheme and year.
  public init(_ all: [Version]) { self.all = all }

  /// The version for the days that no period holds; nil where all have periods.
  private var otherwise: Int? {
    all.indices.filter { all[$0].period == nil }.max { all[$0].revision < all[$1].revision }
  }

  /// The versions that are in force on some day, by their places; several of one revision without a
  /// period all count.
  public var possible: [Int] {
    all.indices.filter { index in
      guard all[index].period == nil else { return true }
      return otherwise.map { all[$0].revision == all[index].revision } ?? false
    }
  }

  /// The version in force on a day; nil where there is none.
  public func inForce(on day: Date) -> Int? {
    all.indices.first { all[$0].period?.contains(day) ?? false } ?? otherwise
  }

  /// The days of a year, from the first, that have no version; only where all have periods.
  ///
  /// - Complexity: O(*n* log *n*) in the number of versions.
  public func gaps(in year: Int) -> [(days: EffectivePeriod, after: Int?)] {
    guard otherwise == nil, let start = Date(year: year, month: 1, day: 1),
      let end = Date(year: year, month: 12, day: 31)
    else { return [] }
    var gaps: [(days: EffectivePeriod, after: Int?)] = []
    var next = start.dayNumber
    var last: Int?
    let sorted = all.indices.sorted { first(of: $0) < first(of: $1) }
    for index in sorted {
      let from = first(of: index)
      if from > next, next <= end.dayNumber {
        gaps.append((period(next, min(from - 1, end.dayNumber)), last))
      }
      let after = (all[index].period?.to?.dayNumber).map { $0 + 1 } ?? Int.max
      if after > next { (next, last) = (after, index) }
    }
    if next <= end.dayNumber { gaps.append((period(next, end.dayNumber), last)) }
    return gaps
  }

  private func first(of index: Int) -> Int { all[index].period?.from?.dayNumber ?? Int.min }

  private func period(_ from: Int, _ to: Int) -> EffectivePeriod {
    EffectivePeriod(from: Date(dayNumber: from), to: Date(dayNumber: to))
  }
}
