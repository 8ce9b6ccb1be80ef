/// Writes CSV (RFC 4180) that is safe to open in a spreadsheet.
///
/// Fields are separated by commas, records end with LF. A field is quoted when it holds a
/// quote, a line break, a comma, a semicolon or a tab, when space stands at its ends, and when
/// it is empty and alone, so that ``CSVReader`` gives back what was written.
///
/// A cell that a spreadsheet could run as a formula is written with `'` before it: one that
/// begins with `=`, `+`, `-`, `@`, their full-width forms, TAB, CR or LF and is not a plain
/// decimal number. This follows OWASP, "CSV Injection"; it is the one case in which reading
/// gives another text.
public struct CSVText: Sendable {
  /// The records so far, each with its line ending.
  public private(set) var text = ""

  /// A text without records.
  public init() {}

  /// Writes one record; without fields, nothing.
  ///
  /// - Parameter fields: the texts of the fields, in order.
  /// - Complexity: O(*n*) in the length of the fields.
  public mutating func append(_ fields: [String]) {
    guard !fields.isEmpty else { return }
    for (index, field) in fields.enumerated() {
      if index > 0 { text += "," }
      append(field: field, isAlone: fields.count == 1)
    }
    text += "\n"
  }

  private mutating func append(field: String, isAlone: Bool) {
    let prefix = Self.isFormulaLike(field) ? "'" : ""
    guard Self.needsQuotes(field) || isAlone && field.isEmpty else {
      text += prefix + field
      return
    }
    text += "\"" + prefix
    for scalar in field.unicodeScalars {
      if scalar == "\"" { text += "\"" }
      text.unicodeScalars.append(scalar)
    }
    text += "\""
  }

  private static func needsQuotes(_ field: String) -> Bool {
    let utf8 = field.utf8
    if utf8.first == 0x20 || utf8.last == 0x20 { return true }
    return utf8.contains { byte in
      switch byte {
      case 0x22, 0x0A, 0x0D, 0x2C, 0x3B, 0x09: return true
      default: return false
      }
    }
  }

  /// Whether a spreadsheet could take a text for a formula.
  static func isFormulaLike(_ field: String) -> Bool {
    switch field.unicodeScalars.first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠":
      return !isPlainNumber(field)
    default: return false
    }
  }

  /// Whether a text is a sign, digits, and perhaps a fraction and an exponent.
  private static func isPlainNumber(_ field: String) -> Bool {
    var rest = field.utf8[...]
    if let sign = rest.first, sign == 0x2B || sign == 0x2D { rest.removeFirst() }
    guard skipDigits(&rest) else { return false }
    if rest.first == 0x2E {
      rest.removeFirst()
      guard skipDigits(&rest) else { return false }
    }
    if let mark = rest.first, mark == 0x45 || mark == 0x65 {
      rest.removeFirst()
      if let sign = rest.first, sign == 0x2B || sign == 0x2D { rest.removeFirst() }
      guard skipDigits(&rest) else { return false }
    }
    return rest.isEmpty
  }

  /// Drops leading digits; false when there was none.
  private static func skipDigits(_ rest: inout Substring.UTF8View) -> Bool {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest[digits.endIndex...]
    return !digits.isEmpty
  }
}
