public import ExactNumbers
import RuleLang

/// What a change of the rules does to all departments together.
///
/// It takes one department after the other and keeps counts and sums, so that its size depends on
/// how many different changes there are and not on how many departments. Sums of parts may be
/// added up in any order and give the same. All numbers are exact.
public struct ImpactSummary: Sendable {
  /// What one indicator, or one kind of step to the total, moves.
  public struct Movement: Sendable {
    /// How many departments score more by it.
    public internal(set) var risenCount = 0

    /// How many score less by it.
    public internal(set) var fallenCount = 0

    /// The sum of its changes.
    public internal(set) var sum = Rational.zero

    mutating func add(_ change: Rational) {
      if change.isZero { return }
      if change.isNegative { fallenCount += 1 } else { risenCount += 1 }
      sum += change
    }

    mutating func add(_ other: Movement) {
      risenCount += other.risenCount
      fallenCount += other.fallenCount
      sum += other.sum
    }
  }

  /// A grade under the old rules and one under the new; nil where there is none, or it is open.
  public struct GradeMove: Hashable, Sendable {
    /// The grade under the old rules.
    public let old: String?

    /// The grade under the new rules.
    public let new: String?

    /// A move from one grade to another.
    public init(old: String?, new: String?) {
      self.old = old
      self.new = new
    }
  }

  /// How many departments score more.
  public private(set) var risenCount = 0

  /// How many score less.
  public private(set) var fallenCount = 0

  /// How many score the same.
  public private(set) var sameCount = 0

  /// How many have an open total.
  public private(set) var undeterminedCount = 0

  /// How many have errors.
  public private(set) var failedCount = 0

  /// How many compared departments get another grade.
  public private(set) var otherGradeCount = 0

  /// The sums of the totals of the compared departments.
  public private(set) var totals = (old: Rational.zero, new: Rational.zero)

  /// How many compared departments have each change.
  private var changeCounts: [Rational: Int] = [:]

  /// How many departments go from which grade to which.
  public private(set) var gradeMoves: [GradeMove: Int] = [:]

  /// What each indicator moves, by its place in ``RulesetComparison/indicators``.
  public private(set) var indicators: [Movement]

  /// What each kind of step to the total moves.
  public private(set) var whole: [AdjustmentResult.Kind: Movement] = [:]

  /// How many departments lack a figure that the old rules want, by its name.
  public private(set) var missingForOld: [String: Int] = [:]

  /// How many departments lack a figure that the new rules want, by its name.
  public private(set) var missingForNew: [String: Int] = [:]

  /// How many departments there are.
  public var count: Int { comparedCount + undeterminedCount + failedCount }

  /// How many are compared.
  public var comparedCount: Int { risenCount + fallenCount + sameCount }

  /// The mean of the changes; nil where none is compared.
  public var mean: Rational? {
    (totals.new - totals.old).divided(by: Rational(comparedCount))
  }

  /// The largest fall, or the least rise; nil where none is compared.
  public var lowest: Rational? { changeCounts.keys.min() }

  /// The largest rise, or the least fall; nil where none is compared.
  public var highest: Rational? { changeCounts.keys.max() }

  /// The change in the middle, or the mean of the two in the middle; nil where none is compared.
  ///
  /// - Complexity: O(*n* log *n*) in the different changes.
  public var median: Rational? {
    guard comparedCount > 0 else { return nil }
    let places = [(comparedCount - 1) / 2, comparedCount / 2]
    var middle: [Rational] = []
    var passed = 0
    for (change, count) in changeCounts.sorted(by: { $0.key < $1.key }) {
      middle += places.filter { passed <= $0 && $0 < passed + count }.map { _ in change }
      passed += count
    }
    return middle.reduce(.zero, +).divided(by: Rational(2))
  }

  /// The sum of no departments.
  public init(_ comparison: RulesetComparison) {
    indicators = Array(repeating: Movement(), count: comparison.indicators.count)
  }

  /// The sum of some departments.
  public init(_ impacts: some Sequence<RecordImpact>, _ comparison: RulesetComparison) {
    self.init(comparison)
    for impact in impacts { add(impact) }
  }

  /// Adds a department.
  ///
  /// - Complexity: O(*n*) in what moves it.
  public mutating func add(_ impact: RecordImpact) {
    switch impact.status {
    case .failed: failedCount += 1
    case .undetermined: undeterminedCount += 1
    case .compared: addCompared(impact)
    }
    guard impact.status != .failed else { return }
    func only(_ grades: [String]) -> String? { grades.count == 1 ? grades[0] : nil }
    let move = GradeMove(old: only(impact.old.grades), new: only(impact.new.grades))
    gradeMoves[move, default: 0] += 1
    for name in Set(impact.old.missing) { missingForOld[name, default: 0] += 1 }
    for name in Set(impact.new.missing) { missingForNew[name, default: 0] += 1 }
  }

  /// Adds the departments of another sum for the same two rulesets, in any order.
  public mutating func add(_ other: ImpactSummary) {
    risenCount += other.risenCount
    fallenCount += other.fallenCount
    sameCount += other.sameCount
    undeterminedCount += other.undeterminedCount
    failedCount += other.failedCount
    otherGradeCount += other.otherGradeCount
    totals.old += other.totals.old
    totals.new += other.totals.new
    changeCounts.merge(other.changeCounts, uniquingKeysWith: +)
    gradeMoves.merge(other.gradeMoves, uniquingKeysWith: +)
    for (row, movement) in other.indicators.enumerated() where indicators.indices.contains(row) {
      indicators[row].add(movement)
    }
    whole.merge(other.whole) { first, second in
      var sum = first
      sum.add(second)
      return sum
    }
    missingForOld.merge(other.missingForOld, uniquingKeysWith: +)
    missingForNew.merge(other.missingForNew, uniquingKeysWith: +)
  }

  private mutating func addCompared(_ impact: RecordImpact) {
    guard let change = impact.change, let old = impact.old.score, let new = impact.new.score else {
      return
    }
    if change.isZero {
      sameCount += 1
    } else if change.isNegative {
      fallenCount += 1
    } else {
      risenCount += 1
    }
    if impact.hasOtherGrade ?? false { otherGradeCount += 1 }
    totals.old += old
    totals.new += new
    changeCounts[change, default: 0] += 1
    for item in impact.indicators {
      if let change = item.change.single { indicators[item.row].add(change) }
    }
    for item in impact.whole { whole[item.kind, default: Movement()].add(item.points) }
  }

  /// Ranges of changes, from the largest fall up, with how many departments lie in each.
  public var distribution: [(range: Interval, count: Int)] {
    let limits = [1, 5, 10].map { Rational($0) }
    let rises: [Interval?] = [
      Interval(lower: .init(.zero, isClosed: false), upper: .init(limits[0], isClosed: false)),
      Interval(lower: .init(limits[0], isClosed: true), upper: .init(limits[1], isClosed: false)),
      Interval(lower: .init(limits[1], isClosed: true), upper: .init(limits[2], isClosed: false)),
      Interval(lower: .init(limits[2], isClosed: true), upper: nil),
    ]
    let upward = rises.compactMap { $0 }
    let ranges = upward.reversed().map { -$0 } + [Interval(.zero)] + upward
    return ranges.map { range in
      let within = changeCounts.filter { range.contains($0.key) }
      return (range, within.values.reduce(0, +))
    }
  }
}

extension RecordImpact {
  /// Whether a department stands before another: by its change, the largest fall first, then its
  /// name; those that are open come after, then those that failed, as the data have them.
  public static func precedes(_ first: RecordImpact, _ second: RecordImpact) -> Bool {
    guard first.status == second.status else { return first.status.order < second.status.order }
    guard let left = first.change, let right = second.change else { return false }
    if left != right { return left < right }
    return (first.department ?? "").utf8.lexicographicallyPrecedes((second.department ?? "").utf8)
  }
}

extension RulesetComparison {
  /// Binders of records that both rulesets are to score: each passes over what only the other one
  /// knows, and takes what is renamed under either name.
  public var binders: (old: Binder, new: Binder) {
    var aliases = (old: NameAliases(), new: NameAliases())
    for (first, second) in factPairs.pairs where factPairs.renamed.contains(second) {
      aliases.new.facts[old.facts[first].name] = second
      aliases.old.facts[new.facts[second].name] = first
    }
    for (first, second) in tablePairs.pairs {
      if tablePairs.renamed.contains(second) {
        aliases.new.tables[old.tables[first].name] = second
        aliases.old.tables[new.tables[second].name] = first
      }
      guard let columns = columnPairs[second] else { continue }
      for (from, to) in columns.pairs where columns.renamed.contains(to) {
        aliases.new.columns[second, default: [:]][old.tables[first].columns[from].name] = to
        aliases.old.columns[first, default: [:]][new.tables[second].columns[to].name] = from
      }
    }
    for (first, second) in indicatorPairs.pairs where indicatorPairs.renamed.contains(second) {
      aliases.new.indicators[old.indicators[first].name] = second
      aliases.old.indicators[new.indicators[second].name] = first
    }
    return (
      Binder(ruleset: old, alongside: [new], aliases: aliases.old),
      Binder(ruleset: new, alongside: [old], aliases: aliases.new)
    )
  }
}
