import Evaluator
import ExactNumbers
import Reports
import RuleLang
import Testing

@Suite("The page of a department")
struct ResultPageTests {
  @Test("every form of scoring, complete and with figures missing")
  func forms() throws {
    let bench = try Forms.bench()
    for (index, name) in ["page-complete", "page-incomplete"].enumerated() {
      let (evaluation, record) = bench.results[index]
      try expectGolden(
        name,
        ResultPage.markdown(evaluation, record: record, ruleset: bench.ruleset, language: .zh))
    }
  }

  @Test("the words around those of the rules are English where that is asked for")
  func english() throws {
    let bench = try Forms.bench()
    try expectGolden(
      "page-english",
      ResultPage.markdown(
        bench.evaluation, record: bench.record, ruleset: bench.ruleset, language: .en))
  }

  @Test("a page is well-formed and has every indicator, its story and the notes")
  func structure() throws {
    for bench in [try Forms.bench(), try Bench.example()] {
      for (evaluation, record) in bench.results {
        let page = Self.page(evaluation, record, bench.ruleset)
        #expect(page.faults.isEmpty, "\(page.faults)")
        #expect(page.barriers.isEmpty, "\(page.barriers)")
        #expect(page.tableWidths.count == 1, "\(page.tableWidths)")
        let heads = page.all("th").filter { $0.attributes["scope"]?.hasPrefix("row") == true }
        let stories = page.all("summary").map(\.text)
        for indicator in bench.ruleset.indicators {
          #expect(heads.contains { $0.text == indicator.name }, "\(indicator.name)")
          #expect(stories.count { $0.hasPrefix(indicator.name + "（") } == 1, "\(indicator.name)")
        }
        #expect(stories.count == bench.ruleset.indicators.count)
        #expect(page.all("dd").contains { $0.text == bench.ruleset.digest })
        #expect(page.all("h1").first?.text.hasPrefix(evaluation.department ?? "?") == true)
      }
    }
  }

  @Test("the printed scores sum to the printed total, with what was added and taken")
  func sums() throws {
    for bench in [try Forms.bench(), try Bench.example()] {
      let page = Self.page(bench.evaluation, bench.record, bench.ruleset)
      let isWeighted = bench.ruleset.headings.contains { $0.weight != nil }
      let columns = isWeighted ? 3 : 2
      let cells = page.all("td").filter { $0.attributes["class"] == "number" }.map(\.text)
      #expect(cells.count.isMultiple(of: columns))
      let scores = stride(from: columns - 1, to: cells.count, by: columns).map { cells[$0] }
      let numbers = try scores.filter { $0 != "—" }.map { text in
        let isAdded = text.hasPrefix("+")
        return try #require(
          Rational(canonicalText: isAdded ? String(text.dropFirst()) : text), "\(text)")
      }
      #expect(numbers.last == bench.evaluation.score)
      #expect(numbers.dropLast().reduce(Rational.zero, +) == bench.evaluation.score)
    }
  }

  @Test("claims stand beside what was computed")
  func claims() throws {
    let bench = try Bench.example()
    let reconciliation = Reconciler(Program(bench.ruleset)).reconcile(
      bench.record, bench.evaluation)
    let page = MarkupReader(
      ResultPage.html(
        bench.evaluation, record: bench.record, reconciliation: reconciliation,
        ruleset: bench.ruleset, language: .zh))
    #expect(page.faults.isEmpty, "\(page.faults)")
    #expect(page.all("table").count == 2)
    let changes = page.all("td").filter { $0.attributes["class"] == "change" }.map(\.text)
    #expect(changes == ["不符，改变得分", "不符，改变得分", "不符"])
    let rows = page.all("table").last?.text ?? ""
    #expect(rows.contains("预算执行情况得分37 分36 分1 分不符，改变得分"))
    #expect(rows.contains("总分总分92 分92 分相符"))
    #expect(!rows.contains("分值13 分"))
    // A record that claims nothing has no such table.
    #expect(Self.page(bench.evaluation, bench.record, bench.ruleset).all("table").count == 1)
  }

  @Test("a picture shows each measure where its bands have it")
  func places() throws {
    let rules = """
      规则集 试
        年度 2023
        总分 10 分

      数据
        甲：数值

      指标 查 10 分
        计算 甲
        ＞ 30      不得分
        (10, 30]  得 0 至 4 分
        ＝ 0       得 10 分
        (0, 10]   得 5 分
        ＜ 0       每满 1 扣 1 分
      """
    let bench = try Bench(
      rules,
      data: """
        [\(["-3", "0", "10", "15", "31", "1000000"].enumerated().map { index, value in
          #"{"department": "\#(index)", "fiscalYear": 2023, "facts": {"甲": "\#(value)"}}"#
        }.joined(separator: ","))]
        """)
    let marks = try bench.results.map { evaluation, record in
      let page = Self.page(evaluation, record, bench.ruleset)
      #expect(
        page.all("text").map(\.text) == ["递减", "10分", "5分", "0–4", "0分", "0", "0", "10", "30"])
      #expect(page.faults.isEmpty && page.barriers.isEmpty, "\(page.faults) \(page.barriers)")
      let value = try #require(
        page.all("rect").first { $0.attributes["class"] == "value" }?.attributes["x"])
      return try #require(Int(value))
    }
    // Five bands of 120 each; the mark is four wide.
    #expect(marks == [28, 178, 358, 388, 484, 596])
    #expect(marks == marks.sorted())
    let text = ResultPage.markdown(
      bench.results[3].evaluation, record: bench.results[3].record, ruleset: bench.ruleset,
      language: .zh)
    #expect(text.contains("所在档次：15 在从低到高的第 4 档，共 5 档（图中各档等宽）"))
  }

  @Test("text of data is text")
  func hostileText() throws {
    let rules = """
      规则集 试
        年度 2023
        总分 10 分

      数据
        甲：数值

      指标 查 10 分
        计算 甲
        ＞ 0  得满分
        ≤ 0  不得分
      """
    let long = String(repeating: "很", count: 10_000)
    for name in [
      "<img src=x onerror=alert(1)>", "\\\"'&lt;/main>&#0;", "a\\u202Eb\\u2066c\\u0007", long,
      "` | \\n# 题 **粗** [链](http://a)",
    ] {
      let bench = try Bench(
        rules,
        data: """
          [{"department": "\(name)", "fiscalYear": 2023,
            "facts": {"甲": {"value": "0", "source": "\(name)"}}}]
          """)
      let department = try #require(bench.evaluation.department)
      let page = Self.page(bench.evaluation, bench.record, bench.ruleset)
      #expect(page.faults.isEmpty, "\(page.faults)")
      #expect(page.all("img").isEmpty)
      let shown = page.all("h1").first?.text.dropLast(" 2023 年度试".count) ?? ""
      if department.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }),
        !department.contains("\u{202E}")
      {
        #expect(shown == department, "\(shown)")
      } else {
        // What cannot be seen, or turns what follows, is written out.
        #expect(!shown.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{7}" })
      }
      let markdown = ResultPage.markdown(
        bench.evaluation, record: bench.record, ruleset: bench.ruleset, language: .zh)
      #expect(markdown.split(separator: "\n").count { $0.hasPrefix("# ") } == 1)
      #expect(!markdown.contains("\n# 题") && !markdown.replacing("\\<", with: "").contains("<img"))
    }
  }

  private static func page(
    _ evaluation: Evaluation, _ record: Record, _ ruleset: Ruleset
  ) -> MarkupReader {
    MarkupReader(ResultPage.html(evaluation, record: record, ruleset: ruleset, language: .zh))
  }
}
