import ExactNumbers
import Reports
import RuleLang
import Testing

@Suite("Annexes")
struct AnnexTests {
  /// The schemes of the report, each with its example.
  static let schemes = [
    ("部门整体支出", "xiangxi-2023", "annexes-department"),
    ("项目支出", "xiangxi-2023-projects", "annexes-projects"),
    ("政府性基金", "xiangxi-2023-fund", "annexes-fund"),
  ]

  @Test("the report's own annexes, in tables that have a cell for each place", arguments: schemes)
  func published(scheme: String, data: String, golden: String) throws {
    let bench = try Bench.example(scheme, data)
    let forms = try bench.forms(of: scheme)
    #expect(forms.diagnostics.isEmpty)
    let texts = bench.results.indices.map { bench.annexes(forms, at: $0) }
    try expectGolden(golden, texts.joined(separator: "\n"))
    for index in bench.results.indices {
      let page = bench.page(forms, at: index)
      #expect(page.faults.isEmpty, "\(page.faults)")
      #expect(!page.widthsByTable.isEmpty)
      for widths in page.widthsByTable { #expect(widths.count == 1, "\(widths)") }
      // One file holds several annexes, each with a title.
      let barriers = page.barriers.filter { $0 != "page-has-heading-one" }
      #expect(barriers.isEmpty, "\(barriers)")
    }
  }

  @Test(
    "printed columns sum to the printed total",
    arguments: [("项目支出", "xiangxi-2023-projects"), ("政府性基金", "xiangxi-2023-fund")])
  func sums(scheme: String, data: String) throws {
    let bench = try Bench.example(scheme, data)
    let forms = try bench.forms(of: scheme)
    for index in bench.results.indices {
      let lines = bench.annexes(forms, at: index).split(separator: "\n")
      let rows = lines.map { line in
        line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
          String($0.filter { $0 != " " && $0 != "," })
        }
      }
      let end = try #require(rows.firstIndex { $0.first == "合计" })
      let start = try #require(rows[..<end].lastIndex { $0.first == "---" }) + 1
      #expect(start < end)
      for column in rows[end].indices.suffix(5) {
        let numbers = try rows[start..<end].map { try #require(Rational(canonical: $0[column])) }
        #expect(numbers.reduce(.zero, +) == Rational(canonical: rows[end][column]))
      }
    }
  }

  private static let rules = """
    规则集 试
      年度 2023
      总分 10 分

    数据
      人数：数量 人
      比：比率
      预算：金额 万元，大于 0
      支出：金额 万元
      说明：文本
      日：日期
      档：选项 甲、乙
      好：是否

    表 项目
      名称：文本
      金额：金额 万元，不小于 0

    定义 结余 ＝ 预算 － 支出

    一级指标 管理 10 分
    三级指标 查 10 分
      计算 支出 ÷ 预算
      ≤ 1  得满分
      ＞ 1  不得分
    """

  private func bench(_ facts: String, department: String = "一局") throws -> Bench {
    try Bench(
      Self.rules,
      data: "{\"department\": \"\(department)\", \"fiscalYear\": 2023, \"facts\": {\(facts)}}")
  }

  @Test("everything that can be filled in")
  func places() throws {
    let bench = try bench(
      """
      "人数": "12,345 人", "比": "12.345%", "预算": "3 万元", "支出": "1 万元", "日": "2023-12-31",
      "说明": "甲\\n乙", "档": "乙", "好": true,
      "项目": [{"名称": "丙", "金额": "1.5 万元"}, {"名称": "丁", "金额": "0.25 万元"}]
      """)
    let forms = bench.form(
      """
      {部门}的表（{年度}年度）
      左,,右

      一段{{文字}}

      节

      部门,{部门},总分,{总分}/{满分},等次,｛等次｝
      数,{人数:人},{人数},{比:%},{比},{比 ÷ 3}
      金额,{预算:元},{预算},{结余:万元},{支出 ÷ 3:万元},{合计(项目.金额):亿元}
      其他,{说明},{日},{档},{好},{如果 好 则 1 否则 0}
      评分,{分值 管理},{得分 查},{计算值 查},{标准 查},{扣分原因 查}

      序号,名称,金额（万元）
      {序号},{项目.名称},{项目.金额:万元}
      合计,<,{合计(项目.金额):万元}

      {签字},甲,乙
      """)
    #expect(forms.diagnostics.isEmpty, "\(forms.diagnostics.map(\.message.zh))")
    try expectGolden("annex-places", bench.annexes(forms))
    try expectGolden("annex-places-english", bench.annexes(forms, .en))
  }

  @Test("words of places are English too, and those of rules in English")
  func english() throws {
    let bench = try bench("\"预算\": \"3 万元\", \"支出\": \"4 万元\"")
    let forms = bench.form(
      """
      {department} {fiscal year}

      a,{total}/{full},{points of 查},{score of 查},{measure of 查},{standard of 查},{losses of 查},{grade}
      b,{sum(项目.金额)},{abs(结余):元}
      """)
    #expect(forms.diagnostics.isEmpty, "\(forms.diagnostics.map(\.message.en))")
    let text = bench.annexes(forms, .en)
    #expect(text.hasPrefix("# 一局 2023\n"))
    #expect(text.contains("| a | 0/10 | 10 | 0 | 133.33% |"), "\(text)")
    #expect(text.contains("| b | (missing) | 10,000.00 |"), "\(text)")
    #expect(text.contains("Missing: sum(项目.金额)"), "\(text)")
  }

  @Test("what is missing is marked and named, and so is what is open")
  func missing() throws {
    let forms = { (bench: Bench) in
      bench.form("题\n\n预算,{预算:万元},{得分 查},{总分}\n{项目.名称},{项目.金额:万元},头,\n")
    }
    let none = try bench("\"支出\": \"4 万元\"")
    let text = none.annexes(forms(none))
    #expect(text.contains("| 预算 | （缺） | 0–10 | 0–10 |"), "\(text)")
    #expect(text.contains("| （缺） | （缺） | 头 | |"), "\(text)")
    #expect(text.contains("缺少的数据：预算、项目\n"), "\(text)")
    let rows = try bench("\"项目\": [{\"名称\": \"甲\"}, {\"金额\": \"1 万元\"}, {\"名称\": \"乙\"}]")
    let other = rows.annexes(forms(rows))
    #expect(other.contains("| 甲 | （缺） | 头 | |\n| （缺） | 1.00 | | |\n| 乙 | （缺） | | |"), "\(other)")
    #expect(other.contains("缺少的数据：预算、项目.金额（第 1、3 行）、项目.名称（第 2 行）"), "\(other)")
  }

  @Test("a table without rows says so")
  func noRows() throws {
    let bench = try bench("\"预算\": \"3 万元\", \"支出\": \"1 万元\", \"项目\": []")
    let text = bench.annexes(bench.form("题\n\n名,{项目.名称},{序号}\n"))
    #expect(text.contains("| 名 | （无） | 1 |"), "\(text)")
    #expect(!text.contains("缺少"))
  }

  @Test("text of data and of forms is text")
  func hostileText() throws {
    for text in [
      "<img src=x onerror=alert(1)>", "&#0;</td><script>", "` | # **b** [l](http://a)", "a\\u202Eb",
    ] {
      let bench = try bench("\"说明\": \"\(text)\"", department: text)
      let form = bench.form("{部门}\n\n甲,<b>{说明}</b>,{说明}\n")
      let page = bench.page(form)
      #expect(page.faults.isEmpty, "\(page.faults)")
      #expect(page.all("img").isEmpty && page.all("script").isEmpty && page.all("b").isEmpty)
      #expect(page.all("h1").first?.text == page.all("td").last?.text)
      #expect(page.all("td").first?.text.hasPrefix("<b>") == true)
      let line = bench.annexes(form).split(separator: "\n").first { $0.hasPrefix("| 甲") }
      #expect(line?.replacing("\\|", with: "").count { $0 == "|" } == 4)
    }
  }

  @Test(
    "what is wrong in a form is found where it stands",
    arguments: [
      ("预{算", "E0631 {"), ("预}算", "E0631 }"), ("{ }", "E0631 { }"), ("{预算{支出}", "E0631 {"),
      ("{预箅}", "E0201 预箅"), ("{预算:人}", "E0302 人"), ("{预算:万无}", "E0206 万无"),
      ("{说明:万元}", "E0302 万元"), ("{人数:%}", "E0302 %"), ("{预算 ＋ 人数}", "E0302 人数"),
      ("{支出 ÷ 人数}", "E0305 人数"), ("{预算 支出}", "E0109 支出"), ("{预算 ＋}", "E0108 "),
      ("{项目}", "E0205 项目"), ("{项目.多少}", "E0201 多少"), ("{合计(项目.金额}", "E0115 ("),
      ("{分值 预算}", "E0205 预算"), ("{标准 管理}", "E0205 管理"), ("{序号}", "E0633 序号"),
      ("{指标表}", "E0633 指标表"), ("<,甲", "E0632 <"), ("甲,^", "E0632 ^"),
      ("{预算 ＋ 项目.金额}", "E0310 项目.金额"), ("\"a\"b", "E0630 b"),
    ])
  func findings(cell: String, expected: String) throws {
    let bench = try bench("\"预算\": \"3 万元\"")
    let text = "题\n\n\(cell),乙,丙\n"
    let found = bench.form(text).diagnostics.map { finding in
      finding.code.rawValue + " "
        + String(decoding: Array(text.utf8)[finding.range.offsets], as: UTF8.self)
    }
    #expect(found == [expected])
  }

  @Test("joined cells, rows and parts that do not go together")
  func structureFindings() throws {
    let bench = try bench("\"预算\": \"3 万元\"")
    for (text, code) in [
      ("甲,<,乙\n^,丙,丁", "E0632"), ("{项目.名称},甲\n^,乙", "E0633"), ("甲,乙\n^,{序号}", "E0633"),
      ("{签字},甲\n乙,丙", "E0633"), ("{项目.名称}", "E0633"),
    ] {
      let found = bench.form("题\n\n\(text)\n").diagnostics.map(\.code.rawValue)
      #expect(found == [code], "\(text)")
    }
    #expect(bench.form("").diagnostics.map(\.code.rawValue) == ["E0630"])
    #expect(bench.form(",,\n").diagnostics.map(\.code.rawValue) == ["E0630"])
    // A misspelt name that stands twice is one finding.
    #expect(bench.form("题\n\n{预箅},{预箅}\n").diagnostics.count == 1)
  }

  @Test("no damage to a form ends the program")
  func damage() throws {
    let bench = try bench("\"预算\": \"3 万元\", \"项目\": [{\"名称\": \"甲\"}, {}]")
    let pieces = [
      "{", "}", "｛", "<", "^", ",", "\"", "\n", "\n\n", "{序号}", "{项目.名称}", "{指标表}", "{签字}", "{预算:",
      ",<", ",^", "{合计(项目.金额)", "` : “", "{{", " ",
    ]
    var state: UInt64 = 1
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var sound = 0
    for _ in 0..<200 {
      var text = Array("题,,乙\n\n甲,<,{预算:元}\n^,<,{项目.金额:元}\n{项目.名称},{序号},\"丙\"\n")
      for _ in 0...next(4) {
        let place = next(text.count)
        if next(2) == 0 { text.remove(at: place) }
        text.insert(contentsOf: pieces[next(pieces.count)], at: place)
      }
      let forms = bench.form(String(text))
      guard !forms.diagnostics.contains(where: { $0.severity == .error }) else { continue }
      sound += 1
      let page = bench.page(forms)
      #expect(page.faults.isEmpty, "\(String(text))")
      for widths in page.widthsByTable { #expect(widths.count == 1, "\(String(text))") }
    }
    #expect(sound > 10)
  }

  @Test("a form has so many bytes and places")
  func limits() throws {
    let bench = try bench("\"预算\": \"3 万元\"")
    func codes(_ text: String) -> [String] { bench.form(text).diagnostics.map(\.code.rawValue) }
    let padding = String(repeating: "a", count: Limits.formBytesMax)
    #expect(codes(padding) == [])
    #expect(codes(padding + "a") == ["E0116"])
    let row = String(repeating: "{年度},", count: 100) + "\n"
    let places = "题\n\n" + String(repeating: row, count: Limits.formPlacesMax / 100)
    #expect(codes(places) == [])
    #expect(codes(places + "{年度},甲\n") == ["E0116"])
  }
}

extension MarkupReader {
  /// The widths of the rows of each table.
  var widthsByTable: [Set<Int>] {
    var tables: [Set<Int>] = []
    var reaching: [Int] = []
    var width: Int?
    func end() {
      if let width { tables[tables.count - 1].insert(width) }
      width = nil
    }
    for element in elements {
      switch element.tag {
      case "table":
        end()
        tables.append([])
        reaching = []
      case "tr":
        end()
        width = reaching.count
        reaching = reaching.map { $0 - 1 }.filter { $0 > 0 }
      case "th", "td":
        let columns = Int(element.attributes["colspan"] ?? "1") ?? 0
        let rows = Int(element.attributes["rowspan"] ?? "1") ?? 0
        width = (width ?? 0) + columns
        if rows > 1 { reaching += Array(repeating: rows - 1, count: columns) }
      default: break
      }
    }
    end()
    return tables
  }
}

extension Rational {
  /// A number without the zeros at its end.
  fileprivate init?(canonical text: String) {
    var digits = text
    if digits.contains(".") {
      while digits.hasSuffix("0") { digits.removeLast() }
      if digits.hasSuffix(".") { digits.removeLast() }
    }
    self.init(canonicalText: digits)
  }
}
