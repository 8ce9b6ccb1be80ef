/// A number as a workbook keeps it, read by its digits: no step goes through a binary number.
///
/// A workbook writes the binary number nearest to what was typed, with as many digits as tell it
/// from its neighbours: `0.30000000000000004`. Programs show 15 of them, and those are what people
/// know.
struct WorkbookNumber {
  /// How many digits a workbook keeps of a number.
  static let digitsMost = 15

  private var isNegative = false
  /// The digits from the first that is not 0 to the last that is not; none for 0.
  private var digits: [UInt8] = []
  /// How many digits stand before the point; negative where zeros follow it.
  private var pointPlace = 0

  /// Reads a number; nil where it is none.
  init?(_ text: String) {
    var rest = text.utf8[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    let whole = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest[whole.endIndex...]
    var all = Array(whole)
    pointPlace = all.count
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      all += fraction
      rest = rest[fraction.endIndex...]
    }
    guard !all.isEmpty, all.count <= Self.lengthMost else { return nil }
    if let mark = rest.first, mark == UInt8(ascii: "E") || mark == UInt8(ascii: "e") {
      guard let exponent = Int(String(Substring(rest.dropFirst()))),
        (-Self.exponentMost...Self.exponentMost).contains(exponent)
      else { return nil }
      pointPlace += exponent
      rest = rest[rest.endIndex...]
    }
    guard rest.isEmpty else { return nil }
    let zeros = all.prefix { $0 == 0x30 }.count
    digits = Array(all.dropFirst(zeros))
    pointPlace -= zeros
    trim()
  }

  /// The largest exponent of a binary number, and then some.
  private static let exponentMost = 400

  private static let lengthMost = 400

  private mutating func trim() {
    while digits.last == 0x30 { digits.removeLast() }
    if digits.isEmpty { (pointPlace, isNegative) = (1, false) }
  }

  /// Whether it is a whole number with more digits than a workbook keeps, so that the last ones are
  /// lost.
  var isTooLong: Bool { digits.count > Self.digitsMost && pointPlace >= digits.count }

  /// The number with the digits that a workbook keeps, half up.
  func rounded() -> WorkbookNumber {
    guard digits.count > Self.digitsMost else { return self }
    var number = self
    number.digits = Array(digits.prefix(Self.digitsMost))
    if digits[Self.digitsMost] >= 0x35 {
      var at = Self.digitsMost - 1
      while at >= 0, number.digits[at] == 0x39 {
        number.digits[at] = 0x30
        at -= 1
      }
      if at >= 0 {
        number.digits[at] += 1
      } else {
        number.digits = [0x31]
        number.pointPlace += 1
      }
    }
    number.trim()
    return number
  }

  /// The number times a power of ten.
  func shifted(by places: Int) -> WorkbookNumber {
    var number = self
    if !digits.isEmpty { number.pointPlace += places }
    return number
  }

  /// The number as people write it, without an exponent.
  var text: String {
    guard !digits.isEmpty else { return "0" }
    var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    if pointPlace <= 0 {
      bytes += [0x30, UInt8(ascii: ".")] + Array(repeating: 0x30, count: -pointPlace) + digits
    } else if pointPlace >= digits.count {
      bytes += digits + Array(repeating: 0x30, count: pointPlace - digits.count)
    } else {
      bytes += digits[..<pointPlace] + [UInt8(ascii: ".")] + digits[pointPlace...]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A whole number with so many digits before the point; any other as it is.
  func padded(to count: Int) -> String {
    guard !isNegative, pointPlace >= digits.count, pointPlace < count else { return text }
    let plain = text
    return String(repeating: "0", count: max(0, count - plain.utf8.count)) + plain
  }

  /// The number as a day, and a time where it has one; the number itself where it is no day.
  ///
  /// Days count from 1904 or from 1900.
  func dateText(isFrom1904: Bool) -> String {
    guard !isNegative, pointPlace <= 8 else { return text }
    func digit(_ place: Int) -> Int {
      digits.indices.contains(place) ? Int(digits[place] - 0x30) : 0
    }
    var days = (0..<max(0, pointPlace)).reduce(0) { $0 * 10 + digit($1) }
    var fraction = 0
    for place in pointPlace..<(pointPlace + 9) { fraction = fraction * 10 + digit(place) }
    var seconds = (fraction * 86_400 + 500_000_000) / 1_000_000_000
    if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
    guard days <= Self.lastDay else { return text }
    let time =
      "\(Self.two(seconds / 3600)):\(Self.two(seconds / 60 % 60)):\(Self.two(seconds % 60))"
    if days == 0, !isFrom1904 { return seconds == 0 ? text : time }
    let day = Self.day(days, isFrom1904)
    return seconds == 0 ? day : "\(day) \(time)"
  }

  /// The last day of the year 9999, counted from 1900.
  private static let lastDay = 2_958_465

  /// A day by its number.
  ///
  /// The first program that counted so took 1900 for a leap year, and all do since.
  private static func day(_ number: Int, _ isFrom1904: Bool) -> String {
    if !isFrom1904, number == 60 { return "1900-02-29" }
    // Days from 0000-03-01, where every fourth year begins behind its 29 February.
    let from = isFrom1904 ? number + 1462 : number < 60 ? number + 1 : number
    let days = from + 693_899
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    let digits = String(year)
    let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    return "\(padded)-\(two(month < 10 ? month + 3 : month - 9))-\(two(day))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
