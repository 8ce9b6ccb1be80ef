import ExactNumbers

/// Places the ends of bands on a line, also those that are figures of the department.
///
/// Constants stand where they are. Figures stand in the order that the rules declare; where two
/// may be equal, both cases are looked at. Each way to place the ends is a world, and the bands
/// must cover each.
enum SymbolicEnds {
  /// One way to place the ends.
  struct World {
    let pieces: [(index: Int, interval: Interval)]
    let domain: Interval
    /// The names of places, where places are ranks and not values.
    let names: [Rational: String]

    var isExact: Bool { names.isEmpty }

    func describe(_ interval: Interval, _ ranges: RangeText) -> Message {
      guard !isExact else { return ranges.text(interval) }
      func name(_ end: Interval.End) -> String { names[end.value] ?? end.value.description }
      if let single = interval.single {
        let text = names[single] ?? single.description
        return Message(zh: "＝ \(text)", en: "= \(text)")
      }
      switch (interval.lower, interval.upper) {
      case (nil, nil): return ranges.text(interval)
      case (let lower?, nil):
        return Message(
          zh: "\(lower.isClosed ? "≥" : "＞") \(name(lower))",
          en: "\(lower.isClosed ? ">=" : ">") \(name(lower))")
      case (nil, let upper?):
        return Message(
          zh: "\(upper.isClosed ? "≤" : "＜") \(name(upper))",
          en: "\(upper.isClosed ? "<=" : "<") \(name(upper))")
      case (let lower?, let upper?):
        let text =
          "\(lower.isClosed ? "[" : "(")\(name(lower)), \(name(upper))\(upper.isClosed ? "]" : ")")"
        return Message(zh: text, en: text)
      }
    }
  }

  enum Result {
    case possible([World])
    /// Two ends whose order nothing says, the one that is likely lower first.
    case undeclared(low: SourceRange, high: SourceRange)
  }

  /// The most pairs of ends that may be equal and are looked at both ways.
  static let undecidedCountMax = 8

  static func worlds(
    of bands: [Band], domain: Interval, orders: [LimitOrder], _ inference: BoundsInference
  ) -> Result {
    let ends = bands.flatMap { $0.values.ends }
    if ends.allSatisfy({ $0.constantNumber != nil }) {
      let pieces = bands.enumerated().flatMap { index, band in
        band.values.intervals { $0.constantNumber }.map { (index: index, interval: $0) }
      }
      return .possible([World(pieces: pieces, domain: domain, names: [:])])
    }
    var line = EndOrder(inference)
    for end in ends { line.add(end) }
    for order in orders { line.add(order) }
    line.close()
    if let pair = line.firstUndeclared(among: ends) {
      return line.isLikelyAbove(pair.0, pair.1, in: bands)
        ? .undeclared(low: pair.1.range, high: pair.0.range)
        : .undeclared(low: pair.0.range, high: pair.1.range)
    }
    let placements = line.placements(among: ends)
    return .possible(
      placements.map { placement in
        let pieces = bands.enumerated().flatMap { index, band in
          band.values.intervals { placement.rank[line.key($0)] }.map {
            (index: index, interval: $0)
          }
        }
        return World(
          pieces: pieces, domain: line.rankedDomain(domain, placement), names: placement.names)
      })
  }
}

extension Band.Values {
  /// The expressions at the ends.
  var ends: [TypedExpression] {
    switch self {
    case .interval(let lower, let upper): [lower, upper].compactMap { $0?.value }
    case .notEqual(let value): [value]
    default: []
    }
  }

  /// The intervals of the values, with each end placed.
  func intervals(_ place: (TypedExpression) -> Rational?) -> [Interval] {
    func end(_ end: Band.End?) -> Interval.End?? {
      guard let end else { return .some(nil) }
      return place(end.value).map { .some(Interval.End($0, isClosed: end.isClosed)) }
    }
    switch self {
    case .interval(let lower, let upper):
      guard let low = end(lower), let high = end(upper),
        let interval = Interval(lower: low, upper: high)
      else { return [] }
      return [interval]
    case .notEqual(let value):
      guard let point = place(value) else { return [] }
      return [
        Interval(lower: nil, upper: .init(point, isClosed: false)),
        Interval(lower: .init(point, isClosed: false), upper: nil),
      ].compactMap { $0 }
    default: return []
    }
  }
}

/// What is known of the order of some ends: a closed relation of "not above" and "below".
struct EndOrder {
  private enum Relation: Comparable {
    case unknown, notAbove, below
  }

  struct Placement {
    var rank: [String: Rational] = [:]
    var names: [Rational: String] = [:]
  }

  private let inference: BoundsInference
  private var keys: [String] = []
  private var expressions: [TypedExpression] = []
  private var relation: [[Relation]] = []

  init(_ inference: BoundsInference) { self.inference = inference }

  func key(_ end: TypedExpression) -> String { Self.identity(end) }

  @discardableResult
  mutating func add(_ end: TypedExpression) -> Int {
    let key = key(end)
    if let index = keys.firstIndex(of: key) { return index }
    keys.append(key)
    expressions.append(end)
    for index in relation.indices { relation[index].append(.unknown) }
    relation.append(Array(repeating: .unknown, count: keys.count))
    let new = keys.count - 1
    let bounds = inference.bounds(end)
    for index in 0..<new {
      let other = inference.bounds(expressions[index])
      learn(bounds, other, new, index)
      learn(other, bounds, index, new)
    }
    return new
  }

  private mutating func learn(_ low: Interval, _ high: Interval, _ first: Int, _ second: Int) {
    guard let upper = low.upper, let lower = high.lower else { return }
    if upper.value < lower.value
      || (upper.value == lower.value && !(upper.isClosed && lower.isClosed))
    {
      relation[first][second] = .below
    } else if upper.value == lower.value {
      relation[first][second] = max(relation[first][second], .notAbove)
    }
  }

  mutating func add(_ order: LimitOrder) {
    let indices = order.limits.map { add($0.folded) }
    for (position, comparison) in order.comparisons.enumerated() {
      let (first, second) = (indices[position], indices[position + 1])
      let known: Relation = comparison == .less ? .below : .notAbove
      relation[first][second] = max(relation[first][second], known)
    }
  }

  /// Adds what follows: what is below something is below all that is above it.
  mutating func close() {
    for middle in keys.indices {
      for first in keys.indices where relation[first][middle] != .unknown {
        for second in keys.indices where relation[middle][second] != .unknown {
          let both: Relation = max(relation[first][middle], relation[middle][second])
          relation[first][second] = max(relation[first][second], both)
        }
      }
    }
  }

  func firstUndeclared(
    among ends: [TypedExpression]
  ) -> (TypedExpression, TypedExpression)? {
    let indices = distinct(ends)
    for (position, first) in indices.enumerated() {
      for second in indices[(position + 1)...]
      where relation[first][second] == .unknown && relation[second][first] == .unknown {
        return (end(first, ends), end(second, ends))
      }
    }
    return nil
  }

  /// Whether one end is likely meant to be above another: an interval runs up to it from the
  /// other, or it opens the highest band.
  func isLikelyAbove(
    _ end: TypedExpression, _ other: TypedExpression, in bands: [Band]
  ) -> Bool {
    func isAbove(_ high: TypedExpression, _ low: TypedExpression) -> Bool {
      bands.contains { band in
        guard case .interval(let lower, let upper) = band.values, let lower else { return false }
        guard let upper else { return key(lower.value) == key(high) }
        return key(lower.value) == key(low) && key(upper.value) == key(high)
      }
    }
    return isAbove(end, other) && !isAbove(other, end)
  }

  private func end(_ index: Int, _ ends: [TypedExpression]) -> TypedExpression {
    ends.first { key($0) == keys[index] } ?? expressions[index]
  }

  private func distinct(_ ends: [TypedExpression]) -> [Int] {
    var found: [Int] = []
    for end in ends {
      if let index = keys.firstIndex(of: key(end)), !found.contains(index) { found.append(index) }
    }
    return found
  }

  /// The ways to place the ends by rank; where two neighbours may be equal, both ways.
  func placements(among ends: [TypedExpression]) -> [Placement] {
    let sorted = distinct(ends).sorted { first, second in
      relation[first][second] == .below
        || (relation[first][second] == .notAbove && relation[second][first] == .unknown)
    }
    var placements = [Placement()]
    var ranks = [0]
    for (position, index) in sorted.enumerated() {
      let mayBeEqual =
        position > 0 && relation[sorted[position - 1]][index] != .below
        && placements.count < 1 << SymbolicEnds.undecidedCountMax
      var next: [Placement] = []
      var nextRanks: [Int] = []
      for (placement, rank) in zip(placements, ranks) {
        for step in mayBeEqual ? [0, 1] : [1] {
          var placed = placement
          let value = Rational(rank + step)
          placed.rank[keys[index]] = value
          placed.names[value] = placed.names[value] ?? name(of: index)
          next.append(placed)
          nextRanks.append(rank + step)
        }
      }
      placements = next
      ranks = nextRanks
    }
    return placements
  }

  private func name(of index: Int) -> String {
    let end = expressions[index]
    switch end.kind {
    case .constant(.number(let value)):
      return ValueText(units: UnitTable()).text(value, end.type)
    case .fact(let fact): return inference.declarations.facts[fact].name
    default: return keys[index]
    }
  }

  /// The domain in ranks; an end whose place is not known is taken to be infinite.
  func rankedDomain(_ domain: Interval, _ placement: Placement) -> Interval {
    func rank(_ end: Interval.End?) -> Interval.End? {
      guard let end, let rank = placement.rank["\(end.value)"] else { return nil }
      return Interval.End(rank, isClosed: end.isClosed)
    }
    return Interval(lower: rank(domain.lower), upper: rank(domain.upper)) ?? .all
  }
}
