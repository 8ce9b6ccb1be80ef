public import ExactNumbers

/// What bands give for each value of their measure: finitely many pieces that tile its domain.
///
/// It is the form in which bands are compared, searched for jumps and held against a direction:
/// steps have become one piece each, and where scores are rounded every piece is what is really
/// scored. It says the same as an evaluation of the bands, value for value.
public struct ScoreFunction: Sendable {
  /// What a piece gives.
  public enum Value: Hashable, Sendable {
    /// The same score everywhere.
    case constant(Rational)
    /// intercept + slope × measure, with the measure in base units; the slope is not zero.
    case line(slope: Rational, intercept: Rational)
    /// What an evaluator chooses between two scores.
    case judged(from: Rational, to: Rational)
  }

  /// Neighbouring values of the measure that one clause scores in one way.
  public struct Piece: Hashable, Sendable {
    /// The values; for whole numbers its ends are whole and closed.
    public let interval: Interval

    /// What they give.
    public let value: Value

    /// The band they fall in, by index.
    public let band: Int
  }

  /// Why bands have no score function.
  public enum Unavailable: Error, Sendable {
    /// The measure is a choice or a yes-or-no: there is nothing between its values.
    case notANumber
    /// A band ends at a figure of the department.
    case endsAreFigures
    /// There would be more than ``ScoreFunction/pieceCountMax`` pieces.
    case tooManyPieces
  }

  /// The most pieces of a score function.
  public static let pieceCountMax = 16_384

  /// The pieces, ascending; together they are the domain.
  public let pieces: [Piece]

  /// 1 where the measure takes whole numbers only.
  public let step: Rational?

  /// The score function of bands over the values that their measure can have.
  ///
  /// - Parameters:
  ///   - method: the bands.
  ///   - points: the points of the indicator.
  ///   - rounding: how its scores are rounded; nil gives them exactly.
  /// - Throws: why there is none.
  /// - Complexity: O(*n* log *n*) in the number of pieces.
  public init(
    _ method: BandMethod, points: Rational, rounding: Rounding?
  ) throws(Unavailable) {
    guard method.measure.type.number != nil || method.measure.type == .date else {
      throw .notANumber
    }
    let isWhole = method.measure.type.number?.isWhole ?? true
    step = isWhole ? .one : nil
    let grid = Grid(step: step)
    var found: [Piece] = []
    for (index, band) in method.bands.enumerated() {
      guard band.values.ends.allSatisfy({ $0.constantNumber != nil }) else {
        throw .endsAreFigures
      }
      for whole in band.values.intervals({ $0.constantNumber }) {
        guard let part = whole.intersection(method.domain) else { continue }
        let scored = try PiecesOfBand(
          band, within: part, countMax: Self.pieceCountMax - found.count)
        let rounded = try RoundedPieces(
          scored.pieces, points: points, rounding: rounding,
          countMax: Self.pieceCountMax - found.count)
        found += rounded.pieces.compactMap { piece in
          grid.tightened(piece.interval).map {
            Piece(interval: $0, value: piece.value, band: index)
          }
        }
      }
    }
    found.sort { Interval.compareLower($0.interval.lower, $1.interval.lower) < 0 }
    pieces = Self.joined(found, step: step)
  }

  /// The piece that a value of the measure falls in; nil outside the domain.
  ///
  /// - Complexity: O(log *n*) in the number of pieces.
  public func piece(at measure: Rational) -> Piece? {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      let interval = pieces[middle].interval
      if interval.contains(measure) { return pieces[middle] }
      if interval.above(measure, inclusive: true) != nil {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return nil
  }

  /// What a value of the measure gives: a constant, or what an evaluator may choose between.
  ///
  /// - Complexity: O(log *n*) in the number of pieces.
  public func score(at measure: Rational) -> Value? {
    guard let value = piece(at: measure)?.value else { return nil }
    guard case .line(let slope, let intercept) = value else { return value }
    return .constant(intercept + slope * measure)
  }

  /// Neighbours in one band that give the same become one piece.
  private static func joined(_ sorted: [Piece], step: Rational?) -> [Piece] {
    var result: [Piece] = []
    for piece in sorted {
      if let last = result.last, last.band == piece.band, last.value == piece.value,
        touches(last.interval, piece.interval, step: step)
      {
        result[result.count - 1] = Piece(
          interval: last.interval.hull(piece.interval), value: last.value, band: last.band)
      } else {
        result.append(piece)
      }
    }
    return result
  }

  /// Whether nothing lies between two intervals, the first of which comes first.
  private static func touches(_ first: Interval, _ second: Interval, step: Rational?) -> Bool {
    guard let end = first.upper, let start = second.lower else { return false }
    if let step { return start.value <= end.value + step }
    return end.value == start.value && (end.isClosed || start.isClosed)
  }
}

extension Ruleset {
  /// The score function of an indicator that is scored by bands, as its scores are rounded.
  ///
  /// - Returns: the function; nil where the indicator has no bands, or bands without one.
  public func scoreFunction(of indicator: Int) -> ScoreFunction? {
    guard indicators.indices.contains(indicator),
      case .bands(let method) = indicators[indicator].method
    else { return nil }
    return try? ScoreFunction(
      method, points: indicators[indicator].points, rounding: scoreRounding)
  }
}
