/// Bands: what the one gives that a measure lies in.
///
/// As thresholds rise, a measure beyond one is beyond all before it; so what it gives is what the first
/// band gives, and the differences at all thresholds that it is beyond. Whether it is comes from the
/// sign of a difference: compilers make branches of comparisons, and which bands measures lie in
/// cannot be foretold.
extension BlockRun {
  func bands<T: Word>(
    _ top: Register, _ bottom: Register?, _ bands: Step.Bands, _ to: Register, of type: T.Type
  ) {
    let (measure, target) = (T.pointer(top, registers), registers.words(to))
    guard let first = bands.values.first else { return }
    target.update(repeating: first, count: count)
    let divisor = bottom.map { T.pointer($0, registers) }
    for index in bands.thresholds.indices {
      let limit = Limit<T>(bands, index)
      let difference = bands.values[index + 1] &- bands.values[index]
      if let divisor {
        for row in 0..<count {
          let isIn = limit.sign(measure[row], over: divisor[row])
          target[row] &+= Int64(truncatingIfNeeded: isIn) & difference
        }
      } else {
        for row in 0..<count {
          let isIn = limit.sign(measure[row])
          target[row] &+= Int64(truncatingIfNeeded: isIn) & difference
        }
      }
    }
  }

  /// A threshold in the width of what is compared with it.
  private struct Limit<T: Word> {
    private let scale: T
    private let value: T
    /// 1 where the threshold is closed: n ≥ m is n > m − 1 for whole numbers.
    private let closed: T

    init(_ bands: Step.Bands, _ index: Int) {
      let threshold = bands.thresholds[index]
      scale = T(truncatingIfNeeded: threshold.scale)
      value = T(truncatingIfNeeded: threshold.value)
      closed = threshold.isClosed ? 1 : 0
    }

    /// All ones for a quotient beyond it.
    @inline(__always)
    func sign(_ measure: T, over divisor: T) -> T {
      (divisor &* value &- closed &- measure &* scale).signMask
    }

    /// All ones for a number beyond it.
    @inline(__always)
    func sign(_ measure: T) -> T { (value &- closed &- measure &* scale).signMask }
  }

  // MARK: In half a word

  /// The same for numbers of half a word, of which machines multiply two at a time.
  ///
  /// Compilers do not see that by themselves: they count what whole words would take.
  func shortBands(_ top: Register, _ bottom: Register?, _ bands: Step.Bands, _ to: Register) {
    let (measure, target) = (registers.words(top), registers.words(to))
    guard let first = bands.values.first else { return }
    let limits = bands.thresholds.indices.map { ShortLimit(bands, $0) }
    limits.withUnsafeBufferPointer { limits in
      if let divisor = bottom.map({ registers.words($0) }) {
        forEachPair { row in
          let (top, bottom) = (Pair(measure, row), Pair(divisor, row))
          var sum = Pair(repeating: first)
          for limit in limits { sum &+= limit.points(top, over: bottom) }
          sum.store(to: target, row)
        }
      } else {
        forEachPair { row in
          let top = Pair(measure, row)
          var sum = Pair(repeating: first)
          for limit in limits { sum &+= limit.points(top) }
          sum.store(to: target, row)
        }
      }
    }
  }

  /// A threshold, and how much more there is beyond it.
  private struct ShortLimit {
    private let scale: Pair
    private let value: Pair
    private let closed: Pair
    private let difference: Pair

    init(_ bands: Step.Bands, _ index: Int) {
      let threshold = bands.thresholds[index]
      scale = Pair(repeating: Int64(truncatingIfNeeded: threshold.scale))
      value = Pair(repeating: Int64(truncatingIfNeeded: threshold.value))
      closed = Pair(repeating: threshold.isClosed ? 1 : 0)
      difference = Pair(repeating: bands.values[index + 1] &- bands.values[index])
    }

    @inline(__always)
    func points(_ top: Pair, over bottom: Pair) -> Pair {
      (bottom.shortProduct(value) &- closed &- top.shortProduct(scale)).signs & difference
    }

    @inline(__always)
    func points(_ top: Pair) -> Pair {
      (value &- closed &- top.shortProduct(scale)).signs & difference
    }
  }
}
