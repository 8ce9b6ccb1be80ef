/// When a name needs its backticks.
enum NameQuoting {
  /// What stands around a name.
  enum Place {
    /// After a keyword or before a sign that leaves no doubt that it is a name.
    case plain
    /// Where the grammar also looks for keywords.
    case expression
    /// Where a statement, or a part with its own first word, may begin.
    case opening
  }

  /// A name as it is written in a place.
  static func written(_ name: String, in place: Place) -> String {
    needsBackticks(name, in: place) ? "`" + name + "`" : name
  }

  private static func needsBackticks(_ name: String, in place: Place) -> Bool {
    // The verbs of scoring end a bracket wherever they stand.
    guard isWord(name), !Lexer.isVerb(name) else { return true }
    return switch place {
    case .plain: false
    case .expression: isReserved(name)
    case .opening: isReserved(name) || Phrases.meaning(of: name)?.phrases.isEmpty == false
    }
  }

  private static func isWord(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, NameCharacters.isNameStart(first) else {
      return false
    }
    return name.unicodeScalars.allSatisfy(NameCharacters.isNameContinue)
  }

  private static func isReserved(_ name: String) -> Bool {
    Phrases.meaning(of: name)?.mayFollowOperand == true || reserved.contains(name)
  }

  /// The words of operands and of conditions, and those that make a phrase with a word before
  /// them, as `missing` does after `when`.
  private static let reserved: Set<String> = {
    var words: Set<String> = []
    let operands: [Keyword] = [.yes, .no, .not, .if, .scoreOf, .measureOf, .pointsOf]
    for keyword in operands {
      words.formUnion(keyword.english + keyword.chinese)
    }
    for keyword in Keyword.allCases {
      for spelling in keyword.english + keyword.chinese {
        let parts = spelling.split { $0 == " " || $0 == "-" }.map(String.init)
        words.formUnion(parts.dropFirst())
        if operands.contains(keyword) { words.formUnion(parts.prefix(1)) }
      }
    }
    return words
  }()
}
