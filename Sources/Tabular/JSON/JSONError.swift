/// Why a text is not JSON, where, and what would have fit.
public struct JSONError: Error, Equatable, Sendable {
  /// The ways in which a text fails to be JSON; each says what ``JSONError/range`` marks.
  public enum Reason: Sendable, Equatable {
    /// The text ends inside a value; an empty range at the end.
    case unexpectedEnd
    /// A character or a bare word stands where it cannot; its bytes.
    case unexpectedCharacter
    /// Something like a number breaks the grammar: `01`, `1.`, `.5`, `+1`; all of it.
    case malformedNumber
    /// A string does not end on its line, or is not UTF-8; from its quote on.
    case malformedString
    /// A backslash begins no JSON escape; the backslash and what follows as far as it was read.
    case malformedEscape
    /// A `\u` escape is one half of a surrogate pair without the other; the escape.
    case loneSurrogate
    /// A control character stands in a string unescaped; that byte.
    case controlCharacter
    /// Values nest deeper than ``JSONParser/depthMax``; the bracket that is one too many.
    case tooDeep
    /// Something follows the value; from its first character to the end of its line.
    case trailingText
    /// There are more than ``JSONParser/valueCountMax`` values; an empty range before the
    /// one that is too many.
    case tooManyValues
    /// Punctuation of Chinese input methods stands where JSON wants ASCII: the character.
    ///
    /// It may stand inside a string, when that string does not end where it should.
    case fullWidthPunctuation(String)
    /// A string is quoted with `'`; that byte.
    case singleQuote
    /// Two values or members follow each other; an empty range where the comma belongs.
    case missingComma
    /// A comma stands before a closing bracket; the comma.
    case trailingComma
    /// A comment, which JSON does not have: `//`, `/*` or `#`; all of it.
    case comment
    /// One of JSON lines has more than ``JSONLines/lineBytesMax`` bytes; the first of them.
    case lineTooLong
  }

  /// What is wrong.
  public let reason: Reason

  /// The bytes that it is about, as offsets in the UTF-8 text.
  public let range: Range<Int>

  /// The JSON text that would have fit there, such as `"` or `,`; nil when there is no one such.
  public let expected: String?
}
