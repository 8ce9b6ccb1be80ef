/// Collects findings in parts of a long text, with the lines they stand on.
///
/// What it gives in the end is one ``SourceFile`` of these lines alone, and the findings with their
/// places in it: they are drawn as in the whole text, with its lines and columns. It keeps at
/// most ``Limits/diagnosticsPerFileMax`` findings, the first ones by their places. Of a very long
/// line it keeps the neighbourhood of each place, and a place that goes on beyond that, or beyond
/// its line, ends there. A place in a part that was not given is no place in the end: of it only the
/// words are drawn.
public struct SourceExcerpts: Sendable {
  /// A part of the long text.
  public struct Part: Sendable {
    /// The index by which places refer to it.
    public let file: Int

    /// Its text, which consists of whole lines.
    public let source: SourceFile

    /// Where it begins in the long text, in bytes.
    public let offset: Int

    /// A part from its text and where it stands.
    public init(file: Int, source: SourceFile, offset: Int) {
      self.file = file
      self.source = source
      self.offset = offset
    }
  }

  /// Some bytes of one line.
  private struct Window {
    let line: SourceFile.Excerpt
    /// Where it begins in the long text.
    let offset: Int
    var bytes: ArraySlice<UInt8>

    var end: Int { offset + bytes.count }
  }

  /// How many bytes around a place are kept: a little more than a drawn line looks at.
  private static let reach = 1_100

  private let path: String
  private let file: Int
  private let countMax: Int

  /// The findings, with places in the long text.
  private var findings: [Diagnostic] = []

  /// What shows a place, by where the place begins.
  private var windows: [Int: Window] = [:]

  /// Begins without findings.
  ///
  /// - Parameters:
  ///   - path: The path of the long text.
  ///   - file: The index that the places refer to in the end.
  public init(path: String, file: Int) {
    self.init(path: path, file: file, countMax: Limits.diagnosticsPerFileMax)
  }

  /// The same with a limit that tests can reach.
  init(path: String, file: Int, countMax: Int) {
    self.path = path
    self.file = file
    self.countMax = countMax
  }

  /// Whether nothing was found.
  public var isEmpty: Bool { findings.isEmpty }

  /// Takes findings, some of whose places are in parts of the long text.
  ///
  /// - Parameters:
  ///   - added: The findings; places in other files stay as they are.
  ///   - parts: The parts that they are about.
  /// - Complexity: O(*n* log *n*) in the number of findings, and in the bytes of their lines.
  public mutating func add(_ added: [Diagnostic], in parts: [Part]) {
    guard !added.isEmpty else { return }
    let moved = added.map { $0.moved { range in absolute(range, in: parts) } }
    findings = (findings + moved).sortedAndCapped(countMax: countMax)
    let starts = Set(findings.flatMap(\.places).filter { $0.file == file }.map(\.lower))
    windows = windows.filter { start, _ in starts.contains(start) }
    for start in starts where windows[start] == nil {
      let holding = parts.filter { part in
        (part.offset...(part.offset + part.source.bytes.count)).contains(start)
      }
      // The end of one part is the start of the next, which has the line.
      if let part = holding.max(by: { $0.offset < $1.offset }) {
        windows[start] = window(at: start - part.offset, of: part)
      }
    }
  }

  /// The lines on which findings stand as one text, and the findings with their places in it.
  public func collected() -> (source: SourceFile, findings: [Diagnostic]) {
    var joined: [Window] = []
    for window in windows.values.sorted(by: { ($0.offset, $0.end) < ($1.offset, $1.end) }) {
      guard let last = joined.last, last.line.number == window.line.number,
        window.offset <= last.end
      else {
        joined.append(window)
        continue
      }
      if window.end > last.end {
        joined[joined.count - 1].bytes = last.bytes + window.bytes.suffix(window.end - last.end)
      }
    }
    let source = SourceFile(path: path, excerpts: joined.map { ($0.line, $0.bytes) })
    let moved = findings.map { finding in
      finding.moved { range in
        guard range.file == file else { return range }
        guard windows[range.lower] != nil,
          let found = joined.lastIndex(where: { $0.offset <= range.lower })
        else { return SourceRange(file: Int.max, lower: range.lower, upper: range.upper) }
        let start = source.lineStarts[found] - joined[found].offset
        let end = joined[found].end
        return SourceRange(
          file: file, lower: start + min(range.lower, end), upper: start + min(range.upper, end))
      }
    }
    return (source, moved)
  }

  /// A place in the long text.
  private func absolute(_ range: SourceRange, in parts: [Part]) -> SourceRange {
    guard let part = parts.first(where: { $0.file == range.file }) else { return range }
    return SourceRange(
      file: file, lower: part.offset + range.lower, upper: part.offset + range.upper)
  }

  /// What is kept of the line of an offset in a part.
  private func window(at offset: Int, of part: Part) -> Window {
    let source = part.source
    let index = source.lineIndex(of: offset)
    let line = source.lineRange(index)
    let start = scalarStart(
      max(line.lowerBound, min(offset, line.upperBound) - Self.reach), line, source)
    let end = scalarStart(min(line.upperBound, offset + 3 * Self.reach), line, source)
    let before = source.position(of: start).column - 1
    return Window(
      line: .init(number: source.lineNumber(index), scalarsBefore: before),
      offset: part.offset + start, bytes: source.bytes[start..<max(start, end)])
  }

  /// The first offset from here on that does not lie inside a scalar.
  private func scalarStart(_ offset: Int, _ line: Range<Int>, _ source: SourceFile) -> Int {
    var start = offset
    while start < line.upperBound, start > line.lowerBound, start - offset < 4,
      source.bytes[start] & 0xC0 == 0x80
    {
      start += 1
    }
    return start
  }
}

extension Diagnostic {
  /// All places of the finding, its own first.
  fileprivate var places: [SourceRange] { [range] + labels.map(\.range) }

  /// The finding with its places moved.
  fileprivate func moved(_ place: (SourceRange) -> SourceRange) -> Diagnostic {
    Diagnostic(
      code, message, at: place(range), note: note,
      labels: labels.map { Label(place($0.range), $0.message) }, helps: helps)
  }
}
