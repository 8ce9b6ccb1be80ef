/// Arithmetic as done on paper, a decimal digit at a time: slow, plain, and with nothing in common
/// with the module under test.
struct PaperNumber: Equatable, CustomStringConvertible {
  /// Least significant first, without leading zeros; zero has none.
  private var digits: [Int]
  private(set) var isNegative: Bool

  private init(_ digits: [Int], isNegative: Bool) {
    self.digits = digits
    while self.digits.last == 0 { self.digits.removeLast() }
    self.isNegative = isNegative && !self.digits.isEmpty
  }

  init(_ text: String) {
    let isNegative = text.hasPrefix("-")
    let digits = text.drop { $0 == "-" }.reversed().map { $0.wholeNumberValue ?? 0 }
    self.init(digits, isNegative: isNegative)
  }

  var isZero: Bool { digits.isEmpty }

  var description: String {
    if isZero { return "0" }
    return (isNegative ? "-" : "") + digits.reversed().map(String.init).joined()
  }

  static prefix func - (operand: PaperNumber) -> PaperNumber {
    PaperNumber(operand.digits, isNegative: !operand.isNegative)
  }

  static func + (lhs: PaperNumber, rhs: PaperNumber) -> PaperNumber {
    if lhs.isNegative == rhs.isNegative {
      return PaperNumber(sum(lhs.digits, rhs.digits), isNegative: lhs.isNegative)
    }
    if isLess(lhs.digits, rhs.digits) {
      return PaperNumber(difference(rhs.digits, lhs.digits), isNegative: rhs.isNegative)
    }
    return PaperNumber(difference(lhs.digits, rhs.digits), isNegative: lhs.isNegative)
  }

  static func - (lhs: PaperNumber, rhs: PaperNumber) -> PaperNumber { lhs + -rhs }

  static func * (lhs: PaperNumber, rhs: PaperNumber) -> PaperNumber {
    var columns = [Int](repeating: 0, count: lhs.digits.count + rhs.digits.count)
    for (row, left) in lhs.digits.enumerated() {
      for (column, right) in rhs.digits.enumerated() { columns[row + column] += left * right }
    }
    for column in columns.indices.dropLast() {
      columns[column + 1] += columns[column] / 10
      columns[column] %= 10
    }
    return PaperNumber(columns, isNegative: lhs.isNegative != rhs.isNegative)
  }

  static func < (lhs: PaperNumber, rhs: PaperNumber) -> Bool { (lhs - rhs).isNegative }

  /// Long division, each digit of the quotient by subtracting over and over.
  func quotientAndRemainder(
    dividingBy divisor: PaperNumber
  ) -> (quotient: PaperNumber, remainder: PaperNumber) {
    var quotient: [Int] = []
    var rest: [Int] = []
    for digit in digits.reversed() {
      rest.insert(digit, at: 0)
      while rest.last == 0 { rest.removeLast() }
      var count = 0
      while !PaperNumber.isLess(rest, divisor.digits) {
        rest = PaperNumber(PaperNumber.difference(rest, divisor.digits), isNegative: false).digits
        count += 1
      }
      quotient.insert(count, at: 0)
    }
    return (
      PaperNumber(quotient, isNegative: isNegative != divisor.isNegative),
      PaperNumber(rest, isNegative: isNegative)
    )
  }

  private static func sum(_ left: [Int], _ right: [Int]) -> [Int] {
    var result: [Int] = []
    var carry = 0
    for column in 0...max(left.count, right.count) {
      let total = digit(left, column) + digit(right, column) + carry
      result.append(total % 10)
      carry = total / 10
    }
    return result
  }

  private static func difference(_ left: [Int], _ right: [Int]) -> [Int] {
    var result: [Int] = []
    var borrow = 0
    for column in left.indices {
      let total = left[column] - digit(right, column) - borrow
      result.append(total < 0 ? total + 10 : total)
      borrow = total < 0 ? 1 : 0
    }
    return result
  }

  private static func digit(_ digits: [Int], _ column: Int) -> Int {
    column < digits.count ? digits[column] : 0
  }

  /// Compares digits without leading zeros.
  private static func isLess(_ left: [Int], _ right: [Int]) -> Bool {
    if left.count != right.count { return left.count < right.count }
    return left.reversed().lexicographicallyPrecedes(right.reversed())
  }
}
