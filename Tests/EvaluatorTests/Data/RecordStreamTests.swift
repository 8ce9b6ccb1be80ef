import RuleLang
import Testing

@testable import Evaluator

/// A file in parts has the records and the findings of the whole file, and draws them alike.
@Suite("Data files in parts")
struct RecordStreamTests {
  static let file = 3

  /// What a run over a file finds, with places in the whole text.
  struct Found: Equatable {
    var records: [String] = []
    var diagnostics: [String] = []
    /// All that is said, drawn.
    var drawn = ""
  }

  static let pieces = [
    "甲局,2023,8,1万元\n", "乙局,2023,五,\"25,274.07\"\r\n", "丙局,23,8\n", "丁局,2023,8,1,2\n", "\n", ",,,\n",
    ",2023,1,1\n", "戊局,,1,1\r", "\"己\n局\",2023,\"1\n", "\",", "\"", "庚\"局,2023,1,1\n", " \n",
    "\"a\"b,2\n",
    "辛局,2023年,\"\",\"\"\"\"\n", "a,", "\u{1F600}", "\r\n", "\t", ";",
  ]

  static let lines = [
    "{\"department\": \"甲局\", \"fiscalYear\": 2023, \"facts\": {\"编制人数\": 8}}\n", "{}\r\n", "\n",
    "[1]\n",
    "{\"department\": \"乙局\", \"fiscalYear\": \"x\"}\n", "{\"部门\": 1, \"年度\": 2023, \"u\": 0}\n",
    "  ", "{\"a\n",
    "{\"department\": \"丙局\", \"department\": \"丙局\"}", "“", "\n",
  ]

  static let headers = [
    "部门,年度,编制人数,年初预算（万元）\n", "部门;年度;编制人数;年初预算\r\n", "年度,编制人数,x,y\n", "部门,年度,,\n", "\n \n部门,年度\r",
    "\"部门\",\"年\"度\n", "",
  ]

  static func whole(_ path: String, _ bytes: [UInt8]) -> Found {
    var data = DataReader.read(DataInput(path: path, bytes: bytes), firstFileIndex: file)
    // What comes twice is another's business.
    for index in data.records.indices {
      data.records[index].diagnostics.removeAll { diagnostic in
        diagnostic.labels.contains { $0.message.zh == "第一条在这里" }
      }
    }
    var found = Found()
    found.records = data.records.map { described($0) { $0 } }
    let all = data.diagnostics + data.records.flatMap(\.diagnostics)
    found.diagnostics = all.sortedAndCapped().map { described($0) { $0 } }
    found.drawn = drawn(all.sortedAndCapped(), data.files[0])
    return found
  }

  static func streamed(
    _ path: String, _ bytes: [UInt8], partBytes: Int, pieceBytes: Int
  ) throws -> Found {
    var stream = try #require(
      RecordStream(path: path, sample: bytes, fileIndex: file, isWhole: true, partBytes: partBytes))
    var reading = Reading(path)
    var rest = bytes[...]
    while !rest.isEmpty {
      stream.append(Array(rest.prefix(pieceBytes)))
      rest = rest.dropFirst(pieceBytes)
      while let part = stream.next() { reading.add(part, of: stream) }
    }
    stream.finish()
    while let part = stream.next() { reading.add(part, of: stream) }
    return reading.finished(stream)
  }

  static func described(_ record: RawRecord, _ place: (SourceRange) -> SourceRange) -> String {
    var text = "\(record.department ?? "-") \(record.fiscalYear ?? 0) \(record.scheme ?? "-")"
    for range in [
      record.place, record.anchor, record.fiscalYearPlace, record.schemePlace,
      record.evaluationDayPlace,
    ] {
      text += " \(place(range).offsets)"
    }
    for fact in record.facts {
      text += " \(fact.name)@\(place(fact.nameRange).offsets)"
      if case .text(let value) = fact.value.content { text += "=\(value)" }
      text += "@\(place(fact.value.range).offsets)"
    }
    return text
  }

  static func described(
    _ diagnostic: Diagnostic, _ place: (SourceRange) -> SourceRange
  ) -> String {
    "\(diagnostic.code.rawValue) \(diagnostic.message.zh) \(place(diagnostic.range).offsets)"
      + diagnostic.labels.map { " \(place($0.range).offsets)" }.joined()
  }

  static func drawn(_ diagnostics: [Diagnostic], _ source: SourceFile) -> String {
    let gap = Array(repeating: SourceFile(path: "", bytes: []), count: file)
    let renderer = DiagnosticRenderer(
      files: gap + [source], options: .init(language: .zh, usesColor: false))
    return diagnostics.map(renderer.text).joined()
  }

  @Test("a table cut anywhere is read and drawn alike", arguments: Effort.seeds(15, full: 2_000))
  func tables(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    var text = random.pick(Self.headers)
    for _ in 0..<random.int(0...14) { text += random.pick(Self.pieces) }
    try expectAlike("数据.csv", text, seed: seed, random: &random)
  }

  @Test(
    "JSON lines cut anywhere are read and drawn alike", arguments: Effort.seeds(10, full: 2_000))
  func lines(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    var text = ""
    for _ in 0..<random.int(0...10) { text += random.pick(Self.lines) }
    try expectAlike("数据.jsonl", text, seed: seed, random: &random)
  }

  private func expectAlike(
    _ path: String, _ text: String, seed: UInt64, random: inout RandomSource
  ) throws {
    let forms: [[UInt8]] = [
      Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8),
      [0xFF, 0xFE] + SheetTests.little(text), [0xFE, 0xFF] + SheetTests.big(text),
    ]
    for (index, bytes) in forms.enumerated() {
      let whole = Self.whole(path, bytes)
      for partBytes in index == 0 ? Array(1...40) + [1_000] : [1, 7, 30] {
        let pieceBytes = random.pick([1, 2, 5, 64, 1_000])
        let found = try Self.streamed(path, bytes, partBytes: partBytes, pieceBytes: pieceBytes)
        let name = "seed \(seed) form \(index) part \(partBytes) piece \(pieceBytes): "
        #expect(found.records == whole.records, "\(name)\(text.debugDescription)")
        #expect(found.diagnostics == whole.diagnostics, "\(name)\(text.debugDescription)")
        #expect(found.drawn == whole.drawn, "\(name)\(text.debugDescription)")
      }
    }
  }
}

extension RecordStreamTests {
  /// What has been found in the parts so far.
  struct Reading {
    private let path: String
    private var found = Found()
    private var excerpts: SourceExcerpts
    private var absolute: [Diagnostic] = []
    private var unnamed: Diagnostic?

    init(_ path: String) {
      self.path = path
      excerpts = SourceExcerpts(path: path, file: file)
    }

    mutating func add(_ part: DataPart, of stream: RecordStream) {
      if let failure = part.failure() {
        return add([failure.diagnostic], failure.source, offset: part.offset, of: stream)
      }
      let records = part.records()
      let move = Self.place(part.offset, stream)
      for record in records {
        found.records.append(described(record, move))
        if !part.isBroken {
          let again = part.record(in: record.place.offsets)
          #expect(described(again, move) == described(record, move))
          #expect(again.diagnostics == record.diagnostics)
        }
      }
      if unnamed == nil, let diagnostic = part.unnamedColumn() {
        unnamed = diagnostic
        add([diagnostic], part.source(), offset: part.offset, of: stream)
      }
      add(records.flatMap(\.diagnostics), part.source(), offset: part.offset, of: stream)
    }

    mutating func finished(_ stream: RecordStream) -> Found {
      if let failure = stream.failure, let source = stream.failureSource {
        add([failure], source, offset: 0, of: stream)
      }
      if let header = stream.header {
        let missing = found.records.isEmpty ? stream.findingsWithoutRecords : []
        add(header.diagnostics + missing, nil, offset: 0, of: stream)
      }
      found.diagnostics = absolute.sortedAndCapped().map { described($0) { $0 } }
      let (source, findings) = excerpts.collected()
      found.drawn = drawn(findings, source)
      return found
    }

    private mutating func add(
      _ diagnostics: [Diagnostic], _ source: SourceFile?, offset: Int, of stream: RecordStream
    ) {
      var parts: [SourceExcerpts.Part] = []
      if let header = stream.header?.files.first {
        parts.append(.init(file: file, source: header, offset: stream.headerOffset))
      }
      if let source {
        parts.append(.init(file: stream.partFileIndex, source: source, offset: offset))
      }
      excerpts.add(diagnostics, in: parts)
      let move = Self.place(offset, stream)
      absolute += diagnostics.map { diagnostic in
        Diagnostic(
          diagnostic.code, diagnostic.message, at: move(diagnostic.range), note: diagnostic.note,
          labels: diagnostic.labels.map { .init(move($0.range), $0.message) },
          helps: diagnostic.helps)
      }
    }

    /// A place in the whole text.
    private static func place(
      _ offset: Int, _ stream: RecordStream
    ) -> (SourceRange) -> SourceRange {
      { range in
        let start = range.file == file ? stream.headerOffset : offset
        return SourceRange(
          file: file, lower: range.lower + start, upper: range.upper + start)
      }
    }
  }
}
