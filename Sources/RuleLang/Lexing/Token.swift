/// One piece of a rule file.
///
/// Tokens tile the bytes: each begins where the last one ended.
public struct Token: Hashable, Sendable {
  /// What a token is.
  public enum Kind: Hashable, Sendable {
    /// Letters, digits and `_`, beginning with a letter: a keyword, a name or a unit.
    case word
    /// A name in backticks.
    case quotedName
    /// A number without its unit; `%` and `‰` belong to it.
    case number
    /// A date, `2023-12-31` or `2023年12月31日`.
    case date
    /// A text in `"…"` or `“…”`.
    case string
    /// Punctuation or an operator.
    case symbol(Symbol)
    /// The end of a statement.
    case newline
    /// Spaces, and line ends inside a statement.
    case space
    /// A comment, without its line end.
    case comment
    /// Something that is no part of the language; a diagnostic says so.
    case unknown

    /// Whether the parser asks for its text.
    var isText: Bool { self == .word || self == .quotedName || self == .string }
  }

  /// What it is.
  public let kind: Kind

  // A file has a token for every three bytes, and less than 4 GiB.
  private let first: UInt32
  private let end: UInt32

  /// A token from its ends.
  init(kind: Kind, lower: Int, upper: Int) {
    self.kind = kind
    first = UInt32(clamping: lower)
    end = UInt32(clamping: upper)
  }

  /// The first byte.
  public var lower: Int { Int(first) }

  /// The byte after the last.
  public var upper: Int { Int(end) }

  /// Whether the parser sees it.
  var isSignificant: Bool { kind != .space && kind != .comment && kind != .unknown }
}

/// Punctuation and operators; full-width forms mean what the ASCII forms mean.
public enum Symbol: String, Hashable, Sendable {
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case comma = ","
  case colon = ":"
  case point = "."
  case equal = "="
  case notEqual = "≠"
  case less = "<"
  case lessOrEqual = "≤"
  case greater = ">"
  case greaterOrEqual = "≥"
  case plus = "+"
  case minus = "-"
  case times = "×"
  case over = "÷"
  case dash = "–"

  /// Whether a line that ends in it goes on.
  var continuesLine: Bool {
    switch self {
    case .comma, .plus, .minus, .times, .over, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual:
      true
    default: false
    }
  }

  /// The symbol of a scalar that stands alone, in any width.
  static func single(_ scalar: Unicode.Scalar) -> Symbol? {
    switch scalar {
    case "(", "（": .leftParenthesis
    case ")", "）": .rightParenthesis
    case "[", "［": .leftBracket
    case "]", "］": .rightBracket
    case ",", "，", "、": .comma
    case ":", "：": .colon
    case ".", "．": .point
    case "=", "＝": .equal
    case "≠": .notEqual
    case "<", "＜": .less
    case "≤", "≦", "⩽": .lessOrEqual
    case ">", "＞": .greater
    case "≥", "≧", "⩾": .greaterOrEqual
    case "+", "＋": .plus
    case "-", "－", "−": .minus
    case "*", "×", "＊": .times
    case "/", "÷", "／": .over
    case "–", "—", "～", "~": .dash
    default: nil
    }
  }

  /// The symbol that two scalars make together.
  static func pair(_ first: Symbol, _ second: Symbol) -> Symbol? {
    switch (first, second) {
    case (.less, .equal): .lessOrEqual
    case (.greater, .equal): .greaterOrEqual
    case (.equal, .equal): .equal
    case (.less, .greater): .notEqual
    default: nil
    }
  }
}
