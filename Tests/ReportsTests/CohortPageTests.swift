import Evaluator
import ExactNumbers
import Foundation
import RuleLang
import Testing

@testable import Reports

@Suite("The page of many departments")
struct CohortPageTests {
  private static let rules = """
    规则集 试
      年度 2023
      总分 100 分
      得分 保留 0.01 四舍五入

    等次
      优 ≥ 90
      良 [60, 90)
      差 ＜ 60

    数据
      甲：数值，不小于 0
      乙：是否

    一级指标 前 60 分
    三级指标 量 60 分
      计算 甲
      [0, 60]  得 0 至 60 分
      ＞ 60    得满分

    一级指标 后 40 分
    三级指标 质 40 分
      要点 40 分 当 乙
    """

  /// Departments by their names, with a measure and an answer; nil is missing, `x` no number.
  private static func bench(_ rows: [(String, String?, Bool)]) throws -> Bench {
    let records = rows.map { name, measure, holds in
      let figure = measure.map { #""甲": "\#($0)","# } ?? ""
      return """
        {"department": "\(name)", "fiscalYear": 2023, "facts": {\(figure) "乙": \(holds)}}
        """
    }
    return try Bench(rules, data: "[" + records.joined(separator: ",") + "]")
  }

  private static func group(_ bench: Bench, links: [CohortPage.Links] = []) -> CohortPage.Group {
    let entries = bench.results.map { Cohort.Entry($0.evaluation, bench.ruleset) }
    var summary = CohortSummary(bench.ruleset)
    for (evaluation, _) in bench.results { summary.add(evaluation) }
    return CohortPage.Group(
      bench.ruleset, Cohort(entries, bench.ruleset), summary, links: links)
  }

  private static let some: [(String, String?, Bool)] = [
    ("丁", "60", false), ("甲", "60", true), ("丙", "40", true), ("缺", nil, true), ("乙", "60", true),
    ("错", "x", true), ("戊", "60", false), ("己", "0", false),
  ]

  @Test("ranking, distributions, means, losses and what lies far away, in both languages")
  func golden() throws {
    let group = Self.group(try Self.bench(Self.some))
    try expectGolden("cohort", CohortPage.markdown([group], language: .zh))
    try expectGolden("cohort-english", CohortPage.markdown([group], language: .en))
  }

  @Test("equal totals share a rank, which says so, and the next rank leaves out as many")
  func ranks() throws {
    let page = MarkupReader(
      CohortPage.html([Self.group(try Self.bench(Self.some))], language: .zh))
    #expect(page.faults.isEmpty, "\(page.faults)")
    #expect(page.barriers.isEmpty, "\(page.barriers)")
    let rows = Self.rows(of: page, table: 0).map { $0.prefix(4).joined(separator: " ") }
    #expect(
      rows == [
        "1（并列） 甲 100 优", "1（并列） 乙 100 优", "3 丙 80 良", "4（并列） 丁 60 良", "4（并列） 戊 60 良",
        "6 己 0 差", " 缺 40–100 差 或 良 或 优", " 错  ",
      ])
  }

  @Test("columns of points and shares sum to their printed totals")
  func sums() throws {
    let bench = try Self.bench((0..<7).map { ("部门\($0)", "\($0)", $0 == 3) })
    let page = MarkupReader(CohortPage.html([Self.group(bench)], language: .zh))
    let all = Self.rows(of: page, table: 1)
    let rows = all.dropLast()
    let total = try #require(all.last)
    for column in [2, 3] {
      let sum = try rows.map { try Self.number($0[column]) }
        .reduce(Rational.zero, +)
      #expect(try sum == Self.number(total[column]))
    }
    #expect(total[3] == "100.00")
  }

  @Test("shares are rounded so that they always sum to a hundred")
  func percents() throws {
    for parts in [[1, 1, 1], [1, 2, 4, 0, 6], [1, 999_999], [5]] {
      let all = Rational(parts.reduce(0, +))
      let shares = try parts.map { try #require(Rational($0).divided(by: all)) }
      let texts = SummedPercents.texts(of: shares, sign: "")
      let sum = try texts.map(Self.number)
        .reduce(Rational.zero, +)
      #expect(sum == .hundred)
      #expect(zip(parts, texts).allSatisfy { $0 != 0 || $1 == "0.00" })
    }
  }

  @Test("rows lead to the pages of their departments")
  func links() throws {
    let bench = try Self.bench([("甲", "1", true), ("乙", "2", true)])
    let page = MarkupReader(
      CohortPage.html(
        [
          Self.group(
            bench,
            links: [
              .init(page: "departments/0001-甲.html", annexes: "annexes/0001-甲.html"),
              .init(page: "departments/0002-a b&\"c.html"),
            ])
        ],
        language: .zh))
    #expect(page.faults.isEmpty, "\(page.faults)")
    let links = page.all("a").filter { $0.attributes["href"]?.hasPrefix("#") == false }
    #expect(
      links.map { $0.attributes["href"] } == [
        "departments/0002-a%20b%26%22c.html", "departments/0001-%E7%94%B2.html",
        "annexes/0001-%E7%94%B2.html",
      ])
    #expect(links.map(\.text) == ["乙", "甲", "附表"])
  }

  @Test("the browser is told the digest of the one script")
  func script() throws {
    let page = MarkupReader(
      CohortPage.html([Self.group(try Self.bench(Self.some))], language: .zh))
    let script = try #require(page.all("script").first)
    #expect(page.all("script").count == 1)
    var digest = SHA256()
    digest.update(script.text.utf8)
    let policy = page.all("meta").compactMap { $0.attributes["content"] }.last
    let encoded = Data(digest.finalize()).base64EncodedString()
    #expect(
      policy == "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(encoded)'")
  }

  @Test("text of data is text")
  func hostileText() throws {
    let long = String(repeating: "长", count: 10_000)
    for name in ["<script>alert(1)</script>", "\\\"'&lt;", "a\\u202Eb", long, "=1+1", "| `"] {
      let bench = try Self.bench([(name, "1", true), ("乙", "x", true)])
      let group = Self.group(
        bench, links: [.init(page: "departments/1.html"), .init(page: "departments/2.html")])
      let page = MarkupReader(CohortPage.html([group], language: .zh))
      #expect(page.faults.isEmpty, "\(page.faults)")
      #expect(page.barriers.isEmpty, "\(page.barriers)")
      #expect(page.all("script").count == 1)
      let markdown = CohortPage.markdown([group], language: .zh)
      #expect(markdown.split(separator: "\n").count { $0.hasPrefix("# ") } == 1)
    }
  }

  @Test("each ruleset has its part, and one record is no distribution")
  func parts() throws {
    let one = Self.group(try Self.bench([("甲", "1", true)]))
    let many = Self.group(try Self.bench(Self.some))
    let page = MarkupReader(CohortPage.html([one, many], language: .zh))
    #expect(page.faults.isEmpty, "\(page.faults)")
    #expect(page.barriers.filter { !$0.hasPrefix("landmark-unique") }.isEmpty, "\(page.barriers)")
    #expect(page.all("h2").count == 2)
    #expect(page.all("table").count == 4)
    #expect(page.all("h1").map(\.text) == ["评价结果汇总"])
  }

  /// A printed number.
  private static func number(_ text: String) throws -> Rational {
    let parts = text.split(separator: ".")
    let digits = try #require(Int(parts.joined()))
    let scale = (parts.dropFirst().first ?? "").reduce(1) { scale, _ in scale * 10 }
    return try #require(Rational(digits).divided(by: Rational(scale)))
  }

  private static func rows(of page: MarkupReader, table: Int) -> [[String]] {
    let tables = page.elements.indices.filter { page.elements[$0].tag == "table" }
    var rows: [[String]] = []
    var current = -1
    for (index, element) in page.elements.enumerated() {
      if element.tag == "table" { current = tables.firstIndex(of: index) ?? -1 }
      guard current == table else { continue }
      if element.tag == "tr" { rows.append([]) }
      if ["th", "td"].contains(element.tag), !rows.isEmpty {
        rows[rows.count - 1].append(element.text)
      }
    }
    return Array(rows.dropFirst())
  }
}
