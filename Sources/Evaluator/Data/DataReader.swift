public import RuleLang
import Tabular

/// A data file as it came.
public struct DataInput: Sendable {
  /// The path to show to people.
  public let path: String

  /// The bytes of the file, in whatever encoding.
  public let bytes: [UInt8]

  /// A file from its path and its bytes.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// Reads data files into records, without regard to what ruleset they are for.
///
/// A record that cannot be read is among the records, with what was found, and never stops
/// the others.
public enum DataReader {
  enum Form {
    case json
    case jsonLines
    case sheet
    case workbook

    /// What ends its lines: in CSV a CR alone ends a record.
    var lineEnds: SourceFile.LineEnds { self == .sheet ? .lineFeedOrReturn : .lineFeed }
  }

  /// Reads one data file and the tables that stand beside it.
  ///
  /// The ending of the path decides the form: `.json`; `.jsonl` or `.ndjson`; `.csv` or `.tsv`;
  /// `.xlsx` or `.xlsm`. For any other ending the content does, and a workbook is one whatever its
  /// ending is.
  ///
  /// - Parameters:
  ///   - input: The data file.
  ///   - tables: The files of tables, each with the name of its table.
  ///   - firstFileIndex: The index of the data file in the places of what is found.
  ///   - defaults: What holds where the data say nothing.
  /// - Returns: The records, also those that could not be read, and what was found.
  /// - Complexity: O(*n*) in the number of bytes.
  public static func read(
    _ input: DataInput, tables: [(name: String, input: DataInput)] = [], firstFileIndex: Int,
    defaults: DataDefaults = DataDefaults()
  ) -> DataSet {
    var data = DataSet(defaults: defaults)
    if isWorkbook(input.path, input.bytes) {
      WorkbookRecordReader.read(input, firstFileIndex: firstFileIndex, into: &data)
      return data
    }
    if let text = decode(input, into: &data, index: firstFileIndex) {
      let form = form(ofPath: input.path, bytes: text)
      let source = SourceFile(path: input.path, bytes: text, lineEnds: form.lineEnds)
      data.files.append(source)
      switch form {
      case .json: JSONRecordReader.readDocument(source, index: firstFileIndex, into: &data)
      case .jsonLines:
        data.records = JSONRecordReader.records(
          inLines: text, file: firstFileIndex, defaults)
      case .sheet: SheetRecordReader.readRecords(source, index: firstFileIndex, into: &data)
      // It is no text.
      case .workbook: break
      }
    }
    reportRepeatedRecords(in: &data)
    for (offset, table) in tables.enumerated() {
      let index = firstFileIndex + 1 + offset
      guard let text = decode(table.input, into: &data, index: index) else { continue }
      let source = SourceFile(
        path: table.input.path, bytes: text, lineEnds: Form.sheet.lineEnds)
      data.files.append(source)
      TableFileReader.join(source, name: table.name.asName, index: index, into: &data)
    }
    return data
  }

  /// The text of a file; nil if it has none, and what can be shown of it is added to the files.
  private static func decode(
    _ input: DataInput, into data: inout DataSet, index: Int
  ) -> [UInt8]? {
    do {
      return try TextDecoder.decode(input.bytes).utf8
    } catch {
      let (bytes, offset) = shownBytes(of: input.bytes, error)
      data.files.append(SourceFile(path: input.path, bytes: bytes))
      data.diagnostics.add(
        .undecodable(error), at: SourceRange(file: index, lower: offset, upper: offset))
      return nil
    }
  }

  /// What can be shown of a file that is no text, and where in it the error stands.
  static func shownBytes(
    of bytes: [UInt8], _ error: TextDecodingError
  ) -> ([UInt8], offset: Int) {
    guard case .malformed(.utf8) = error.reason, error.offset <= bytes.count else { return ([], 0) }
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard error.offset >= mark else { return ([], 0) }
    return (Array(bytes[mark..<error.offset]), error.offset - mark)
  }

  /// The form that the ending of a path says, if it says one.
  private static func form(ofEnding path: String) -> Form? {
    let path = path.lowercased()
    if path.hasSuffix(".json") { return .json }
    if path.hasSuffix(".xlsx") || path.hasSuffix(".xlsm") { return .workbook }
    if path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") { return .jsonLines }
    return path.hasSuffix(".csv") || path.hasSuffix(".tsv") ? .sheet : nil
  }

  /// The form of a file of which the first bytes have come; nil where they do not tell.
  static func form(ofPath path: String, sample: [UInt8], isWhole: Bool) -> Form? {
    if isWorkbook(path, sample) { return .workbook }
    if let form = form(ofEnding: path) { return form }
    var decoder = TextStream()
    var text: [UInt8] = []
    do throws(TextDecodingError) {
      try decoder.decode(sample, into: &text)
      if isWhole || text.isEmpty { try decoder.finish(into: &text) }
    } catch {
      return nil
    }
    // The line that the sample cuts off says nothing.
    if !isWhole { text = Array(text[...(text.lastIndex(of: UInt8(ascii: "\n")) ?? -1)]) }
    return form(ofPath: path, bytes: text)
  }

  private static func form(ofPath path: String, bytes: [UInt8]) -> Form {
    if let form = form(ofEnding: path) { return form }
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    switch bytes.first(where: { !isSpace($0) }) {
    case UInt8(ascii: "["): return .json
    case UInt8(ascii: "{"):
      let lines = JSONLines.lineRanges(bytes)
      let areObjects = lines.allSatisfy { line in
        bytes[line].first { !isSpace($0) } == UInt8(ascii: "{")
      }
      return lines.count > 1 && areObjects ? .jsonLines : .json
    default: return .sheet
    }
  }

  private static func isWorkbook(_ path: String, _ bytes: [UInt8]) -> Bool {
    Workbook.begins(bytes) || form(ofEnding: path) == .workbook
  }

  static func reportRepeatedRecords(in data: inout DataSet) {
    var register = RecordRegister()
    for index in data.records.indices {
      guard let repeated = register.insert(data.records[index]) else { continue }
      data.records[index].diagnostics.append(repeated)
    }
  }
}

/// Finds records of one department, year and scheme that come twice in a run.
public struct RecordRegister {
  private struct Key: Hashable {
    let department: String
    let fiscalYear: Int
    let scheme: String?
    let day: Date?
  }

  private var places: [Key: SourceRange] = [:]

  /// A register without records.
  public init() {}

  /// Enters a record; what is wrong if it was entered before.
  ///
  /// ``DataReader`` has done this for the records of one file.
  public mutating func insert(_ record: RawRecord) -> Diagnostic? {
    guard let department = record.department, let fiscalYear = record.fiscalYear else { return nil }
    let key = Key(
      department: department, fiscalYear: fiscalYear, scheme: record.scheme,
      day: record.evaluationDay)
    if let first = places[key] {
      guard first != record.anchor else { return nil }
      return Finding.repeatedRecord(department, fiscalYear, first: first).at(record.anchor)
    }
    places[key] = record.anchor
    return nil
  }
}
