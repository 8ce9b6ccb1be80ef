import Evaluator
import ExactNumbers
import RuleLang

/// The picture of a measure on its bands.
///
/// Bands are drawn equally wide, from the lowest to the highest: those of a published table often end at 10%, 20%
/// and 30% where the measure is 296.31%, so that a true scale would show nothing.
struct MeasureScale {
  private let context: StoryContext

  init(_ context: StoryContext) { self.context = context }

  /// How few and how many bands are drawn.
  private static let countMin = 2
  private static let countMax = 12

  /// About how many cells of text the picture is wide.
  private static let widthCells = 84

  private static let half = Rational(1).divided(by: Rational(2)) ?? .one

  private var say: Wording { context.say }

  private typealias Range = (
    lower: Interval.End?, upper: Interval.End?, outcome: Band.Outcome, index: Int
  )

  /// The picture for a result; nil where no band decided, the bands are not ranges of numbers that are known, or there
  /// is no room for them.
  func scale(_ indicator: Indicator, _ result: IndicatorResult) -> Page.Scale? {
    guard let bands = indicator.bands(for: result), let value = result.measure,
      let decided = result.band, (Self.countMin...Self.countMax).contains(bands.bands.count),
      let ranges = ranges(of: bands),
      let place = ranges.firstIndex(where: { $0.index == decided })
    else { return nil }
    let type = bands.measure.type
    let texts = ranges.map { points(of: $0.outcome) }
    let ends = ranges.dropLast().map { range in
      range.upper.map { context.figures.number($0.value, type) } ?? ""
    }
    let room = Self.widthCells / ranges.count
    guard (texts + ends).allSatisfy({ DisplayWidth.of($0) <= room }) else { return nil }
    let measure = context.figures.shown(value, type)
    return Page.Scale(
      label: say("所在档次", "Place"), ranges: texts, ends: ends,
      place: (place, share(of: value, in: ranges, at: place)),
      text: say(
        "\(measure) 在从低到高的第 \(place + 1) 档，共 \(ranges.count) 档（图中各档等宽）",
        "\(measure) is in band \(place + 1) of \(ranges.count) from the lowest"
          + " (all are drawn equally wide)"))
  }

  /// The bands from the lowest to the highest; nil where one is no range.
  private func ranges(of method: BandMethod) -> [Range]? {
    let points = BandPoints(context.values)
    var ranges: [Range] = []
    for (index, band) in method.bands.enumerated() {
      guard let ends = points.ends(of: band) else { return nil }
      ranges.append((ends.lower, ends.upper, band.outcome, index))
    }
    return ranges.sorted { left, right in
      guard let low = left.lower, let other = right.lower else { return left.lower == nil }
      // A single value stands before what begins behind it.
      return low.value == other.value
        ? low.isClosed && !other.isClosed : low.value < other.value
    }
  }

  private func points(of outcome: Band.Outcome) -> String {
    switch outcome {
    case .scores(let points): say("\(points)分", points.description)
    case .line(let from, let to): "\(from)–\(to)"
    case .judged: say("评定", "judged")
    case .steps(let steps): steps.adds ? say("递加", "rising") : say("递减", "falling")
    }
  }

  /// How far a value is on its way through its band.
  private func share(of value: Rational, in ranges: [Range], at place: Int) -> Rational {
    let (lower, upper) = (ranges[place].lower?.value, ranges[place].upper?.value)
    switch (lower, upper) {
    case (let lower?, let upper?):
      return (value - lower).divided(by: upper - lower) ?? Self.half
    case (let end?, nil):
      let step = width(of: ranges[safely: place - 1], at: end)
      return (value - end).divided(by: value - end + step) ?? Self.half
    case (nil, let end?):
      let step = width(of: ranges[safely: place + 1], at: end)
      return step.divided(by: end - value + step) ?? Self.half
    case (nil, nil): return Self.half
    }
  }

  /// What distances in a band without an end are measured by: the width of the band beside it or, where that has none,
  /// what lies between the end and zero.
  private func width(of neighbour: Range?, at end: Rational) -> Rational {
    if let lower = neighbour?.lower?.value, let upper = neighbour?.upper?.value, lower < upper {
      return upper - lower
    }
    return end.isZero ? .one : end.magnitude
  }
}
