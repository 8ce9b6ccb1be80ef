import RuleLang

/// The words that data files use beside the names of a ruleset, in English and in Chinese.
enum DataWord: String, CaseIterable {
  case ruleset, department, fiscalYear, evaluationDate
  case unit, facts, sources, judgments, claims, notes
  case value, source, asOf, values, use, reason
  case score, scores, points, measures, total, grade

  /// The members of a record.
  static let ofRecord: [DataWord] = [
    .ruleset, .department, .fiscalYear, .evaluationDate, .unit, .facts, .sources, .judgments,
    .claims, .notes,
  ]

  /// The members of a value that says more than itself.
  static let ofValue: [DataWord] = [.value, .source, .asOf, .values, .use, .reason]

  /// The members of one of several values.
  static let ofCandidate: [DataWord] = [.value, .source, .asOf]

  /// The members of a judgment.
  static let ofJudgment: [DataWord] = [.score, .reason]

  /// The members of what a department reports of itself.
  static let ofClaims: [DataWord] = [.scores, .points, .measures, .total, .grade]

  /// The columns that say what record a row is.
  static let ofSheet: [DataWord] = [.department, .fiscalYear, .ruleset, .evaluationDate]

  /// The Chinese spelling.
  var chinese: String {
    switch self {
    case .ruleset: "规则集"
    case .department: "部门"
    case .fiscalYear: "年度"
    case .evaluationDate: "评价日期"
    case .unit: "单位"
    case .facts: "数据"
    case .sources: "来源"
    case .judgments: "评定"
    case .claims: "申报"
    case .notes: "备注"
    case .value: "值"
    case .source: "来源"
    case .asOf: "截至"
    case .values: "各值"
    case .use: "采用"
    case .reason: "理由"
    case .score: "得分"
    case .scores: "得分"
    case .points: "分值"
    case .measures: "计算值"
    case .total: "总分"
    case .grade: "等次"
    }
  }

  /// The word that a member of a JSON object is.
  static func member(_ name: String, among words: [DataWord]) -> DataWord? {
    words.first { $0.rawValue == name || $0.chinese == name }
  }

  /// The word that a column is, whose name is in NFC; there `Fiscal Year` and `fiscal_year` are
  /// `fiscalYear`.
  static func column(_ name: String) -> DataWord? {
    let isEnglish = name.utf8.first.map { $0 < 0x80 } ?? true
    return ofSheet.first {
      isEnglish ? isSpelling(name, of: $0.rawValue) : $0.chinese.utf8.elementsEqual(name.utf8)
    }
  }

  /// Whether a name has the letters of a word, in whatever case, and no more.
  private static func isSpelling(_ name: String, of word: String) -> Bool {
    var letters = word.utf8.makeIterator()
    for byte in name.utf8 where byte != UInt8(ascii: " ") && byte != UInt8(ascii: "_") {
      guard let letter = letters.next(), byte < 0x80, byte | 0x20 == letter | 0x20 else {
        return false
      }
    }
    return letters.next() == nil
  }
}

/// What was found in one record or file, as much of it as is worth keeping.
struct FindingList {
  private(set) var diagnostics: [Diagnostic] = []

  /// Whether there is room for more; what comes later is not worth working out.
  var isFull: Bool { diagnostics.count >= Limits.diagnosticsPerFileMax }

  mutating func add(_ finding: @autoclosure () -> Finding, at range: SourceRange) {
    if !isFull { diagnostics.append(finding().at(range)) }
  }

  mutating func append(contentsOf others: [Diagnostic]) {
    diagnostics += others.prefix(max(0, Limits.diagnosticsPerFileMax - diagnostics.count))
  }

  /// The members of an object by what they are; others and repeated ones are reported.
  mutating func members(
    of object: [RawMember], among words: [DataWord]
  ) -> [DataWord: RawMember] {
    var found: [DataWord: RawMember] = [:]
    for member in object {
      guard let word = DataWord.member(member.name, among: words) else {
        add(.unknownMember(member.name, words: words), at: member.nameRange)
        continue
      }
      if let first = found[word] {
        add(.repeatedName(member.name, first: first.nameRange), at: member.nameRange)
      } else {
        found[word] = member
      }
    }
    return found
  }
}

extension String {
  /// The text without spaces and tabs at its ends, also ideographic and no-break spaces.
  var withoutOuterSpace: String {
    func isSpace(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case " ", "\t", "\r", "\n", "\u{A0}", "\u{3000}": true
      default: false
      }
    }
    let scalars = unicodeScalars
    guard let first = scalars.first, let last = scalars.last, isSpace(first) || isSpace(last) else {
      return self
    }
    let rest = scalars.drop(while: isSpace)
    guard let end = rest.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(rest[...end])
  }

  /// The text as a name: in NFC, without space around it.
  var asName: String { NameCharacters.normalized(withoutOuterSpace) }

  /// The text as messages quote it: on one line and not too long.
  var quotable: String {
    var text = ""
    for (count, scalar) in unicodeScalars.enumerated() {
      if count == 60 { return text + "…" }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: text += " "
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

/// Guesses at what a name was meant to be.
enum NearestName {
  /// The candidate most likely meant; none for what is too long to be a name.
  static func of(_ name: String, in candidates: [String]) -> String? {
    guard name.utf8.count <= 4 * Limits.nameCharactersMax else { return nil }
    return EditDistance.nearest(to: name, in: candidates)
  }
}
