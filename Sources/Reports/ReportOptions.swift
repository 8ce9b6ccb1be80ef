public import RuleLang

/// In which language and in what dress a report is written.
public struct ReportOptions: Sendable {
  /// The language of the words around the rules' own.
  public var language: Language

  /// Whether parts are coloured with the escape sequences of ANSI terminals.
  public var usesColor: Bool

  /// The cells of a line, which reports do not pass unless a single word does.
  public static let columnsMax = 100

  /// Options from their parts.
  public init(language: Language, usesColor: Bool = false) {
    self.language = language
    self.usesColor = usesColor
  }

  var say: Wording { Wording(language: language) }

  var ink: Pen { Pen(isColored: usesColor) }
}

/// Chooses between the two wordings of a text.
struct Wording: Sendable {
  let language: Language

  func callAsFunction(_ zh: String, _ en: String) -> String {
    language == .zh ? zh : en
  }

  func callAsFunction(_ message: Message) -> String {
    message.text(in: language)
  }

  /// Texts one after another, with the mark that lists are written with.
  func list(_ texts: [String]) -> String {
    texts.joined(separator: self("、", ", "))
  }

  /// A number of points with its unit.
  func points(_ text: String) -> String {
    self("\(text) 分", text == "1" ? "1 point" : "\(text) points")
  }

  /// A text in the quotation marks of the language, and in the other ones where it has those.
  func quoted(_ text: String) -> String {
    if language == .en { return "'\(text)'" }
    return text.contains("“") ? "「\(text)」" : "“\(text)”"
  }

  /// A remark in brackets.
  func bracketed(_ text: String) -> String {
    self("（\(text)）", " (\(text))")
  }
}

/// Colours text for ANSI terminals, or leaves it as it is.
struct Pen: Sendable {
  /// What a part of a report is, with the parameters of its colour.
  enum Style: String {
    case strong = "1"
    case faint = "2"
    case good = "32"
    case bad = "31"
    case open = "33"
  }

  let isColored: Bool

  func drawn(_ text: String, _ style: Style) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
