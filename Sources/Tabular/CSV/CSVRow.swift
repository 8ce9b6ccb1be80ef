/// One field of a CSV record, with its place.
public struct CSVField: Sendable {
  /// What the field says: without its quotes, doubled quotes made single.
  public let text: String

  /// Its bytes in the file, with its quotes.
  public let range: Range<Int>

  /// Whether it stood in quotes, which tells `""` from nothing.
  public let wasQuoted: Bool
}

/// One record of a CSV file, as made by ``CSVReader``; it has at least one field.
public struct CSVRow: Sendable {
  /// The fields in order.
  public let fields: [CSVField]

  /// The bytes of the record in the file, without the line ending; it may span lines.
  public let range: Range<Int>
}

/// Why a record is not CSV, and where.
public struct CSVError: Error, Equatable, Sendable {
  /// The ways in which a record fails to be CSV; each says what ``CSVError/range`` marks.
  public enum Reason: Sendable {
    /// A quoted field is never closed; its opening quote.
    case unterminatedQuote
    /// Something other than a separator follows a closing quote; it, up to the separator.
    case textAfterQuote
    /// A field that does not begin with a quote holds one; that quote.
    case quoteInField
    /// A record has more than ``CSVReader/fieldCountMax`` fields; the separator that is one
    /// too many.
    case tooManyFields
    /// A field has more than ``CSVReader/fieldBytesMax`` bytes; as much of it as may stand.
    case fieldTooLong
    /// A record has more than ``CSVReader/recordBytesMax`` bytes; the first of them.
    case recordTooLong
  }

  /// What is wrong.
  public let reason: Reason

  /// The bytes that it is about, as offsets in the file.
  public let range: Range<Int>
}

/// The byte between two fields.
public enum CSVSeparator: UInt8, Sendable, CaseIterable {
  /// `,`, as in RFC 4180.
  case comma = 0x2C
  /// `;`, as spreadsheets write where the comma is the decimal mark.
  case semicolon = 0x3B
  /// A tab, as in text copied from spreadsheets.
  case tab = 0x09
}
