import RuleLang
import Testing

@testable import Evaluator

/// CSV, in every encoding; the same data in every form.
@Suite("Records in sheets")
struct SheetTests {
  static let csv = """
    部门,年度,编制人数,年初预算（万元）,预算公开,验收日期
    甲局,2023,8,"25,274.07",是,2023-12-31
    乙局,2023,５人,1.47亿元,否,

    """

  /// The same in GB 18030, two digits a byte.
  static let gb18030 = """
    b2bfc3c52cc4eab6c82cb1e0d6c6c8cbcafd2cc4eab3f5d4a4cbe3a3a8cdf2d4aaa3a92cd4a4cbe3b9abbfaa \
    2cd1e9cad5c8d5c6da0abcd7bed62c323032332c382c2232352c3237342e3037222ccac72c323032332d3132 \
    2d33310ad2d2bed62c323032332ca3b5c8cb2c312e3437d2dad4aa2cb7f12c0a
    """

  static let json = """
    [{"department": "甲局", "fiscalYear": 2023, "unit": "万元",
      "facts": {"编制人数": 8, "年初预算": "25,274.07", "预算公开": true, "验收日期": "2023-12-31"}},
     {"department": "乙局", "fiscalYear": 2023,
      "facts": {"编制人数": "５人", "年初预算": "1.47亿元", "预算公开": "否", "验收日期": null}}]
    """

  static let lines = """
    {"department": "甲局", "fiscalYear": 2023, "facts": {"编制人数": 8, "年初预算": "25274.07万元", \
    "预算公开": true, "验收日期": "2023年12月31日"}}
    {"department": "乙局", "fiscalYear": "2023", "facts": {"编制人数": "5", "年初预算": "14700 万元", \
    "预算公开": "no"}}
    """

  static func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(digits[$0] * 16 + digits[$0 + 1])
    }
  }

  static func little(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }

  static func big(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
  }

  static let forms: [(name: String, path: String, bytes: [UInt8])] = [
    ("JSON", "数据.json", Array(json.utf8)),
    ("JSON with a mark", "数据.json", [0xEF, 0xBB, 0xBF] + Array(json.utf8)),
    ("JSON in UTF-16", "数据.json", little(json)),
    ("JSON without an ending", "数据", Array(json.utf8)),
    ("JSON lines", "数据.jsonl", Array(lines.utf8)),
    ("JSON lines without an ending", "数据", Array(lines.utf8)),
    ("CSV", "数据.csv", Array(csv.utf8)),
    ("CSV with a mark", "数据.csv", [0xEF, 0xBB, 0xBF] + Array(csv.utf8)),
    ("CSV in UTF-16, low byte first", "数据.csv", [0xFF, 0xFE] + little(csv)),
    ("CSV in UTF-16, high byte first", "数据.csv", [0xFE, 0xFF] + big(csv)),
    ("CSV in GB 18030", "数据.csv", bytes(gb18030)),
    ("CSV without an ending", "数据.txt", Array(csv.utf8)),
    ("CSV with tabs", "数据.tsv", Array(csv.map { $0 == "," ? "\t" : $0 }.tabbed.utf8)),
  ]

  @Test("every form gives the same records", arguments: forms)
  func form(_ form: (name: String, path: String, bytes: [UInt8])) throws {
    let data = DataReader.read(DataInput(path: form.path, bytes: form.bytes), firstFileIndex: 3)
    let run = DataRun(data, Binder(ruleset: try DataFixture.ruleset()))
    #expect(run.lines == [])
    #expect(run.fileLines == [])
    #expect(run.records.map(\.department) == ["甲局", "乙局"])
    #expect(run.records.map(\.fiscalYear) == [2023, 2023])
    let facts = ["编制人数", "年初预算", "预算公开", "验收日期"]
    #expect(facts.map { run.value($0) } == ["8", "252740700", "true", "19722"])
    #expect(facts.map { run.value($0, record: 1) } == ["5", "147000000", "false", nil])
  }

  static let headers: [(text: String, lines: [String], words: String)] = [
    ("部门,年度,编制数\n甲,2023,8\n乙,2023,8\n", ["E0504 编制数"], "表头里正缺“编制人数”"),
    ("部门,年度,无关之物\n甲,2023,8\n", ["E0504 无关之物"], "删去这一列"),
    ("部门,年度,项目\n甲,2023,8\n", ["E0504 项目"], "数据.项目.csv"),
    ("部门,年度,全年预算\n甲,2023,8\n", ["E0504 全年预算"], "由规则算出"),
    ("部门,年度,追加预算,追加预算（元）\n甲,2023,0,0\n", ["E0509 追加预算（元）"], "写了两次"),
    ("部门,年度,department\n甲,2023,乙\n", ["E0509 department"], "写了两次"),
    ("部门,年度,追加预算（人）\n甲,2023,5\n", ["E0507 追加预算（人）"], "追加预算（万元）"),
    ("部门,年度,预算公开（是/否）\n甲,2023,是\n", ["E0507 预算公开（是/否）"], "只写名称"),
    ("部门,年度,调整率\n甲,2023,\n", ["E0514 调整率"], "由数据得分"),
    ("部门,年度,\n甲,2023,5\n", ["E0503 5"], "没有列名"),
    ("部门,年度,\n甲,2023,\n", [], ""),
    ("", ["E0503 "], "第一行写列名"),
    ("部门,\"年度\n", ["E0501 \""], "引号"),
  ]

  @Test("headers", arguments: headers)
  func header(_ example: (text: String, lines: [String], words: String)) throws {
    let run = try DataFixture.run("数据.csv", example.text)
    #expect(run.fileLines == example.lines)
    #expect(run.lines == [])
    #expect(example.words.isEmpty || run.words.contains(example.words), "\(run.words)")
  }

  static let rows: [(text: String, lines: [String], words: String)] = [
    ("部门,年度,编制人数\n甲,2023\n乙,2023,8\n", ["E0503 甲,2023"], "有 2 格，表头有 3 列"),
    ("部门,年度,追加预算\n甲,2023,25,274\n乙,2023,0\n", ["E0503 274"], "含逗号的内容"),
    ("部门,年度,编制人数\n甲,2023,8,,\n,,\n乙,2023,8\n", [], ""),
    ("部门,年度,编制人数\n甲,2023,\"8\n乙,2023,8\n", ["E0501 \""], "引号没有结束"),
    ("部门,年度,追加预算\n甲,2023,42\n乙,2023,0\n", ["E0506 42"], "追加预算（万元）"),
    ("部门,年度,追加预算（万元）\n甲,2023,2亿\n乙,2023,0\n", ["E0506 2亿"], "2亿元"),
    ("部门,年度,编制人数\n甲,2023,0\n乙,2023,0\n", ["E0508 0", "E0508 0"], "不小于 1 人"),
    ("部门,编制人数\n甲,8\n", ["E0512 部门,编制人数"], "年度"),
    ("单位名称,年度\n甲,2023\n", ["E0503 单位名称,年度"], "加上这一列"),
    ("部门名称,年度\n甲,2023\n", ["E0503 部门名称,年度"], "把“部门名称”这一列改名"),
    ("部门,年度,编制人数\n,2023,8\n", ["E0503 ,2023,8"], "部门"),
    ("部门,年度,编制人数\n甲,,8\n", ["E0512 甲,,8"], "年度"),
    ("部门,年度,编制人数\n甲,今年,8\n", ["E0505 今年"], "2023"),
    ("部门,年度\n甲,2023\n甲,2023\n", ["E0509 甲"], "有两条"),
    ("部门,年度,社会效益\n甲,2023,5\n", [], ""),
    ("部门,年度,社会效益（评分）,社会效益（理由）\n甲,2023,4,少\n", [], ""),
    ("部门,年度,评定:社会效益,理由：社会效益\n甲,2023,4,\n", ["E0514 4"], "要写理由"),
    ("Department,Fiscal Year,编制人数\n甲,2023,8\n", [], ""),
    ("部门;年度;完成率(%)\n甲;2023;90\n", [], ""),
  ]

  @Test("rows", arguments: rows)
  func row(_ example: (text: String, lines: [String], words: String)) throws {
    let run = try DataFixture.run("数据.csv", example.text)
    #expect(run.lines == example.lines)
    #expect(example.words.isEmpty || run.words.contains(example.words), "\(run.words)")
  }

  @Test("units and judgments under headers")
  func units() throws {
    let run = try DataFixture.run(
      "数据.csv",
      "部门,年度,完成率（%）,编制人数（千人）,追加预算(万元),社会效益（评分）,社会效益（理由）\n"
        + "甲,2023,90,2,-7 元,4 分,少\n")
    #expect(run.value("完成率") == "0.9")
    #expect(run.origin("完成率")?.written == "90%")
    #expect(run.value("编制人数") == "2000")
    #expect(run.value("追加预算") == "-7")
    #expect(run.records[0].judgments[1]?.reason == "少")
  }

  @Test("a name that only looks different is read, with a warning")
  func looks() throws {
    let run = try DataFixture.run("数据.csv", "部门,年度,“三公”ＧＤＰ（元）\n甲,2023,5\n")
    #expect(run.value("“三公”GDP") == "5")
    #expect(run.fileFound.map(run.line).contains("W0502 “三公”ＧＤＰ（元）"))
    #expect(run.fileLines == [])
  }

  @Test("an empty field is missing; a quoted one is an empty text")
  func empty() throws {
    let run = try DataFixture.run("数据.csv", "部门,年度,说明,编制人数\n甲,2023,\"\",\"\"\n乙,2023,,\n")
    #expect(run.lines == [])
    #expect(run.value("说明") == "\"\"")
    #expect(run.value("编制人数") == nil)
    #expect(run.value("说明", record: 1) == nil)
  }

  @Test("facts without a column are one warning")
  func missing() throws {
    let run = try DataFixture.run("数据.csv", "部门,年度,编制数\n甲,2023,8\n")
    let warning = try #require(run.fileFound.first { $0.code == .missingFields })
    #expect(!warning.message.zh.contains("编制人数"))
    #expect(warning.message.zh.contains("年初预算、追加预算"))
    #expect(run.fileFound.count == 2)
  }

  static let undecodable: [(bytes: [UInt8], line: String, words: String)] = [
    (Array("部门,年度\n甲局乙局丙局丁局".utf8) + [0xFF] + Array("戊局".utf8), "E0502 ", "第 39 个字节"),
    ([0xFF, 0xFE, 0, 0, 0x41], "E0502 ", "认不出"),
    (Array("a\u{0}b,c\n1,2,3,4\n".utf8), "E0502 ", "不是文本文件"),
  ]

  @Test("files that are no text", arguments: undecodable)
  func refusesBytes(_ example: (bytes: [UInt8], line: String, words: String)) throws {
    let data = DataReader.read(DataInput(path: "数据.csv", bytes: example.bytes), firstFileIndex: 3)
    let run = DataRun(data, Binder(ruleset: try DataFixture.ruleset()))
    #expect(run.fileLines == [example.line])
    #expect(run.words.contains(example.words), "\(run.words)")
    #expect(data.files.count == 1)
  }
}

extension [Character] {
  fileprivate var tabbed: String { String(self).replacingQuotedTab }
}

extension String {
  /// The thousands separator stays a comma inside its quotes.
  fileprivate var replacingQuotedTab: String {
    split(separator: "25\t274", omittingEmptySubsequences: false).joined(separator: "25,274")
  }
}
