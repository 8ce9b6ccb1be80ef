import ExactNumbers
import Reports
import RuleLang
import Testing

@Suite("The published table of a ruleset")
struct StandardsTests {
  @Test("every form of scoring has its wording", arguments: [Language.zh, .en])
  func forms(language: Language) throws {
    let bench = try Forms.bench()
    let text = StandardsReport.markdown([.init(bench.ruleset)], language: language)
    try expectGolden(language == .zh ? "standards" : "standards-english", text)
  }

  @Test("the rules in force, in official wording")
  func example() throws {
    let bench = try Bench.example()
    try expectGolden(
      "standards-example", StandardsReport.markdown([.init(bench.ruleset)], language: .zh))
  }

  @Test(
    "a page is well-formed, and its tables have a cell for each place",
    arguments: [Language.zh, .en])
  func structure(language: Language) throws {
    for bench in [try Forms.bench(), try Bench.example()] {
      let page = MarkupReader(StandardsReport.html([.init(bench.ruleset)], language: language))
      #expect(page.faults.isEmpty, "\(page.faults)")
      #expect(page.all("html").first?.attributes["lang"] == (language == .zh ? "zh-CN" : "en"))
      #expect(page.all("title").first?.text.contains(bench.ruleset.name) == true)
      #expect(page.all("h1").count == 1)
      #expect(page.tableWidths.count == 1, "\(page.tableWidths)")
      // Each heading and each indicator is the head of its rows.
      let heads = page.all("th").filter { $0.attributes["scope"]?.hasPrefix("row") == true }
      for indicator in bench.ruleset.indicators {
        #expect(heads.count { $0.text == indicator.name } >= 1, "\(indicator.name)")
      }
      #expect(heads.count == bench.ruleset.headings.count + bench.ruleset.indicators.count + 1)
    }
  }

  @Test("points sum to the total, where headings carry weights too")
  func sums() throws {
    for bench in [try Forms.bench(), try Bench.example()] {
      let page = MarkupReader(StandardsReport.html([.init(bench.ruleset)], language: .zh))
      let cells = page.all("td").filter { $0.attributes["class"] == "number" }.map(\.text)
      // With weights there are two such columns, of which the second comes to the total.
      let isWeighted = bench.ruleset.headings.contains { $0.weight != nil }
      let points =
        isWeighted ? cells.enumerated().filter { $0.offset % 2 == 1 }.map(\.element) : cells
      let numbers = try points.map { try #require(Rational(canonicalText: $0), "\($0)") }
      let total = try #require(numbers.last)
      #expect(total == bench.ruleset.points)
      #expect(numbers.dropLast().reduce(Rational.zero, +) == total)
      #expect(numbers.count == bench.ruleset.indicators.count + 1)
    }
  }

  @Test("nothing is fetched, run or linked")
  func nothingOutside() throws {
    let html = StandardsReport.html([.init(try Bench.example().ruleset)], language: .zh)
    let text = String(decoding: html, as: UTF8.self)
    let policies = MarkupReader(html).all("meta").filter {
      $0.attributes["http-equiv"] == "Content-Security-Policy"
    }
    #expect(
      policies.map { $0.attributes["content"] } == ["default-src 'none'; style-src 'unsafe-inline'"]
    )
    for word in [
      "<script", "<link", "http:", "https:", "src=", "href", "url(", "@import", "onload",
    ] {
      #expect(!text.contains(word), "\(word)")
    }
  }

  @Test("text of rules is text in both formats")
  func hostileText() throws {
    let name = "<script>alert('甲')</script>&amp;\" onload=\"x"
    let long = String(repeating: "很", count: 10_000)
    let bench = try Bench(
      """
      规则集 试
        年度 2023
        总分 10 分
        依据 “*重点* | [链接](http://a) `码` _下_ # 一”

      数据
        甲：数值

      一级指标 `\(name)` 10 分
      指标 查 10 分
        依据 “\(long)”
        当 甲 ＝ 0 不得分 “</td><td>&lt;”
        计算 甲
        ＞ 0  得满分
        ≤ 0  不得分
      """, data: "[]")
    let page = MarkupReader(StandardsReport.html([.init(bench.ruleset)], language: .zh))
    #expect(page.faults.isEmpty, "\(page.faults)")
    #expect(page.all("script").isEmpty)
    #expect(page.all("th").contains { $0.text == name + "（10 分）" })
    #expect(page.all("td").contains { $0.text.contains("</td><td>&lt;的，不得分。") })
    #expect(page.all("td").contains { $0.text == long })

    let markdown = StandardsReport.markdown([.init(bench.ruleset)], language: .zh)
    #expect(markdown.contains(#"\*重点\* \| \[链接\](http://a) \`码\` \_下\_"#))
    #expect(markdown.contains(#"\<script\>alert('甲')\</script\>\&amp;"#))
    let rows = markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
    // No cell begins in a text: every row has the same number of bars that are none of the text.
    #expect(Set(rows.map { $0.replacing(#"\|"#, with: "").count { $0 == "|" } }).count == 1)
  }

  @Test("an amendment says what it changed")
  func amendment() throws {
    let base = SourceFile(
      path: "2023/a.rules",
      text: """
        规则集 试
          年度 2023
          总分 10 分

        数据
          甲：数值，不小于 0

        一级指标 一 10 分
        指标 查 5 分
          计算 甲
          ＞ 3  得满分
          ≤ 3  不得分
        指标 留 5 分
          计算 甲
          ＞ 1  得满分
          ≤ 1  不得分

        核对 “甲不大”
          甲 ≤ 100
        """)
    let change = SourceFile(
      path: "2024/a.rules",
      text: """
        规则集 试
          年度 2024
          修改 2023

        数据
          乙：数值，不小于 0 “新的数据”

        替换 指标 查 5 分
          计算 乙
          ＞ 3  得满分
          ≤ 3  不得分

        删除 核对 “甲不大”
        """)
    let text = RulesetText([change], amending: RulesetText([base]))
    let checked = RulesetChecker.check(text)
    let ruleset = try #require(checked.ruleset, "\(checked.diagnostics)")
    let subject = StandardsReport.Subject(
      ruleset, trail: checked.trail, paths: [base.path, change.path])
    let markdown = StandardsReport.markdown([subject], language: .zh)
    let rows = markdown.split(separator: "\n")
    #expect(rows.contains { $0.contains("| 查 |") && $0.hasSuffix("| 2024 替换 |") })
    #expect(rows.contains { $0.contains("| 留 |") && $0.hasSuffix("| |") })
    #expect(markdown.contains("- 2024 新增：乙（新的数据）\n"))
    #expect(markdown.contains("- 2024 核对 “甲不大”（2023/a.rules:18）\n"))
    let page = MarkupReader(StandardsReport.html([subject], language: .zh))
    #expect(page.all("td").filter { $0.attributes["class"] == "change" }.map(\.text) == ["2024 替换"])
  }
}
