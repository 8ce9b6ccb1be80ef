public import RuleLang
import Tabular

/// A data file that is read in parts, so that no more of it than a few parts is ever kept.
///
/// It takes the bytes of a CSV or JSON lines file in order and gives ``DataPart``s, whose records
/// are those that ``DataReader`` finds in the whole file. What is found in the whole file only is
/// not looked for: records that come twice, and facts that no record gives. Where parts are
/// cut does not depend on how the bytes come.
///
/// ```swift
/// while let bytes = read() {
///   stream.append(bytes)
///   while let part = stream.next() { … }
/// }
/// stream.finish()
/// while let part = stream.next() { … }
/// ```
public struct RecordStream: Sendable {
  /// The header of a sheet as a file without records, with what is wrong with it.
  ///
  /// It is nil before the header has come, and for JSON lines. It is known before the first part
  /// comes. Where it cannot be read no part does. Its file has the index that the stream was
  /// given.
  public private(set) var header: DataSet?

  /// Where the text of the header begins in the whole text, behind blank lines.
  public private(set) var headerOffset = 0

  /// What stops the reading: bytes that are no text.
  ///
  /// Its place has the index ``partFileIndex``. In UTF-8 it is ``DataPart/failure()`` that finds
  /// them.
  public private(set) var failure: Diagnostic?

  /// The text in which ``failure`` has its place.
  public private(set) var failureSource: SourceFile?

  /// The index of each part in the places of what is found in it, one more than that of the header.
  public let partFileIndex: Int

  private let path: String
  private var decoder: TextStream
  /// What cuts the text: one for a sheet, the other for JSON lines.
  private var rows: CSVChunks?
  private var lines: JSONLineChunks?
  private var layout: DataPart.Layout
  private var number = 0

  /// The stream of a file; nil where the file is a JSON document or a workbook, or may be one.
  ///
  /// - Parameters:
  ///   - path: The path to show to people; its ending decides the form as in ``DataReader``.
  ///   - sample: The first bytes of the file, at least ``sampleBytes`` of them or all. They are only
  ///     looked at, and are to be appended like all others.
  ///   - fileIndex: The index of the header in places.
  ///   - isWhole: Whether the sample is the whole file.
  ///   - defaults: What holds where the data say nothing.
  ///   - partBytes: About how many bytes a part has.
  public init?(
    path: String, sample: [UInt8], fileIndex: Int, isWhole: Bool,
    defaults: DataDefaults = DataDefaults(), partBytes: Int = defaultPartBytes
  ) {
    switch DataReader.form(ofPath: path, sample: sample, isWhole: isWhole) {
    case .sheet?: rows = CSVChunks(partBytes: partBytes)
    case .jsonLines?: lines = JSONLineChunks(partBytes: partBytes)
    case .json?, .workbook?, nil: return nil
    }
    self.path = path
    decoder = TextStream()
    partFileIndex = fileIndex + 1
    layout = DataPart.Layout(path: path, file: fileIndex + 1, defaults: defaults)
  }

  /// How many bytes a part has where nothing else is asked for.
  public static let defaultPartBytes = CSVChunks.partBytes

  /// How many bytes the encoding of a file is decided on: one mebibyte.
  public static let sampleBytes = TextStream.sampleBytes

  /// Whether a column of the header has no name.
  ///
  /// Such a column may hold nothing. Where one does, all records of the file fail, and only
  /// ``DataPart/unnamedColumn()`` of each part tells.
  public var hasUnnamedColumns: Bool {
    layout.header?.columns.contains(where: \.name.isEmpty) ?? false
  }

  /// What is wrong with the header and otherwise said by each record, to be said where there is
  /// none.
  public var findingsWithoutRecords: [Diagnostic] { layout.missing }

  /// Takes the next bytes of the file.
  ///
  /// - Complexity: O(*n*) in the number of bytes; in UTF-8 they are copied once.
  public mutating func append(_ bytes: [UInt8]) {
    add { (decoder, text) throws(TextDecodingError) in try decoder.decode(bytes, into: &text) }
  }

  /// Says that there are no more bytes.
  public mutating func finish() {
    add { (decoder, text) throws(TextDecodingError) in try decoder.finish(into: &text) }
    rows?.finish()
    lines?.finish()
  }

  /// The next part that is complete.
  ///
  /// - Returns: The part; nil where more bytes are wanted, after the last, and after a ``failure``.
  public mutating func next() -> DataPart? {
    guard failure == nil else { return nil }
    if let part = lines?.next() {
      return dataPart(part, problem: part.problem.map { .line($0) }, separator: nil)
    }
    guard let part = nextRows() else { return nil }
    return dataPart(part, problem: part.problem.map { .row($0) }, separator: rows?.separator)
  }

  private mutating func dataPart<Problem: Error>(
    _ part: TextPart<Problem>, problem: DataPart.Problem?, separator: CSVSeparator?
  ) -> DataPart {
    defer { number += 1 }
    return DataPart(
      number: number, bytes: part.bytes, offset: part.offset, firstLine: part.firstLine,
      separator: separator, hasQuotes: part.hasQuotes, layout: layout, problem: problem,
      uncheckedOffset: decoder.isUnchecked ? decoder.markBytes + part.offset : nil)
  }

  /// Adds to the text what the decoder makes of what has come.
  private mutating func add(
    _ body: (inout TextStream, inout [UInt8]) throws(TextDecodingError) -> Void
  ) {
    guard failure == nil else { return }
    // Taken out, so that nothing it holds is there twice while it changes.
    var decoder = decoder
    self.decoder = TextStream()
    defer { self.decoder = decoder }
    do throws(TextDecodingError) {
      try rows?.add { (text) throws(TextDecodingError) in try body(&decoder, &text) }
      try lines?.add { (text) throws(TextDecodingError) in try body(&decoder, &text) }
    } catch {
      let (bytes, offset) = DataReader.shownBytes(of: decoder.undecidedStart ?? [], error)
      fail(error, bytes, offset)
    }
  }

  private mutating func fail(_ error: TextDecodingError, _ bytes: [UInt8], _ offset: Int) {
    failureSource = SourceFile(
      path: path, bytes: bytes, lineEnds: rows == nil ? .lineFeed : .lineFeedOrReturn)
    failure = Finding.undecodable(error).at(
      SourceRange(file: partFileIndex, lower: offset, upper: offset))
  }
}

/// The header of a sheet.
extension RecordStream {
  /// The next part of a sheet, before which the header is known.
  private mutating func nextRows() -> TextPart<CSVError>? {
    let part = rows?.next()
    guard rows != nil, header == nil else { return part }
    if let text = rows?.header {
      readHeader(text)
    } else if rows?.isOver == true {
      var data = DataSet()
      data.files = [SourceFile(path: path, bytes: [])]
      data.diagnostics.add(.noHeader(), at: SourceRange(file: fileIndex, lower: 0, upper: 0))
      header = data
    }
    return failure == nil ? part : nil
  }

  private var fileIndex: Int { partFileIndex - 1 }

  private mutating func readHeader(_ text: TextPart<CSVError>) {
    if decoder.isUnchecked,
      let error = TextStream.firstProblem(
        in: text.bytes, fileOffset: decoder.markBytes + text.offset)
    {
      return fail(error, [], 0)
    }
    headerOffset = text.offset
    var data = DataSet(defaults: layout.defaults)
    data.files = [
      SourceFile(
        path: path, bytes: text.bytes, firstLine: text.firstLine, lineEnds: .lineFeedOrReturn)
    ]
    if let problem = text.problem {
      data.diagnostics.append(Sheet.diagnostic(problem, file: fileIndex))
    } else if let separator = rows?.separator {
      var reader = CSVReader(text.bytes, separator: separator)
      if let row = try? reader.next() {
        let columns = Sheet.header(row, file: fileIndex, layout.defaults)
        data.header = columns
        layout.header = columns
        layout.missing = SheetRecordReader.missingColumns(columns, layout.defaults)
      }
    }
    header = data
  }
}
