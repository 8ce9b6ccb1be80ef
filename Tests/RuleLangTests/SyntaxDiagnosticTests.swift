import RuleLang
import Testing

/// A line with one mistake, and what is to be said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
  /// What stands before the line, which says what kind of line it is.
  enum Context: String, Sendable {
    case header = ""
    case facts = "数据\n"
    case indicator = "三级指标 甲 5 分\n"
    case grades = "等次\n"
    case check = "核对 “甲”\n"
    case test = "测试 “甲”\n"
  }

  let context: Context
  let line: String
  let code: DiagnosticCode
  let underlined: String
  /// Text that the help offers for pasting, if it is part of the case.
  let paste: String?

  init(
    _ context: Context, _ line: String, _ code: DiagnosticCode, _ underlined: String,
    paste: String? = nil
  ) {
    self.context = context
    self.line = line
    self.code = code
    self.underlined = underlined
    self.paste = paste
  }

  init(_ line: String, _ code: DiagnosticCode, _ underlined: String, paste: String? = nil) {
    self.init(.indicator, line, code, underlined, paste: paste)
  }

  var testDescription: String { line }
}

@Suite("One mistake, one finding, in its place")
struct SyntaxDiagnosticTests {
  @Test("a mistake in a line", arguments: spacing + colons + points + structure + texts)
  func mistake(mistake: Mistake) {
    // The lines around it must stay what they are.
    let before = mistake.context.rawValue
    let text = before + mistake.line + "\n＞ 0 不得分\n依据 “乙”\n"
    let (file, diagnostics) = parse(text)
    let found = "\(described(diagnostics, in: text))"
    let context = before.isEmpty ? 0 : 1
    #expect(file.statements.count == context + 3, "\(found)")
    #expect(diagnostics.count == 1, "\(found)")
    guard let diagnostic = diagnostics.first else { return }
    #expect(diagnostic.code == mistake.code, "\(found)")
    let source = SourceFile(path: "mistake", text: text)
    #expect(source.text(diagnostic.range.offsets) == mistake.underlined, "\(found)")
    let line = source.position(of: diagnostic.range.lower).line
    #expect(line == context + 1, "\(found)")
    guard let paste = mistake.paste else { return }
    #expect(diagnostic.helps.contains { $0.paste?.zh == paste }, "\(diagnostic.helps)")
  }

  static let spacing: [Mistake] = [
    .init(
      "当上年结余 ＝ 0 得满分", .missingSpace, "当上年结余", paste: "当 上年结余 ＝ 0 得满分"),
    .init("当 上年结余 ＝ 0 得5分", .missingSpace, "得5分", paste: "当 上年结余 ＝ 0 得 5 分"),
    .init("(0, 10%] 得5分", .missingSpace, "得5分", paste: "(0, 10%] 得 5 分"),
    .init("＝ 0 得5分", .missingSpace, "得5分", paste: "＝ 0 得 5 分"),
    .init("计算追加预算 ÷ 年初预算", .missingSpace, "计算追加预算", paste: "计算 追加预算 ÷ 年初预算"),
    .init("＞ 10% 每满1个百分点 扣 1 分", .missingSpace, "每满1个百分点"),
    .init("＞ 10% 每满 1 个百分点 扣1分", .missingSpace, "扣1分"),
    .init("要点1分 当 甲", .missingSpace, "要点1分", paste: "要点 1 分 当 甲"),
    .init("要点 1分 当甲", .missingSpace, "当甲"),
    .init(.header, "三级指标甲 5 分", .missingSpace, "三级指标甲"),
  ]

  static let colons: [Mistake] = [
    .init("＝ 0 得：5 分", .strayColon, "：", paste: "＝ 0 得 5 分"),
    .init("＝ 0：得 5 分", .strayColon, "：", paste: "＝ 0 得 5 分"),
    .init("计算：甲", .strayColon, "：", paste: "计算 甲"),
    .init("当：甲 得 1 分", .strayColon, "："),
    .init("当 甲：得 1 分", .strayColon, "："),
    .init("要点：1 分 当 甲", .strayColon, "："),
    .init("要点 1 分：当 甲", .strayColon, "："),
    .init("每 甲：扣 1 分", .strayColon, "："),
    .init("评定：“甲”", .strayColon, "："),
    .init(.header, "规则集：甲", .strayColon, "：", paste: "规则集 甲"),
    .init(.header, "年度：2023", .strayColon, "："),
    .init(.header, "总分: 100 分", .strayColon, ":"),
    .init(.header, "三级指标 甲：5 分", .strayColon, "：", paste: "三级指标 甲 5 分"),
    .init(.header, "定义：甲 ＝ 1", .strayColon, "："),
    .init(.grades, "优：≥ 90", .strayColon, "：", paste: "优 ≥ 90"),
    .init(.check, "支出合计：基本支出", .strayColon, "："),
  ]

  static let points: [Mistake] = [
    .init("＝ 0 得 5", .missingPointsUnit, "5", paste: "＝ 0 得 5 分"),
    .init("＞ 0 每满 1 个百分点 扣 0.5", .missingPointsUnit, "0.5"),
    .init("要点 1 当 甲", .missingPointsUnit, "1"),
    .init("＝ 0 得 5 万元", .missingPointsUnit, "万元"),
    .init("＝ 0 得 50%", .missingPointsUnit, "50%"),
    .init(.header, "总分 100", .missingPointsUnit, "100", paste: "总分 100 分"),
    .init(.header, "三级指标 甲 5", .missingPointsUnit, "5"),
    .init("＞ 10% 每 1 个百分点 扣 1 分", .missingPart, "每", paste: "每满"),
    .init("＞ 10% 扣 1 分 每 1 个百分点", .missingPart, "每", paste: "每满或不足"),
    .init("＞ 10% 每满 1 个百分点 扣 1 分，", .missingPart, ""),
    .init("10%–20% 得 3 分", .unsaidRangeEnd, "10%–20%", paste: "(10%, 20%]"),
    .init("10%～20% 得 3 分", .unsaidRangeEnd, "10%～20%", paste: "[10%, 20%)"),
    .init("缺失时 5 分", .missingPart, "5"),
    .init("不适用 当 甲 剔除", .missingPart, "剔除", paste: "剔除 折算到上级"),
  ]

  static let structure: [Mistake] = [
    .init("(0, 10% 得 4 分", .unclosedBracket, "("),
    .init("[0, 10% 每满 1 个百分点 扣 1 分", .unclosedBracket, "["),
    .init("计算 (甲 ＋ 乙", .unclosedBracket, "("),
    .init("计算 最小(甲, (乙 ＋ 1)", .unclosedBracket, "("),
    .init("[0 10%] 得 4 分", .missingPart, "10%"),
    .init("计算 甲 ＋", .missingPart, ""),
    .init("计算 甲 乙", .extraText, "乙"),
    .init("计算 0 ＜ 甲 ＜ 5", .chainedComparison, "＜"),
    .init("计算 绝对植(甲)", .unknownFunction, "绝对植"),
    .init("结算 甲", .unknownStatement, "结算"),
    .init("随便写写", .unknownStatement, "随便写写"),
    .init(.header, "定义 甲 1", .missingPart, "1"),
    .init(.header, "次序 甲 ＞ 乙", .missingPart, "＞"),
    .init(.header, "依据 办法", .missingPart, "办法"),
    .init(.header, "得分 保留 0.01", .missingPart, ""),
    .init(.header, "一票否决 “甲” 当 乙 得 0 分", .missingPart, "得"),
    .init(.facts, "编制人数 数量 人", .missingPart, "数量"),
    .init(.facts, "编制人数：人数", .missingPart, "人数"),
    .init(.facts, "编制人数：数量 人，不少", .missingPart, "不少"),
    .init(.test, "已知 甲 100 万元", .missingPart, "100"),
    .init(.test, "应得 甲 4 分", .missingPart, "4"),
    .init(.test, "已知 表甲 含 甲 ＝ 1", .missingPart, "甲"),
  ]

  static let texts: [Mistake] = [
    .init("评定 “没写完", .unterminatedString, "“没写完"),
    .init("评定 \"没写完”", .unterminatedString, "\"没写完”"),
    .init("评定 「甲」", .wrongQuote, "「甲」"),
    .init("计算 `没写完", .unterminatedName, "`没写完"),
    .init("计算 12,34.5", .malformedNumber, "12,34.5", paste: "1234.5"),
    .init("计算 1.2.3", .malformedNumber, "1.2.3"),
    .init("计算 最小(1,000, 2)", .ambiguousComma, "1,000"),
    .init("当 甲 ＝ 2023-02-30 得 1 分", .noSuchDate, "2023-02-30"),
    .init("计算 甲\u{200B}乙", .hiddenCharacter, "\u{200B}"),
    .init("计算 甲 \u{202E}", .hiddenCharacter, "\u{202E}"),
    .init("评定 “甲\u{2066}乙”", .hiddenCharacter, "\u{2066}"),
    .init("评定 “甲” // 乙\u{202A}", .hiddenCharacter, "\u{202A}"),
    .init("计算 甲；", .unexpectedCharacter, "；"),
  ]

  @Test(
    "a statement that is not known names the nearest one",
    arguments: [("结算 甲", "计算"), ("三级指表 甲 5 分", "三级指标"), ("mesure 甲", "measure")])
  func suggestion(line: String, nearest: String) throws {
    let diagnostic = try #require(parse("三级指标 甲 5 分\n" + line + "\n").diagnostics.first)
    #expect(diagnostic.code == .unknownStatement)
    #expect(diagnostic.helps.first?.message.zh == "是不是“\(nearest)”？")
  }
}
