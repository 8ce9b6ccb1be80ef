import ExactNumbers
import RuleLang

/// Runs the steps of a plan over a block.
struct BlockRun {
  let registers: Registers
  let count: Int

  /// A run over the first rows of the registers.
  init(_ registers: Registers, count: Int) {
    self.registers = registers
    self.count = min(max(0, count), registers.capacity)
  }

  /// Takes all steps of a plan.
  func run(_ plan: BlockPlan) {
    for step in plan.steps { run(step) }
  }

  private func run(_ step: Step) {
    switch step {
    case .set(let value, let to):
      to.isWide ? set(value, to) : set(Int64(truncatingIfNeeded: value), to)
    case .widen(let from, let to): widen(from, to)
    case .narrow(let from, let to): narrow(from, to)
    case .linear(let terms, let constant, let to):
      to.isWide
        ? linear(terms, constant, to) : linear(terms, Int64(truncatingIfNeeded: constant), to)
    case .product(let left, let right, let to):
      to.isWide
        ? combine(left, right, to, of: Int128.self) { $0 &* $1 }
        : combine(left, right, to, of: Int64.self) { $0 &* $1 }
    case .minimum(let left, let right, let to):
      to.isWide
        ? combine(left, right, to, of: Int128.self, lesser)
        : combine(left, right, to, of: Int64.self, lesser)
    case .maximum(let left, let right, let to):
      to.isWide
        ? combine(left, right, to, of: Int128.self, greater)
        : combine(left, right, to, of: Int64.self, greater)
    case .atLeast(let source, let limit, let to):
      to.isWide
        ? map(source, to, of: Int128.self, limit, greater)
        : map(source, to, of: Int64.self, limit, greater)
    case .atMost(let source, let limit, let to):
      to.isWide
        ? map(source, to, of: Int128.self, limit, lesser)
        : map(source, to, of: Int64.self, limit, lesser)
    case .magnitude(let source, let to):
      to.isWide
        ? map(source, to, of: Int128.self, 0) { value, _ in magnitude(value) }
        : map(source, to, of: Int64.self, 0) { value, _ in magnitude(value) }
    case .lookUp(let source, let lower, let table, let to): lookUp(source, lower, table, to)
    case .tally(let items, let constant, let to): tally(items, constant, to)
    default: runOther(step)
    }
  }

  private func runOther(_ step: Step) {
    switch step {
    case .moveSign(let divisor, let dividend, let to):
      to.divisor.isWide
        ? moveSign(divisor, dividend, to, of: Int128.self)
        : moveSign(divisor, dividend, to, of: Int64.self)
    case .withoutZero(let source, let zeros, let to):
      to.isWide
        ? withoutZero(source, zeros, to, of: Int128.self)
        : withoutZero(source, zeros, to, of: Int64.self)
    case .select(let mask, let first, let second, let to):
      to.isWide
        ? select(mask, first, second, to, of: Int128.self)
        : select(mask, first, second, to, of: Int64.self)
    case .selectConstant(let mask, let value, let otherwise, let to):
      to.isWide
        ? select(mask, value, otherwise, to)
        : select(mask, Int64(truncatingIfNeeded: value), otherwise, to)
    case .compare, .compareConstant, .compareQuotient: compare(step)
    case .bands(let top, let bottom, let row, let to):
      if row.areShort {
        shortBands(top, bottom, row, to)
      } else {
        top.isWide
          ? bands(top, bottom, row, to, of: Int128.self)
          : bands(top, bottom, row, to, of: Int64.self)
      }
    case .deduct(let distance, let deduction, let to): deduct(distance, deduction, to)
    case .roundQuotient(let top, let scale, let bottom, let divisor, let mode, let to):
      to.isWide
        ? roundQuotient(top, scale, bottom, divisor, mode, to, of: Int128.self)
        : roundQuotient(top, scale, bottom, divisor, mode, to, of: Int64.self)
    case .roundSum(let parts, let constant, let divisor, let mode, let to, let unknown):
      RoundedSum(parts, constant: constant, divisor: divisor, mode)
        .run(registers, count, to: to, unknown: unknown)
    case .setFlags(let value, let to):
      registers.flags(to).update(repeating: value ? 1 : 0, count: count)
    case .and(let first, let second, let to): combine(first, second, to) { $0 & $1 }
    case .or(let first, let second, let to): combine(first, second, to) { $0 | $1 }
    case .not(let source, let to): combine(source, source, to) { first, _ in first ^ 1 }
    case .selectFlags(let mask, let first, let second, let to): select(mask, first, second, to)
    default: break
    }
  }

  // MARK: Numbers

  private func set<T: Word>(_ value: T, _ to: Register) {
    T.pointer(to, registers).update(repeating: value, count: count)
  }

  private func widen(_ from: Register, _ to: Register) {
    let (source, target) = (registers.words(from), registers.doubleWords(to))
    for row in 0..<count { target[row] = Int128(source[row]) }
  }

  private func narrow(_ from: Register, _ to: Register) {
    let (source, target) = (registers.doubleWords(from), registers.words(to))
    for row in 0..<count { target[row] = Int64(truncatingIfNeeded: source[row]) }
  }

  @inline(__always)
  private func combine<T: Word>(
    _ left: Register, _ right: Register, _ to: Register, of type: T.Type, _ body: (T, T) -> T
  ) {
    let (first, second) = (T.pointer(left, registers), T.pointer(right, registers))
    let target = T.pointer(to, registers)
    for row in 0..<count { target[row] = body(first[row], second[row]) }
  }

  @inline(__always)
  private func map<T: Word>(
    _ source: Register, _ to: Register, of type: T.Type, _ constant: Int128, _ body: (T, T) -> T
  ) {
    let (values, target) = (T.pointer(source, registers), T.pointer(to, registers))
    let constant = T(truncatingIfNeeded: constant)
    for row in 0..<count { target[row] = body(values[row], constant) }
  }

  // Comparing and choosing takes twice the instructions of these three, which take the sign of a
  // difference as a mask; a difference of numbers that fit has one.

  @inline(__always)
  private func lesser<T: Word>(_ left: T, _ right: T) -> T {
    let difference = left &- right
    return right &+ (difference & difference.signMask)
  }

  @inline(__always)
  private func greater<T: Word>(_ left: T, _ right: T) -> T {
    let difference = left &- right
    return left &- (difference & difference.signMask)
  }

  @inline(__always)
  private func magnitude<T: Word>(_ value: T) -> T {
    (value ^ value.signMask) &- value.signMask
  }

  private func linear<T: Word>(_ terms: [Step.Term], _ constant: T, _ to: Register) {
    let target = T.pointer(to, registers)
    func factor(_ index: Int) -> T { T(truncatingIfNeeded: terms[index].factor) }
    func values(_ index: Int) -> UnsafeMutablePointer<T> {
      T.pointer(terms[index].register, registers)
    }
    guard !terms.isEmpty else { return set(constant, to) }
    var next: Int
    if terms.count > 2, factor(0) == 1, factor(1) == 1, factor(2) == 1 {
      let (a, b, c) = (values(0), values(1), values(2))
      for row in 0..<count { target[row] = a[row] &+ b[row] &+ c[row] &+ constant }
      next = 3
    } else if terms.count > 1, factor(0) == 1, factor(1) == -1 {
      // Multiplying by one takes as long as by any number.
      let (a, b) = (values(0), values(1))
      for row in 0..<count { target[row] = a[row] &- b[row] &+ constant }
      next = 2
    } else if terms.count > 1 {
      let (a, b, p, q) = (values(0), values(1), factor(0), factor(1))
      for row in 0..<count { target[row] = a[row] &* p &+ b[row] &* q &+ constant }
      next = 2
    } else {
      let (a, p) = (values(0), factor(0))
      for row in 0..<count { target[row] = a[row] &* p &+ constant }
      next = 1
    }
    while next + 2 < terms.count, factor(next) == 1, factor(next + 1) == 1, factor(next + 2) == 1 {
      let (a, b, c) = (values(next), values(next + 1), values(next + 2))
      for row in 0..<count { target[row] = target[row] &+ a[row] &+ b[row] &+ c[row] }
      next += 3
    }
    while next < terms.count, factor(next) == 1 || factor(next) == -1 {
      let a = values(next)
      if factor(next) == 1 {
        for row in 0..<count { target[row] = target[row] &+ a[row] }
      } else {
        for row in 0..<count { target[row] = target[row] &- a[row] }
      }
      next += 1
    }
    while next + 1 < terms.count {
      let (a, b, p, q) = (values(next), values(next + 1), factor(next), factor(next + 1))
      for row in 0..<count { target[row] = target[row] &+ a[row] &* p &+ b[row] &* q }
      next += 2
    }
    while next < terms.count {
      let (a, p) = (values(next), factor(next))
      for row in 0..<count { target[row] = target[row] &+ a[row] &* p }
      next += 1
    }
  }

  private func moveSign<T: Word>(
    _ divisor: Register, _ dividend: Register, _ to: (divisor: Register, dividend: Register),
    of type: T.Type
  ) {
    let (bottom, top) = (T.pointer(divisor, registers), T.pointer(dividend, registers))
    let target = (T.pointer(to.divisor, registers), T.pointer(to.dividend, registers))
    for row in 0..<count {
      let isNegative = bottom[row] < 0
      target.1[row] = isNegative ? 0 &- top[row] : top[row]
      target.0[row] = isNegative ? 0 &- bottom[row] : bottom[row]
    }
  }

  private func withoutZero<T: Word>(
    _ source: Register, _ zeros: Flags, _ to: Register, of type: T.Type
  ) {
    let (values, target) = (T.pointer(source, registers), T.pointer(to, registers))
    let flags = registers.flags(zeros)
    for row in 0..<count { target[row] = values[row] &+ T(truncatingIfNeeded: flags[row]) }
  }

  private func select<T: Word>(
    _ mask: Flags, _ first: Register, _ second: Register, _ to: Register, of type: T.Type
  ) {
    let (one, two) = (T.pointer(first, registers), T.pointer(second, registers))
    let (flags, target) = (registers.flags(mask), T.pointer(to, registers))
    // Without a branch: which rows are chosen cannot be foretold.
    for row in 0..<count {
      let mask = 0 &- T(truncatingIfNeeded: flags[row])
      target[row] = (one[row] & mask) | (two[row] & ~mask)
    }
  }

  private func select<T: Word>(_ mask: Flags, _ value: T, _ otherwise: Register, _ to: Register) {
    let (flags, other) = (registers.flags(mask), T.pointer(otherwise, registers))
    let target = T.pointer(to, registers)
    for row in 0..<count {
      let mask = 0 &- T(truncatingIfNeeded: flags[row])
      target[row] = (value & mask) | (other[row] & ~mask)
    }
  }

  private func lookUp(_ source: Register, _ lower: Int64, _ table: [Int64], _ to: Register) {
    let (values, target) = (registers.words(source), registers.words(to))
    // The bounds of the register say that it lies within the table; rows that are left out of a
    // block are the exception, and have 0 where they would be outside.
    table.withUnsafeBufferPointer { table in
      let last = UInt64(table.count)
      for row in 0..<count {
        let place = UInt64(bitPattern: values[row] &- lower)
        target[row] = place < last ? table[Int(place)] : 0
      }
    }
  }

  private func tally(_ items: [(Flags, Int64)], _ constant: Int64, _ to: Register) {
    if let points = items.first?.1, let points = UInt32(exactly: points),
      items.allSatisfy({ $0.1 == Int64(points) })
    {
      return count(items.map { registers.flags($0.0) }, points, constant, to)
    }
    let target = registers.words(to)
    set(constant, to)
    var next = 0
    while next + 1 < items.count {
      let (a, b) = (registers.flags(items[next].0), registers.flags(items[next + 1].0))
      let (p, q) = (items[next].1, items[next + 1].1)
      for row in 0..<count {
        target[row] = target[row] &+ ((0 &- Int64(a[row])) & p) &+ ((0 &- Int64(b[row])) & q)
      }
      next += 2
    }
    if next < items.count {
      let (a, p) = (registers.flags(items[next].0), items[next].1)
      for row in 0..<count { target[row] = target[row] &+ ((0 &- Int64(a[row])) & p) }
    }
  }

  /// Counts what holds, four at a time: few sums of bytes, and one multiplication of a count.
  private func count(
    _ items: [UnsafeMutablePointer<UInt8>], _ points: UInt32, _ constant: Int64, _ to: Register
  ) {
    let target = registers.words(to)
    let factor = UInt64(points)
    @inline(__always) func add(_ isFirst: Bool, _ sum: (Int) -> UInt8) {
      if isFirst {
        for row in 0..<count {
          target[row] = constant &+ Int64(bitPattern: UInt64(sum(row)) &* factor)
        }
      } else {
        for row in 0..<count {
          target[row] = target[row] &+ Int64(bitPattern: UInt64(sum(row)) &* factor)
        }
      }
    }
    var next = 0
    while next < items.count {
      let (rest, isFirst) = (items.count - next, next == 0)
      let a = items[next]
      switch rest {
      case 1: add(isFirst) { a[$0] }
      case 2:
        let b = items[next + 1]
        add(isFirst) { a[$0] &+ b[$0] }
      case 3:
        let (b, c) = (items[next + 1], items[next + 2])
        add(isFirst) { a[$0] &+ b[$0] &+ c[$0] }
      default:
        let (b, c, d) = (items[next + 1], items[next + 2], items[next + 3])
        add(isFirst) { a[$0] &+ b[$0] &+ c[$0] &+ d[$0] }
      }
      next += 4
    }
  }

  // MARK: Answers

  @inline(__always)
  private func combine(
    _ first: Flags, _ second: Flags, _ to: Flags, _ body: (UInt8, UInt8) -> UInt8
  ) {
    let (one, two) = (registers.flags(first), registers.flags(second))
    let target = registers.flags(to)
    for row in 0..<count { target[row] = body(one[row], two[row]) }
  }

  private func select(_ mask: Flags, _ first: Flags, _ second: Flags, _ to: Flags) {
    let (flags, target) = (registers.flags(mask), registers.flags(to))
    let (one, two) = (registers.flags(first), registers.flags(second))
    for row in 0..<count {
      let all = 0 &- flags[row]
      target[row] = one[row] & all | two[row] & ~all
    }
  }
}
