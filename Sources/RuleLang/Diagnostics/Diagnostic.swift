/// The two languages in which everything that people read is kept.
public enum Language: String, Sendable, CaseIterable {
  /// Chinese, simplified.
  case zh
  /// English.
  case en
}

/// One text in both languages.
public struct Message: Hashable, Sendable {
  /// The Chinese wording.
  public let zh: String

  /// The English wording.
  public let en: String

  /// A text from its two wordings.
  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  /// The wording in one language.
  public func text(in language: Language) -> String {
    language == .zh ? zh : en
  }
}

/// How much a finding weighs.
public enum Severity: String, Sendable {
  /// Stops evaluation.
  case error
  /// Something has no effect or contradicts what is written; evaluation goes on.
  case warning
  /// Worth knowing, and perhaps meant; evaluation goes on.
  case note
}

/// Something found in a rule file or a data file, with its place and the way out.
///
/// One mistake makes one diagnostic. It knows places, never syntax nodes.
public struct Diagnostic: Hashable, Sendable {
  /// A second place that belongs to the finding, with what it has to do with it.
  public struct Label: Hashable, Sendable {
    /// Where.
    public let range: SourceRange

    /// What that place has to do with the finding.
    public let message: Message

    /// A label from its place and words.
    public init(_ range: SourceRange, _ message: Message) {
      self.range = range
      self.message = message
    }
  }

  /// A way out, with text to paste where there is one.
  public struct Help: Hashable, Sendable {
    /// What to do.
    public let message: Message

    /// Text that can be pasted as it is; one text for each vocabulary.
    public let paste: Message?

    /// A way out from its words and the text to paste.
    public init(_ message: Message, paste: Message? = nil) {
      self.message = message
      self.paste = paste
    }
  }

  /// The stable code, whose page `rules explain` prints.
  public let code: DiagnosticCode

  /// What was found, then the rule: one phrase.
  public let message: Message

  /// The narrowest thing that is wrong.
  public let range: SourceRange

  /// Words beside the carets, where they add something.
  public let note: Message?

  /// The places where the cause lies, when it lies elsewhere.
  public let labels: [Label]

  /// The ways out.
  public let helps: [Help]

  /// A finding from its parts.
  public init(
    _ code: DiagnosticCode, _ message: Message, at range: SourceRange, note: Message? = nil,
    labels: [Label] = [], helps: [Help] = []
  ) {
    self.code = code
    self.message = message
    self.range = range
    self.note = note
    self.labels = labels
    self.helps = helps
  }

  /// The most places drawn for one finding beside its own.
  static let labelCountMax = 4

  /// The finding with one more place, unless it has enough.
  func alsoAt(_ place: SourceRange, _ message: Message) -> Diagnostic {
    guard labels.count < Self.labelCountMax else { return self }
    return Diagnostic(
      code, self.message, at: range, note: note, labels: labels + [Label(place, message)],
      helps: helps)
  }

  /// How much the finding weighs; it follows from the code.
  public var severity: Severity { code.severity }
}
