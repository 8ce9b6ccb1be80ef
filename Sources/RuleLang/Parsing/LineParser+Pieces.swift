import ExactNumbers

/// The pieces that statements are made of: names, texts, numbers and points.
extension LineParser {
  /// A name: a word, or anything in backticks.
  mutating func parseName(_ part: ExpectedPart) throws(Failure) -> Name {
    guard let name = parseNameIfPresent() else { throw failExpecting(part) }
    return name
  }

  mutating func parseNameIfPresent() -> Name? {
    guard kind() == .word || kind() == .quotedName else { return nil }
    index += 1
    return name(at: index - 1)
  }

  /// The name that the token of an index is.
  private mutating func name(at position: Int) -> Name {
    let token = tokens[position]
    var text = text(at: position)
    if token.kind == .quotedName { text = String(text.unicodeScalars.dropFirst().dropLast()) }
    if text.utf8.count > Limits.nameCharactersMax, text.count > Limits.nameCharactersMax {
      add(.limitExceeded(.nameCharacters), at: range(token))
    }
    return Name(text: NameCharacters.normalized(text), range: range(token))
  }

  /// The text of a string, if one is here.
  mutating func parseStringIfPresent() -> String? {
    guard kind() == .string else { return nil }
    // By scalars: a mark after the quote combines with it into one character.
    let raw = text().unicodeScalars.dropFirst().dropLast()
    index += 1
    let isEscaping = Substring(raw).utf8.contains(UInt8(ascii: "\\"))
    guard isEscaping else { return String(raw) }
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in raw {
      if scalar == "\\", !isEscaped {
        isEscaped = true
      } else {
        result.append(scalar)
        isEscaped = false
      }
    }
    return String(result)
  }

  mutating func parseString(_ part: ExpectedPart) throws(Failure) -> String {
    passStrayColon()
    guard let text = parseStringIfPresent() else { throw failExpecting(part) }
    return text
  }

  /// A number with its unit, if one is here; a minus sign may stand before it.
  mutating func parseLiteralIfPresent() -> Literal? {
    let start = index
    let isNegative = at(.minus) && kind(ahead: 1) == .number
    if isNegative { index += 1 }
    guard kind() == .number else {
      index = start
      return nil
    }
    let token = tokens[index]
    index += 1
    var parsed = try? DecimalText.parsePrefix(
      source.bytes, from: token.lower, multipliers: false)
    if parsed?.end != token.upper {
      // A comma that separates ends the token, and not the number that the text begins with.
      parsed = try? DecimalText.parsePrefix(
        Array(source.bytes[token.lower..<token.upper]), multipliers: false)
    }
    let value = parsed?.value ?? .zero
    let form: Literal.Form =
      switch parsed?.form {
      case .percent: .percent
      case .permille: .permille
      default: .plain
      }
    let unit = form == .plain ? parseUnitIfPresent() : nil
    let digits = Self.canonicalDigits(source.text(token.lower..<token.upper))
    return Literal(
      digits: isNegative ? "-" + digits : digits,
      value: isNegative ? -value : value, form: form, unit: unit, range: range(from: start))
  }

  /// A number with its unit.
  mutating func parseLiteral(_ part: ExpectedPart) throws(Failure) -> Literal {
    passStrayColon()
    guard let literal = parseLiteralIfPresent() else { throw failExpecting(part) }
    return literal
  }

  /// The unit that follows a number, unless the word is one of the grammar's own.
  private mutating func parseUnitIfPresent() -> Name? {
    guard kind() == .word, !mayFollowOperand(), !isVerbGluedToNumber,
      !isNameOfEmptiedHeading, !isRevisionOfNumber
    else { return nil }
    let unit = name(at: index)
    index += 1
    switch NormalizedText(unit.text) {
    case "个百分点", "百分点", "pp":
      keywordCounts.zh += unit.text == "pp" ? 0 : 1
      return Name(text: Literal.percentagePoints, range: unit.range)
    case "分", "points", "point":
      return Name(text: Literal.points, range: unit.range)
    default: return unit
    }
  }

  /// Whether the word is like `得5分`, which is no unit but a verb that lacks its space.
  private var isVerbGluedToNumber: Bool {
    let word = text()
    guard word.utf8.contains(where: { (0x30...0x39).contains($0) || $0 == 0xEF }) else {
      return false
    }
    return Phrases.chineseVerbs.contains { verb in
      word.hasPrefix(verb) && word.dropFirst(verb.count).first?.isNumber == true
    }
  }

  /// Whether the word is the heading of `过程 全部不得分`, which is no unit either.
  private var isNameOfEmptiedHeading: Bool {
    phrase(.scoresNothing, ahead: 1) != nil
  }

  /// Whether the word is that of `修改 2023 修订 1`.
  private var isRevisionOfNumber: Bool { at(.revision) && kind(ahead: 1) == .number }

  /// ASCII digits and point alone.
  private static func canonicalDigits(_ text: String) -> String {
    let isCanonical = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    if isCanonical { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": result.unicodeScalars.append(scalar)
      case "０"..."９":
        if let digit = Unicode.Scalar(scalar.value - 0xFF10 + 0x30) {
          result.unicodeScalars.append(digit)
        }
      case ".", "．": result += "."
      default: break
      }
    }
    return result
  }

  /// An amount of points: a number, or all of them.
  ///
  /// A clause in the Chinese vocabulary needs 分 after the number.
  mutating func parsePoints(after language: Language?, isUnitNeeded: Bool = true)
    throws(Failure) -> PointsSyntax
  {
    passStrayColon()
    let start = index
    if consume(if: .full) { return PointsSyntax(kind: .full, range: range(from: start)) }
    guard let literal = parseLiteralIfPresent() else { throw failExpecting(.points) }
    let syntax = PointsSyntax(kind: .amount(literal), range: literal.range)
    if literal.unit == nil, at(.rows) {
      add(.notPoints(text()), at: here)
      index += 1
      return syntax
    }
    if let unit = literal.unit {
      if unit.text != Literal.points {
        if unit.text.hasPrefix("分"), let keyword = gluedPoints(unit) {
          throw fail(keyword, at: unit.range)
        }
        add(.notPoints(unit.text), at: unit.range)
      }
    } else if literal.form != .plain {
      throw fail(.notPoints(literal.form == .percent ? "%" : "‰"), at: literal.range)
    } else if isUnitNeeded, language == .zh {
      let line = lineText(replacing: literal.range, with: literal.digits + " 分")
      add(.missingPointsUnit(literal.digits, line: line), at: literal.range)
      endOfBareNumber = index
    }
    return syntax
  }

  private func gluedPoints(_ unit: Name) -> Finding? {
    let rest = String(unit.text.dropFirst())
    return .missingSpace(
      keyword: "分", rest: rest, line: lineText(replacing: unit.range, with: "分 " + rest))
  }
}
