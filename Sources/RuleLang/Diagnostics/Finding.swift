/// What was found, in words, before it has a place.
///
/// The catalogue is made of functions that return findings, one file per phase, so that a call
/// reads as a sentence: `diagnostics.add(.unknownName("年初预箅", nearest: "年初预算"), at: range)`.
public struct Finding: Sendable {
  let code: DiagnosticCode
  let message: Message
  var note: Message?
  var labels: [Diagnostic.Label] = []
  var helps: [Diagnostic.Help] = []

  /// A finding from its code and its words in both languages.
  public init(
    _ code: DiagnosticCode, zh: String, en: String, note: Message? = nil,
    labels: [Diagnostic.Label] = [], helps: [Diagnostic.Help] = []
  ) {
    self.code = code
    message = Message(zh: zh, en: en)
    self.note = note
    self.labels = labels
    self.helps = helps
  }

  /// The finding at its place.
  public func at(_ range: SourceRange) -> Diagnostic {
    Diagnostic(code, message, at: range, note: note, labels: labels, helps: helps)
  }
}

extension [Diagnostic] {
  /// Adds a finding at its place.
  public mutating func add(_ finding: Finding, at range: SourceRange) {
    append(finding.at(range))
  }

  /// Whether any of them stops evaluation.
  public var containsErrors: Bool { contains { $0.severity == .error } }

  /// Sorted by place, without repetitions, capped for each file.
  ///
  /// - Parameter countMax: the most findings kept for one file.
  /// - Returns: the findings that are kept.
  public func sortedAndCapped(countMax: Int = Limits.diagnosticsPerFileMax) -> [Diagnostic] {
    var counts: [Int: Int] = [:]
    var seen: Set<Diagnostic> = []
    let order = sorted {
      ($0.range.file, $0.range.lower, $0.range.upper, $0.code.rawValue)
        < ($1.range.file, $1.range.lower, $1.range.upper, $1.code.rawValue)
    }
    return order.filter { diagnostic in
      guard seen.insert(diagnostic).inserted else { return false }
      counts[diagnostic.range.file, default: 0] += 1
      return counts[diagnostic.range.file, default: 0] <= countMax
    }
  }
}

extension Diagnostic.Help {
  /// A way out in words alone.
  public init(zh: String, en: String) {
    self.init(Message(zh: zh, en: en))
  }

  /// A way out with text to paste.
  public init(zh: String, en: String, pasteZh: String, pasteEn: String) {
    self.init(Message(zh: zh, en: en), paste: Message(zh: pasteZh, en: pasteEn))
  }
}
