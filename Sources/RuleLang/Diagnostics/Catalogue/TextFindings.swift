public import ExactNumbers

/// Findings about the text of a file: characters, quotes, numbers.
extension Finding {
  static func unexpectedCharacter(_ scalar: Unicode.Scalar) -> Finding {
    var finding = Finding(
      .unexpectedCharacter, zh: "规则里不用这个字符“\(scalar)”",
      en: "the character '\(scalar)' is not used in rules")
    switch scalar {
    case ";", "；", "。":
      finding.helps = [.init(zh: "删去它：一行就是一条，行末不加标点", en: "remove it: a line is a statement")]
    case "{", "}", "【", "】", "〔", "〕", "｛", "｝":
      finding.helps = [
        .init(
          zh: "区间用 [ ] 和 ( )，其余不用括号", en: "intervals use [ ] and ( ), nothing else needs brackets")
      ]
    default:
      finding.helps = [
        .init(
          zh: "删去它；若它是名称的一部分，把整个名称写在反引号 ` ` 里",
          en: "remove it; in a name, put the name in backticks")
      ]
    }
    return finding
  }

  static func notUTF8() -> Finding {
    Finding(
      .notUTF8, zh: "文件不是 UTF-8 编码", en: "the file is not UTF-8",
      helps: [.init(zh: "在编辑器里另存为 UTF-8 编码", en: "save it as UTF-8 in the editor")])
  }

  static func hiddenCharacter(_ scalar: Unicode.Scalar) -> Finding {
    let code = "U+" + String(scalar.value, radix: 16, uppercase: true)
    return Finding(
      .hiddenCharacter, zh: "这里藏着看不见的字符 \(code)",
      en: "an invisible character \(code) is hidden here",
      helps: [.init(zh: "删去它，或把这一段重新输入", en: "remove it, or type this part again")])
  }

  static func unterminatedString(isWide: Bool) -> Finding {
    let mark = isWide ? "”" : "\""
    return Finding(
      .unterminatedString, zh: "文字没有结束的引号 \(mark)", en: "the text has no closing quote \(mark)",
      helps: [.init(zh: "在这一行里补上 \(mark)", en: "add \(mark) on this line")])
  }

  static func unterminatedName() -> Finding {
    Finding(
      .unterminatedName, zh: "名称没有结束的反引号 `", en: "the name has no closing backtick `",
      helps: [.init(zh: "在名称后补上 `", en: "add ` after the name")])
  }

  static func wrongOpeningQuote(_ scalar: Unicode.Scalar) -> Finding {
    Finding(
      .wrongQuote, zh: "文字以“\(scalar)”开头", en: "the text opens with '\(scalar)'",
      helps: [.init(zh: "文字写在 “…” 或 \"…\" 里", en: "texts are written in “…” or \"…\"")])
  }

  static func malformedNumber(_ text: String, _ reason: DecimalTextError.Reason) -> Finding {
    let (zh, en) = reason.words
    let digits = text.unicodeScalars.filter { $0 != "," && $0 != "，" }
    return Finding(
      .malformedNumber, zh: "数字 \(text) \(zh)", en: "the number \(text) \(en)",
      helps: reason == .misplacedSeparator
        ? [
          .init(
            zh: "千分位每三位一个逗号，或不用逗号", en: "separate thousands by three digits, or not at all",
            pasteZh: String(String.UnicodeScalarView(digits)),
            pasteEn: String(String.UnicodeScalarView(digits)))
        ] : [])
  }

  static func ambiguousComma(_ text: String) -> Finding {
    let groups = text.split { $0 == "," || $0 == "，" }
    let (one, several) = (groups.joined(), groups.joined(separator: ", "))
    return Finding(
      .ambiguousComma, zh: "括号里的逗号用来分隔，看不出 \(text) 是一个数还是几个数",
      en: "inside brackets a comma separates: \(text) may be one number or several",
      helps: [
        .init(zh: "一个数不写千分位：", en: "one number, without separators:", pasteZh: one, pasteEn: one),
        .init(
          zh: "几个数在逗号后空一格：", en: "several, with a space after the comma:", pasteZh: several,
          pasteEn: several),
      ])
  }

  static func noSuchDate() -> Finding {
    Finding(
      .noSuchDate, zh: "没有这一天", en: "there is no such day",
      helps: [.init(zh: "日期写作 2023-12-31", en: "a date is written 2023-12-31")])
  }
}

extension DecimalTextError.Reason {
  /// What is wrong with a number, in words that follow it.
  public var words: (zh: String, en: String) {
    switch self {
    case .empty, .noDigits: ("里没有数字", "has no digits")
    case .misplacedSeparator: ("的千分位逗号位置不对", "has a thousands separator out of place")
    case .misplacedPoint: ("的小数点前后都要有数字", "needs digits on both sides of the point")
    case .tooManyDigits:
      ("的位数超过 \(DecimalText.digitCountMax) 位", "has more than \(DecimalText.digitCountMax) digits")
    case .exponentTooLarge: ("的指数太大", "has too large an exponent")
    case .trailingText: ("后面还有别的文字", "is followed by other text")
    }
  }
}
