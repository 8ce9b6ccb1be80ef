public import RuleLang
import Tabular

/// A data file that is read in parts.
public struct RecordStream: Sendable {
  /// The header of a sheet as a file without records; nil before it is known, and for JSON lines.
  public private(set) var header: DataSet?

  /// What stops the reading.
  public private(set) var failure: Diagnostic?

  /// The text in which ``failure`` has its place.
  public private(set) var failureSource: SourceFile?

  /// The index of the parts in the places of what is found in them.
  public let partFileIndex: Int

  /// Whether a column of the header has no name.
  public private(set) var hasUnnamedColumns = false

  /// What concerns the file if it has no record.
  public private(set) var findingsWithoutRecords: [Diagnostic] = []

  private let path: String
  private let defaults: DataDefaults
  private let isSheet: Bool
  private var gathered: [UInt8] = []
  private var part: DataPart?

  /// The stream of a file; nil where it is not read in parts.
  public init?(
    path: String, sample: [UInt8], fileIndex: Int, isWhole: Bool,
    defaults: DataDefaults = DataDefaults()
  ) {
    guard let text = try? TextDecoder.decode(sample) else { return nil }
    switch DataReader.form(ofPath: path, bytes: text.utf8) {
    case .json: return nil
    case .jsonLines: isSheet = false
    case .sheet: isSheet = true
    }
    self.path = path
    self.defaults = defaults
    partFileIndex = fileIndex + 1
  }

  /// Takes the next bytes of the file.
  public mutating func append(_ bytes: [UInt8]) { gathered += bytes }

  /// Says that there are no more bytes.
  public mutating func finish() {
    let text: [UInt8]
    do {
      text = try TextDecoder.decode(gathered).utf8
    } catch {
      let source = SourceFile(path: path, bytes: [])
      failure = Finding.undecodable(error).at(
        SourceRange(file: partFileIndex, lower: 0, upper: 0))
      failureSource = source
      return
    }
    var layout = DataPart.Layout(path: path, file: partFileIndex, defaults: defaults)
    guard isSheet else {
      part = DataPart(
        number: 0, bytes: text, offset: 0, firstLine: 1, separator: nil, hasQuotes: true,
        layout: layout)
      return
    }
    var data = DataSet()
    let separator = CSVReader.detectSeparator(text)
    var reader = CSVReader(text, separator: separator)
    var end = 0
    do {
      if let row = try reader.next() {
        let header = Sheet.header(row, file: partFileIndex - 1, defaults)
        data.header = header
        layout.header = header
        layout.missing = SheetRecordReader.missingColumns(header, defaults)
        hasUnnamedColumns = header.columns.contains(where: \.name.isEmpty)
        end = row.range.upperBound
        if end < text.count, text[end] == 0x0D { end += 1 }
        if end < text.count, text[end] == 0x0A { end += 1 }
      } else {
        data.diagnostics.add(
          .noHeader(), at: SourceRange(file: partFileIndex - 1, lower: 0, upper: 0))
      }
    } catch {
      data.diagnostics.append(Sheet.diagnostic(error, file: partFileIndex - 1))
    }
    findingsWithoutRecords = layout.missing
    data.files = [SourceFile(path: path, bytes: end == 0 ? text : Array(text[..<end]))]
    header = data
    guard layout.header != nil else { return }
    part = DataPart(
      number: 0, bytes: Array(text[end...]), offset: end,
      firstLine: 1 + text[..<end].count { $0 == 0x0A }, separator: separator,
      hasQuotes: text[end...].contains(0x22), layout: layout)
  }

  /// The next part that is complete; nil where more bytes are wanted, or at the end.
  public mutating func next() -> DataPart? {
    defer { part = nil }
    return part
  }
}
