public import RuleLang
public import Tabular

/// Some records of a data file that follow each other, as made by ``RecordStream``.
///
/// Its places count from its own start, in the file with the index ``RecordStream/partFileIndex``;
/// those of the header are in the file before that.
public struct DataPart: Sendable {
  /// What all parts of a file have in common.
  struct Layout: Sendable {
    let path: String
    let file: Int
    var defaults = DataDefaults()
    /// The header of a sheet and what is wrong with every row because of it.
    var header: RawHeader?
    var missing: [Diagnostic] = []
  }

  /// How many parts of the file come before it.
  public let number: Int

  /// The text of the records in UTF-8.
  public let bytes: [UInt8]

  /// Where it begins in the whole text, in bytes of UTF-8.
  public let offset: Int

  /// The number of its first line in the file, from 1.
  public let firstLine: Int

  /// The byte between fields; nil for JSON lines.
  public let separator: CSVSeparator?

  /// Whether any of its bytes is a quote.
  public let hasQuotes: Bool

  /// Whether it is one record that cannot be read, of which only what shows it is there.
  public var isBroken: Bool { problem != nil }

  let layout: Layout
  var problem: Diagnostic?

  /// Its text with its line index.
  public func source() -> SourceFile {
    SourceFile(path: layout.path, bytes: bytes, firstLine: firstLine)
  }

  /// Why its bytes are no text, with the text that shows it; nil where they are.
  public func failure() -> (diagnostic: Diagnostic, source: SourceFile)? { nil }

  /// Its records; those that cannot be read are among them, with what was found.
  public func records() -> [RawRecord] {
    guard let separator, let header = layout.header else {
      var data = DataSet(defaults: layout.defaults)
      JSONRecordReader.readLines(source(), index: layout.file, into: &data)
      return data.records
    }
    var records: [RawRecord] = []
    var reader = CSVReader(bytes, separator: separator)
    while let row = Sheet.next(&reader, header, file: layout.file) {
      if row.cells.isEmpty, row.problem == nil { continue }
      records.append(SheetRecordReader.record(row, header, layout.missing, layout.defaults))
    }
    return records
  }

  /// The record that stands in some of its bytes, as ``records()`` gives it.
  public func record(in range: Range<Int>) -> RawRecord {
    records().first { $0.place.offsets == range }
      ?? RawRecord(
        place: SourceRange(file: layout.file, lower: range.lowerBound, upper: range.upperBound))
  }

  /// What is wrong with the file where a column without a name holds a value here.
  public func unnamedColumn() -> Diagnostic? { nil }
}
