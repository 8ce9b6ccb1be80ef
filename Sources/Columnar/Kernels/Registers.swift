/// The memory of a plan: a column of a block for each of its registers.
///
/// Unsafe, because a bounds check on each value of each register would cost more than the
/// arithmetic: the loops over them take a third of the time without. What keeps it safe: all
/// columns have `capacity` values and some more, every kernel goes from 0 to a row count that
/// ``BlockRun`` holds to the capacity, two rows at a time perhaps to the one behind it, and indices of registers come from the plan that the memory was made for.
final class Registers {
  let capacity: Int
  private let narrow: UnsafeMutablePointer<UnsafeMutablePointer<Int64>>
  private let wide: UnsafeMutablePointer<UnsafeMutablePointer<Int128>>
  private let answers: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>>
  private let narrowValues: UnsafeMutablePointer<Int64>
  private let wideValues: UnsafeMutablePointer<Int128>
  private let answerValues: UnsafeMutablePointer<UInt8>

  /// Memory for a plan and blocks of at most so many rows; all values are 0.
  init(_ plan: BlockPlan, capacity: Int) {
    self.capacity = capacity
    let stride = Self.stride(capacity: capacity)
    narrow = .allocate(capacity: max(1, plan.narrowCount))
    wide = .allocate(capacity: max(1, plan.wideCount))
    answers = .allocate(capacity: max(1, plan.flagCount))
    narrowValues = .allocate(capacity: max(1, plan.narrowCount * stride))
    wideValues = .allocate(capacity: max(1, plan.wideCount * stride))
    answerValues = .allocate(capacity: max(1, plan.flagCount * stride))
    narrowValues.initialize(repeating: 0, count: max(1, plan.narrowCount * stride))
    wideValues.initialize(repeating: 0, count: max(1, plan.wideCount * stride))
    answerValues.initialize(repeating: 0, count: max(1, plan.flagCount * stride))
    for index in 0..<plan.narrowCount { narrow[index] = narrowValues + index * stride }
    for index in 0..<plan.wideCount { wide[index] = wideValues + index * stride }
    for index in 0..<plan.flagCount { answers[index] = answerValues + index * stride }
  }

  /// How far apart columns begin.
  ///
  /// Not a power of two: rows are written and read across columns, and columns a page apart would all
  /// share the few places that the cache has for one address within a page.
  static func stride(capacity: Int) -> Int { capacity + 8 }

  deinit {
    narrow.deallocate()
    wide.deallocate()
    answers.deallocate()
    narrowValues.deallocate()
    wideValues.deallocate()
    answerValues.deallocate()
  }

  /// The numbers of a register of one word.
  func words(_ register: Register) -> UnsafeMutablePointer<Int64> { narrow[register.index] }

  func words(_ index: Int) -> UnsafeMutablePointer<Int64> { narrow[index] }

  /// The numbers of a register of two words.
  func doubleWords(_ register: Register) -> UnsafeMutablePointer<Int128> { wide[register.index] }

  func flags(_ flags: Flags) -> UnsafeMutablePointer<UInt8> { answers[flags.index] }

  /// Lets a register of one word read a column that stands elsewhere, until it is set again.
  func bind(_ index: Int, to column: UnsafeMutablePointer<Int64>) { narrow[index] = column }

  /// The same for answers.
  func bind(_ flags: Flags, to column: UnsafeMutablePointer<UInt8>) {
    answers[flags.index] = column
  }
}

/// The values of a width.
protocol Word: FixedWidthInteger, SignedInteger, Sendable {
  static func pointer(_ register: Register, _ registers: Registers) -> UnsafeMutablePointer<Self>
}

extension Word {
  /// All ones below zero, and none from it on.
  @inline(__always)
  var signMask: Self { self >> Self(Self.bitWidth - 1) }
}

extension Int64: Word {
  static func pointer(_ register: Register, _ registers: Registers) -> UnsafeMutablePointer<Int64> {
    registers.words(register)
  }
}

extension Int128: Word {
  static func pointer(
    _ register: Register, _ registers: Registers
  ) -> UnsafeMutablePointer<Int128> {
    registers.doubleWords(register)
  }
}
