public import RuleLang

/// A record as the data file has it, before it meets a ruleset.
///
/// ``DataReader`` makes it. Its values have no types yet; ``Binder`` gives them theirs.
public struct RawRecord: Sendable {
  /// The department.
  public internal(set) var department: String?

  /// The fiscal year.
  public internal(set) var fiscalYear: Int?

  /// The day whose rules it is scored by, where the data state it.
  public internal(set) var evaluationDay: Date?

  /// The name of the scheme, where the data state it.
  public internal(set) var scheme: String?

  /// Where the record stands in its file.
  public let place: SourceRange

  /// The narrowest place that stands for the record: its department, or where it begins.
  public internal(set) var anchor: SourceRange

  /// Where the fiscal year stands, or ``anchor``.
  public internal(set) var fiscalYearPlace: SourceRange

  /// Where the name of the scheme stands, or ``anchor``.
  public internal(set) var schemePlace: SourceRange

  /// Where the day stands whose rules it is scored by, or ``anchor``.
  public internal(set) var evaluationDayPlace: SourceRange

  /// What was wrong with the record itself, whatever its ruleset; ``Binder/bind(_:)`` repeats it.
  public internal(set) var diagnostics: [Diagnostic] = []

  /// Whether its facts stand under the header of a sheet, which is checked once for the file.
  package var isSheetRow = false
  var unit: RawValue?
  var facts: [RawMember] = []
  var sources: [RawMember] = []
  var judgments: [RawMember] = []
  var claims: [RawMember] = []
  /// The rows that tables in files of their own have for it.
  var tables: [RawTable] = []

  /// Says that a record of its department, year, scheme and day came before it.
  ///
  /// - Parameters:
  ///   - first: where that one stands; nil where its text is no longer there.
  ///   - number: its number among the records of the file, from 0.
  public mutating func markRepeated(first: SourceRange?, number: Int) {
    guard let department, let fiscalYear else { return }
    let finding =
      first.map { Finding.repeatedRecord(department, fiscalYear, first: $0) }
      ?? Finding.repeatedRecord(department, fiscalYear, firstNumber: number + 1)
    diagnostics.append(finding.at(anchor))
  }

  /// A record that states a year and a scheme, and nothing else.
  package static func stating(year: Int, scheme: String?) -> RawRecord {
    var record = RawRecord(place: SourceRange(file: 0, lower: 0, upper: 0))
    record.fiscalYear = year
    record.scheme = scheme
    return record
  }

  init(place: SourceRange) {
    self.place = place
    anchor = SourceRange(file: place.file, lower: place.lower, upper: place.lower)
    fiscalYearPlace = anchor
    schemePlace = anchor
    evaluationDayPlace = anchor
  }
}

/// The records of one data file, with the tables that stand beside it.
public struct DataSet: Sendable {
  /// The texts that were read: the data file, then the files of its tables.
  ///
  /// Places refer to them by index, counted from the index that the reader was given.
  public internal(set) var files: [SourceFile] = []

  /// The records, in order; those that could not be read are among them, with what was found.
  public internal(set) var records: [RawRecord] = []

  /// What concerns no single record.
  public internal(set) var diagnostics: [Diagnostic] = []

  /// What holds where the data say nothing.
  var defaults = DataDefaults()

  /// The sheet of a workbook that the records are the rows of.
  var sheetName: String?
  /// The header of the records, if they are rows of a sheet.
  var header: RawHeader?
  /// The tables in files of their own.
  var tableFiles: [RawTableFile] = []
}

/// A value as the data have it.
struct RawValue: Sendable {
  enum Content: Sendable {
    case missing
    case boolean(Bool)
    /// A JSON number, as written.
    case number(String)
    case text(String)
    case list([RawValue])
    case object([RawMember])
  }

  let content: Content
  let range: SourceRange

  var isMissing: Bool {
    if case .missing = content { return true }
    return false
  }
}

/// A name and its value; names are in NFC, without space around them.
struct RawMember: Sendable {
  let name: String
  let nameRange: SourceRange
  let value: RawValue
}

/// A column of a sheet; its name is empty where the header has none.
struct RawColumn: Sendable {
  let name: String
  let range: SourceRange
}

/// The header of a sheet.
struct RawHeader: Sendable {
  let columns: [RawColumn]
  let range: SourceRange
  /// Which columns say what record a row is or belongs to.
  var department: Int?
  var fiscalYear: Int?
  var scheme: Int?
  var evaluationDate: Int?
  /// Where no column says what each row needs, the one that was probably meant to.
  var guesses: [DataWord: Int] = [:]

  /// The name of the column that was probably meant to say it.
  func guess(_ word: DataWord) -> String? { guesses[word].map { columns[$0].name } }

  /// What each column says of a row, if it is none that holds figures.
  var words: [DataWord?] {
    columns.enumerated().map { index, column in
      index == department ? .department : DataWord.column(column.name)
    }
  }

  /// The columns that hold figures.
  var figures: [RawColumn] {
    zip(columns, words).compactMap { $0.name.isEmpty || $1 != nil ? nil : $0 }
  }
}

/// A table in a file of its own.
struct RawTableFile: Sendable {
  let name: String
  let header: RawHeader
}

/// The rows of a table file that belong to one record.
struct RawTable: Sendable {
  let name: String
  /// Where the table's file begins.
  let range: SourceRange
  var rows: [RawRow] = []
}

/// A row of a table.
struct RawRow: Sendable {
  let members: [RawMember]
  let range: SourceRange
}
