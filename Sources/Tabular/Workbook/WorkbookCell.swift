/// A cell that is to be written.
public enum WorkbookCell: Sendable, Equatable {
  /// Nothing.
  case empty
  /// A text, which stays one whatever it begins with.
  case text(String)
  /// A number by its decimal text, shown with so many digits behind the point.
  case number(String, decimals: Int)

  /// A number that is shown as it is written, or a text where it is no decimal number, or has more
  /// digits than a workbook keeps: nothing of it may be lost.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - decimalsMin: the fewest digits behind the point that a number is shown with.
  /// - Returns: the cell.
  public static func number(orText text: String, decimalsMin: Int = 0) -> WorkbookCell {
    if text.isEmpty { return .empty }
    var digits = text.utf8[...]
    if digits.first == UInt8(ascii: "-") { digits = digits.dropFirst() }
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) }
    }
    guard areDigits, parts.count <= 2 else { return .text(text) }
    let all = parts.joined().drop { $0 == 0x30 }
    let zeros = all.reversed().prefix { $0 == 0x30 }.count
    let decimals = max(parts.count == 2 ? parts[1].count : 0, decimalsMin)
    guard all.count - zeros <= WorkbookNumber.digitsMost, decimals <= WorkbookStyles.decimalsMost
    else { return .text(text) }
    return .number(text, decimals: decimals)
  }
}

/// Rows on their way from where they are made to where they are written.
///
/// They are text, so that they go the way of all other results: any thread can make some, and
/// ``WorksheetWriter`` adds them where their turn has come. What a cell holds is escaped already,
/// so that the characters between cells and rows never stand in one.
public struct WorkbookRows: Sendable {
  /// The rows so far.
  public private(set) var text = ""

  /// The byte behind each cell.
  static let cellEnd: UInt8 = 0x1F

  /// The byte behind each row.
  static let rowEnd: UInt8 = 0x1E

  /// The first byte of a cell, which says what it is; a number's says how many digits stand behind
  /// its point.
  enum Mark {
    static let text = UInt8(ascii: "t")
    static let guarded = UInt8(ascii: "q")
    static let number = UInt8(ascii: "A")
  }

  /// No rows.
  public init() {}

  /// Adds a row to one of several sheets, told by its number from 0.
  public mutating func append(_ cells: [WorkbookCell], toSheet sheet: Int) {
    text += "\(sheet)\u{1F}"
    for cell in cells {
      switch cell {
      case .empty: break
      case .text(let content) where content.isEmpty: break
      case .text(let content):
        text += CSVText.isFormulaLike(content) ? "q" : "t"
        text += WorkbookText.escaped(content)
      case .number(let digits, let decimals):
        text.unicodeScalars.append(Unicode.Scalar(Mark.number + UInt8(min(decimals, 50))))
        text += digits
      }
      text += "\u{1F}"
    }
    text += "\u{1E}"
  }

  /// The sheets of the rows in a text, with the bytes of their cells.
  public static func rows(in bytes: ArraySlice<UInt8>) -> [(sheet: Int, cells: ArraySlice<UInt8>)] {
    bytes.split(separator: rowEnd).compactMap { row in
      guard let end = row.firstIndex(of: cellEnd),
        let sheet = Int(String(decoding: row[..<end], as: UTF8.self))
      else { return nil }
      return (sheet, row[(end + 1)...])
    }
  }
}
