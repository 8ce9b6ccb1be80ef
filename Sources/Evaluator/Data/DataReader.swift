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
  }

  /// Reads one data file and the tables that stand beside it.
  ///
  /// The ending of the path decides the form: `.json`; `.jsonl` or `.ndjson`; `.csv` or `.tsv`.
  /// For any other ending the content does.
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
    if let source = decode(input, into: &data, index: firstFileIndex) {
      switch form(ofPath: source.path, bytes: source.bytes) {
      case .json: JSONRecordReader.readDocument(source, index: firstFileIndex, into: &data)
      case .jsonLines: JSONRecordReader.readLines(source, index: firstFileIndex, into: &data)
      case .sheet: SheetRecordReader.readRecords(source, index: firstFileIndex, into: &data)
      }
    }
    reportRepeatedRecords(in: &data)
    for (offset, table) in tables.enumerated() {
      let index = firstFileIndex + 1 + offset
      guard let source = decode(table.input, into: &data, index: index) else { continue }
      TableFileReader.join(source, name: table.name.asName, index: index, into: &data)
    }
    return data
  }

  /// The text of a file, which is added to the files; nil if it has none.
  private static func decode(
    _ input: DataInput, into data: inout DataSet, index: Int
  ) -> SourceFile? {
    do {
      let source = SourceFile(path: input.path, bytes: try TextDecoder.decode(input.bytes).utf8)
      data.files.append(source)
      return source
    } catch {
      let (bytes, offset) = shownBytes(of: input.bytes, error)
      data.files.append(SourceFile(path: input.path, bytes: bytes))
      data.diagnostics.add(
        .undecodable(error), at: SourceRange(file: index, lower: offset, upper: offset))
      return nil
    }
  }

  /// What can be shown of a file that is no text, and where in it the error stands.
  private static func shownBytes(
    of bytes: [UInt8], _ error: TextDecodingError
  ) -> ([UInt8], offset: Int) {
    guard case .malformed(.utf8) = error.reason, error.offset <= bytes.count else { return ([], 0) }
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard error.offset >= mark else { return ([], 0) }
    return (Array(bytes[mark..<error.offset]), error.offset - mark)
  }

  static func form(ofPath path: String, bytes: [UInt8]) -> Form {
    let path = path.lowercased()
    if path.hasSuffix(".json") { return .json }
    if path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") { return .jsonLines }
    if path.hasSuffix(".csv") || path.hasSuffix(".tsv") { return .sheet }
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

  private static func reportRepeatedRecords(in data: inout DataSet) {
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
