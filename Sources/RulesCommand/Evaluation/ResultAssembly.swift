/// Puts the parts of results together: in the order of the data or, where the results of each
/// ruleset are a document, one document after the other.
struct ResultAssembly {
  private let writer: ResultWriter
  private let stream: OutputStream

  /// What waits for its turn, by ruleset: the members of all documents but the first.
  private var waiting: [String]
  private var counts: [Int]
  private var hasWritten = false
  /// What puts rows into sheets, where that is what results become.
  private let workbook: WorkbookAssembly?

  /// Begins the text of results.
  init(_ writer: ResultWriter, on stream: OutputStream, for run: CommandRun) {
    self.writer = writer
    self.stream = stream
    workbook = writer.format == .xlsx ? WorkbookAssembly(writer, on: stream, for: run) : nil
    waiting = writer.rulesets.map { _ in "" }
    counts = writer.rulesets.map { _ in 0 }
    if writer.format.isDocument, !waiting.isEmpty { stream.write(writer.opening(0)) }
  }

  /// Takes the next part.
  mutating func add(_ part: ResultPart) {
    if let workbook { return workbook.add(Array(part.text.utf8), ofRuleset: part.ruleset) }
    let isFirst = writer.format.isDocument ? counts[part.ruleset] == 0 : !hasWritten
    let text = isFirst ? part.text : writer.separator + part.text
    counts[part.ruleset] += part.count
    hasWritten = true
    if writer.format.isDocument, part.ruleset > 0 {
      waiting[part.ruleset] += text
    } else {
      stream.write(text)
    }
  }

  /// Takes the next results of the first ruleset, where there is no other.
  mutating func add(_ bytes: [UInt8], count: Int) {
    if let workbook { return workbook.add(bytes, ofRuleset: 0) }
    guard count > 0, !counts.isEmpty else { return }
    if counts[0] > 0 { stream.write(writer.separator) }
    counts[0] += count
    stream.write(bytes)
  }

  /// Writes what has been waiting.
  func finish() {
    if let workbook { return workbook.finish() }
    guard writer.format.isDocument else { return }
    for place in writer.rulesets.indices {
      if place > 0 {
        if writer.format == .csv { stream.write("\n") }
        stream.write(writer.opening(place) + waiting[place])
      }
      stream.write(writer.closing(isEmpty: counts[place] == 0))
    }
  }
}
