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
  let starts: [Interval.End]

  /// Where the lowest begins and the highest ends; nil where they do not.
  let lowest: Interval.End?
  let highest: Interval.End?

  /// Nil for bands that are not in a row, or whose ends are figures.
  init?(_ lowering: Lowering, _ bands: [BandProgram]) {
    var ranges: [Interval] = []
    for band in bands {
      guard case .interval(let lower, let upper) = band.values else { return nil }
      var ends: [Interval.End?] = []
      for end in [lower, upper] {
        guard let end else {
          ends.append(nil)
          continue
        }
        guard case .constant(let value)? = try? lowering.lane(end.slot) else { return nil }
        ends.append(Interval.End(value, isClosed: end.isClosed))
      }
      guard let range = Interval(lower: ends[0], upper: ends[1]) else { return nil }
      ranges.append(range)
    }
    self.init(ranges)
  }

  /// Nil for ranges that are not in a row.
  init?(_ intervals: [Interval]) {
    var ranges = intervals.enumerated().map { (lower: $1.lower, upper: $1.upper, index: $0) }
    ranges.sort { first, second in
      guard let one = first.lower else { return second.lower != nil }
      guard let two = second.lower else { return false }
      return one.value < two.value || one.value == two.value && one.isClosed && !two.isClosed
    }
    var starts: [Interval.End] = []
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
