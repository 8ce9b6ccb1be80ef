public import RuleLang
public import Tabular

/// Some records of a data file that follow each other, as made by ``RecordStream``.
///
/// It is a value that any thread may read. Its places count from its own start, in the file with
/// the index ``RecordStream/partFileIndex``; places in the header are in the file before that.
/// ``failure()`` comes first: nothing else of a part that has one may be used.
public struct DataPart: Sendable {
  /// What all parts of a file have in common.
  struct Layout: Sendable {
    let path: String
    /// The index of the parts in places.
    let file: Int
    /// What holds where the data say nothing.
    let defaults: DataDefaults
    /// The header of a sheet; nil for JSON lines.
    var header: RawHeader?
    /// What is wrong with every row because of the header.
    var missing: [Diagnostic] = []
  }

  /// Why the one record of a part cannot be read.
  enum Problem: Sendable {
    case row(CSVError)
    case line(JSONError)
  }

  /// How many parts of the file come before it.
  public let number: Int

  /// The text in UTF-8: whole records with their line ends, and perhaps blank lines.
  public let bytes: [UInt8]

  /// Where it begins in the whole text, in bytes of UTF-8.
  public let offset: Int

  /// The number of its first line in the file, from 1.
  public let firstLine: Int

  /// The byte between fields; nil for JSON lines.
  public let separator: CSVSeparator?

  /// Whether any of its bytes is a quote.
  public let hasQuotes: Bool

  /// Whether it is one record that cannot be read.
  ///
  /// Its bytes are what shows the error, and mean nothing in themselves.
  public var isBroken: Bool { problem != nil }

  let layout: Layout
  let problem: Problem?
  /// Where its text begins in the file, if it was not yet looked at whether it is UTF-8.
  let uncheckedOffset: Int?

  /// Its text with its line index.
  ///
  /// - Complexity: O(*n*) in the number of bytes; only findings need it.
  public func source() -> SourceFile {
    SourceFile(
      path: layout.path, bytes: bytes, firstLine: firstLine,
      lineEnds: separator == nil ? .lineFeed : .lineFeedOrReturn)
  }

  /// Why its bytes are no text, with the text that shows it; nil where they are.
  ///
  /// - Returns: What is wrong, at its place in the source, which stands for the part.
  /// - Complexity: O(*n*) in the number of bytes, at several GB/s; so it is the threads that ask.
  public func failure() -> (diagnostic: Diagnostic, source: SourceFile)? {
    guard let start = uncheckedOffset,
      let error = TextStream.firstProblem(in: bytes, fileOffset: start)
    else { return nil }
    // As in a file that is read as a whole: the text before bytes that are no characters, and
    // nothing of what is no text at all.
    let isShown = error.reason == .malformed(.utf8)
    let shown = isShown ? error.offset - start : 0
    let source = SourceFile(
      path: layout.path, bytes: Array(bytes[..<shown]), firstLine: isShown ? firstLine : 1,
      lineEnds: separator == nil ? .lineFeed : .lineFeedOrReturn)
    let place = SourceRange(file: layout.file, lower: shown, upper: shown)
    return (Finding.undecodable(error).at(place), source)
  }

  /// Its records; those that cannot be read are among them, with what was found.
  ///
  /// They are those of ``DataReader``, but for their places. What comes twice is not looked for.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public func records() -> [RawRecord] {
    guard let separator, let header = layout.header else {
      if case .line(let error)? = problem {
        return [JSONRecordReader.broken(error, line: error.range, file: layout.file)]
      }
      return JSONRecordReader.records(inLines: bytes, file: layout.file, layout.defaults)
    }
    if case .row(let error)? = problem {
      return [record(Sheet.broken(error, file: layout.file), header)]
    }
    var records: [RawRecord] = []
    var reader = CSVReader(bytes, separator: separator)
    while let row = Sheet.next(&reader, header, file: layout.file) {
      if row.cells.isEmpty, row.problem == nil { continue }
      records.append(record(row, header))
    }
    return records
  }

  /// The record that stands in some of its bytes, as ``records()`` gives it.
  ///
  /// - Parameter range: The bytes of one record, without its line end.
  /// - Returns: The record. A row whose fields are all empty, which ``records()`` passes over, is a
  ///   record that lacks everything.
  /// - Complexity: O(*n*) in the length of the record.
  public func record(in range: Range<Int>) -> RawRecord {
    if isBroken, let only = records().first { return only }
    let range = range.clamped(to: 0..<bytes.count)
    guard let separator, let header = layout.header else {
      return JSONRecordReader.record(
        inLine: range, of: bytes, file: layout.file, layout.defaults)
    }
    var reader = CSVReader(bytes, separator: separator, from: range.lowerBound)
    if let row = Sheet.next(&reader, header, file: layout.file) { return record(row, header) }
    return RawRecord(
      place: SourceRange(file: layout.file, lower: range.lowerBound, upper: range.upperBound))
  }

  /// What is wrong with the whole file where a column without a name holds a value in this part.
  ///
  /// - Complexity: O(*n*) in the number of bytes; O(1) where all columns have names.
  public func unnamedColumn() -> Diagnostic? {
    guard let separator, let header = layout.header, !isBroken,
      header.columns.contains(where: \.name.isEmpty)
    else { return nil }
    var reader = CSVReader(bytes, separator: separator)
    while let row = Sheet.next(&reader, header, file: layout.file) {
      if let cell = Sheet.unnamedCell(row, header) { return Finding.unnamedColumn().at(cell) }
    }
    return nil
  }

  private func record(_ row: Sheet.Row, _ header: RawHeader) -> RawRecord {
    SheetRecordReader.record(row, header, layout.missing, layout.defaults)
  }
}
