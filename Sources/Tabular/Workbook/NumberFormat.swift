/// What the number format of a cell makes of a number (ECMA-376 part 1, 18.8.30), as far as it
/// changes what the number says to whoever looks at it.
enum NumberFormat: Equatable, Sendable {
  /// The number as it is; how many digits are shown makes no difference.
  case plain
  /// In percent.
  case percent
  /// A day, or a time of day.
  case date
  /// With zeros before it, so that it has so many digits.
  case padded(Int)
  /// With a text behind it, such as 万元.
  case suffix(String)
  /// Divided by a thousand or more for show, so that the number seen is not the one that is kept.
  case scaled

  /// The format of one of the numbers that stand for a code.
  init(number: Int) {
    switch number {
    case 9, 10: self = .percent
    case 14...22, 27...36, 45...47, 50...58: self = .date
    default: self = .plain
    }
  }

  /// The format of a code.
  init(code: String) {
    var reading = Reading()
    self = reading.format(of: Array(code.unicodeScalars))
  }

  private struct Reading {
    private var hasDigits = false
    private var isPercent = false
    private var isDate = false
    private var isScaled = false
    private var commaCount = 0
    /// How many digits before the point are always shown.
    private var zeroCount = 0
    private var hasPoint = false
    /// What stands behind the last digit.
    private var literal = ""

    mutating func format(of code: [Unicode.Scalar]) -> NumberFormat {
      var at = 0
      while at < code.count, code[at] != ";" {
        at += read(code, at)
      }
      if isDate { return .date }
      if isPercent { return .percent }
      if isScaled || commaCount > 0 { return .scaled }
      let text = literal.filter { $0 != " " }
      if hasDigits, !text.isEmpty { return .suffix(text) }
      return zeroCount > 1 && !hasPoint ? .padded(zeroCount) : .plain
    }

    /// Reads what stands at a place; how many scalars it has.
    private mutating func read(_ code: [Unicode.Scalar], _ at: Int) -> Int {
      let rest = code[(at + 1)...]
      switch code[at] {
      case "\"":
        let end = rest.firstIndex(of: "\"") ?? code.count
        literal.unicodeScalars.append(contentsOf: code[(at + 1)..<end])
        return end + 1 - at
      case "\\", "!":
        if let next = rest.first { literal.unicodeScalars.append(next) }
        return 2
      case "_", "*": return 2
      case "G", "g":
        // The format that says nothing, by its name.
        let isGeneral = "eneral".unicodeScalars.elementsEqual(rest.prefix(6)) || rest.first == "E"
        if isGeneral { digit() }
        return isGeneral ? 7 : 1
      case "[":
        let end = rest.firstIndex(of: "]") ?? code.count
        readBrackets(code[(at + 1)..<end])
        return end + 1 - at
      case "0":
        zeroCount += 1
        digit()
      case "#", "?": digit()
      case ",": if hasDigits { commaCount += 1 }
      case ".":
        hasPoint = true
        commaCount = 0
      case "%": isPercent = true
      case "y", "Y", "d", "D", "m", "M", "h", "H", "s", "S", "a", "A": isDate = true
      case "E", "e":
        // An exponent, or the year of an era.
        if rest.first == "+" || rest.first == "-" { return 2 }
        isDate = true
      case let other: if other.value > 0x7F, hasDigits { literal.unicodeScalars.append(other) }
      }
      return 1
    }

    private mutating func digit() {
      // `0"."0000` shows 12345 as 1.2345.
      if hasDigits, literal.contains(".") { isScaled = true }
      hasDigits = true
      literal = ""
      commaCount = 0
    }

    /// `[h]` is a time, `[$元-804]` a text, and the rest colours and conditions.
    private mutating func readBrackets(_ inside: ArraySlice<Unicode.Scalar>) {
      guard let first = inside.first else { return }
      if first == "$" {
        guard hasDigits else { return }
        literal.unicodeScalars.append(contentsOf: inside.dropFirst().prefix { $0 != "-" })
      } else if inside.allSatisfy({ "hHmMsS".unicodeScalars.contains($0) }) {
        isDate = true
      }
    }
  }
}
