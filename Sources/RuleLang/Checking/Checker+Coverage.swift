import ExactNumbers

/// The proof that bands hold every value of the measure once.
extension Checker {
  /// Whether they do; the findings stand at the ranges, which are given band by band.
  mutating func cover(
    _ bands: [Band], _ ranges: [SourceRange], _ measure: TypedExpression, _ domain: Interval,
    _ inference: BoundsInference
  ) -> Bool {
    switch measure.type {
    case .choice(let names):
      let values = bands.map { band -> Int? in
        if case .choice(let index) = band.values { return index }
        return nil
      }
      return coverOnce(values, names.map { Message(zh: $0, en: $0) }, ranges, measure)
    case .boolean:
      let values = bands.map { band -> Int? in
        if case .boolean(let value) = band.values { return value ? 0 : 1 }
        return nil
      }
      let names = [Message(zh: "是", en: "yes"), Message(zh: "否", en: "no")]
      return coverOnce(values, names, ranges, measure)
    default: return coverNumbers(bands, ranges, measure, domain, inference)
    }
  }

  private mutating func coverOnce(
    _ values: [Int?], _ names: [Message], _ ranges: [SourceRange], _ measure: TypedExpression
  ) -> Bool {
    var seen: [Int: SourceRange] = [:]
    var isCovered = true
    for (value, range) in zip(values, ranges) {
      guard let value else { continue }
      if let first = seen[value] {
        add(.valueScoredTwice(names[value], first: first), at: range)
        isCovered = false
      } else {
        seen[value] = range
      }
    }
    let missing = names.indices.filter { seen[$0] == nil }.map { names[$0] }
    guard isCovered, !missing.isEmpty else { return isCovered }
    add(.choiceGap(missing), at: measure.range)
    return false
  }

  private mutating func coverNumbers(
    _ bands: [Band], _ places: [SourceRange], _ measure: TypedExpression, _ domain: Interval,
    _ inference: BoundsInference
  ) -> Bool {
    let worlds = SymbolicEnds.worlds(of: bands, domain: domain, orders: checkedOrders, inference)
    switch worlds {
    case .undeclared(let low, let high):
      let later = max(low.lower, high.lower) == low.lower ? low : high
      add(.undeclaredOrder(text(low), text(high)), at: later)
      return false
    case .possible(let worlds):
      let isWhole = measure.type.number?.isWhole ?? (measure.type == .date)
      let step: Rational? = isWhole && worlds.allSatisfy(\.isExact) ? .one : nil
      for world in worlds {
        let found = findings(world, measure, step, places)
        guard found.isEmpty else {
          for (finding, place) in found { add(finding, at: place) }
          return false
        }
      }
      return true
    }
  }

  private func findings(
    _ world: SymbolicEnds.World, _ measure: TypedExpression, _ step: Rational?,
    _ places: [SourceRange]
  ) -> [(Finding, SourceRange)] {
    let coverage = BandCoverage(world.pieces, domain: world.domain, step: step)
    let ranges = RangeText(units: ruleset.units, type: measure.type)
    let grid = Grid(step: step)
    func witness(_ interval: Interval) -> String {
      guard world.isExact else { return world.describe(interval, ranges).zh }
      return ValueText(units: ruleset.units).text(grid.witness(in: interval), measure.type)
    }
    let overlaps = coverage.mistakenOverlaps.map { overlap -> (Finding, SourceRange) in
      let finding = Finding.bandOverlap(
        world.describe(overlap.common, ranges), witness: witness(overlap.common),
        first: places[overlap.earlier])
      return (finding, places[overlap.later])
    }
    if !overlaps.isEmpty { return overlaps }
    return coverage.gaps.map { gap in
      let text = world.describe(gap, ranges)
      let line = Message(zh: "\(text.zh)  不得分", en: "\(text.en)  scores 0")
      let beside = BandCoverage.neighbour(of: gap, among: world.pieces)
      return (
        .bandGap(text, witness: witness(gap), line: line),
        beside.map { places[$0] } ?? measure.range
      )
    }
  }
}
