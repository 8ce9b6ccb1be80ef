/// A day of the Gregorian calendar, counted in days from 1970-01-01.
public struct Date: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days after 1970-01-01; negative before it.
  public let dayNumber: Int

  /// The day of a day number.
  public init(dayNumber: Int) { self.dayNumber = dayNumber }

  /// The day of a year, month and day, or nil where the calendar has none; years 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.dayCount(year: year, month: month)
    else { return nil }
    // Days from civil: years begin in March, so that the leap day comes last.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    dayNumber = era * 146_097 + dayOfEra - 719_468
  }

  /// Reads `2023-12-31`, `2023/12/31` or `2023年12月31日`.
  public init?(text: String) {
    var fields: [Int] = [0]
    var digits = 0
    for scalar in text.unicodeScalars {
      if let digit = Int(String(scalar)), scalar.isASCII {
        guard digits < 4 else { return nil }
        fields[fields.count - 1] = fields[fields.count - 1] * 10 + digit
        digits += 1
      } else if "-/年月".unicodeScalars.contains(scalar), digits > 0, fields.count < 3 {
        fields.append(0)
        digits = 0
      } else if scalar == "日", fields.count == 3, digits > 0 {
        digits = 4
      } else {
        return nil
      }
    }
    guard fields.count == 3, digits > 0 else { return nil }
    self.init(year: fields[0], month: fields[1], day: fields[2])
  }

  /// The day numbers of the years 1 to 9999, for which calculations with dates are defined.
  public static let calendar = -719_162...2_932_896

  /// The year, month and day.
  public var fields: (year: Int, month: Int, day: Int) {
    // Whole eras first, so that no day number is too large to be shifted.
    let (eras, rest) = dayNumber.quotientAndRemainder(dividingBy: 146_097)
    let shifted = rest + 719_468
    let more = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let era = eras + more
    let dayOfEra = shifted - more * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The form `2023-12-31`.
  public var description: String {
    let (year, month, day) = fields
    func padded(_ value: Int, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// Whole years from another day to this one; an anniversary completes a year.
  public func wholeYears(since other: Date) -> Int {
    if self < other { return -other.wholeYears(since: self) }
    let (later, earlier) = (fields, other.fields)
    let completed = (later.month, later.day) >= (earlier.month, earlier.day)
    return later.year - earlier.year - (completed ? 0 : 1)
  }

  /// The earlier day is the smaller one.
  public static func < (left: Date, right: Date) -> Bool { left.dayNumber < right.dayNumber }

  private static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
