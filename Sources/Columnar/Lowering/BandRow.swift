import Evaluator
import ExactNumbers
import RuleLang

/// Bands in a row: each begins where the one before ends, at constants.
///
/// Then comparing a measure with the ends from below finds its band.
struct BandRow {
  /// The bands, from the lowest to the highest.
  let order: [Int]

  /// Where each band but the lowest begins.
  let starts: [(value: Rational, isClosed: Bool)]

  /// Where the lowest begins and the highest ends; nil where they do not.
  let lowest: (value: Rational, isClosed: Bool)?
  let highest: (value: Rational, isClosed: Bool)?

  /// Nil for bands that are not in a row, or whose ends are figures.
  init?(_ lowering: Lowering, _ bands: [BandProgram]) {
    typealias End = (value: Rational, isClosed: Bool)
    var ranges: [(lower: End?, upper: End?, index: Int)] = []
    func end(_ end: BandProgram.End) -> End? {
      guard case .constant(let value)? = try? lowering.lane(end.slot) else { return nil }
      return (value, end.isClosed)
    }
    for (index, band) in bands.enumerated() {
      guard case .interval(let lower, let upper) = band.values else { return nil }
      let ends = (lower.map(end), upper.map(end))
      if case .some(nil) = ends.0 { return nil }
      if case .some(nil) = ends.1 { return nil }
      ranges.append((ends.0 ?? nil, ends.1 ?? nil, index))
    }
    ranges.sort { first, second in
      guard let one = first.lower else { return second.lower != nil }
      guard let two = second.lower else { return false }
      return one.value < two.value || one.value == two.value && one.isClosed && !two.isClosed
    }
    var starts: [End] = []
    for place in ranges.indices.dropFirst() {
      guard let end = ranges[place - 1].upper, let start = ranges[place].lower,
        end.value == start.value, end.isClosed != start.isClosed
      else { return nil }
      starts.append(start)
    }
    guard let first = ranges.first, let last = ranges.last else { return nil }
    order = ranges.map(\.index)
    self.starts = starts
    lowest = first.lower
    highest = last.upper
  }

  func isFirst(_ index: Int) -> Bool { order.first == index }
}
