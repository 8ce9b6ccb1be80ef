import Evaluator
import ExactNumbers
import Reports
import RuleLang
import Tabular
import Testing

@Suite("Results as JSON")
struct ResultJSONTests {
  private func document(_ bench: Bench) throws -> JSONNode {
    let results = bench.results.map { ($0.evaluation, Record?.some($0.record)) }
    return try JSONParser.parse(Array(ResultJSON.text(results, ruleset: bench.ruleset).utf8))
  }

  @Test("members stand in the order of chapter 11")
  func order() throws {
    let root = try document(Forms.bench())
    #expect(root.names == ["ruleset", "engine", "results"])
    #expect(root["ruleset"]?.names == ["name", "year", "revision", "digest"])
    let results = try #require(root["results"]?.elements)
    let common = [
      "department", "fiscalYear", "dataDigest", "status", "points", "score", "range", "grade",
    ]
    let rest = ["missing", "sections", "indicators", "adjustments", "checks", "errors"]
    #expect(results[0].names == common + rest)
    #expect(results[1].names == common + ["grades"] + rest)
    let section = try #require(results[0]["sections"]?.elements?.first)
    #expect(section.names == ["name", "points", "weight", "score", "range", "subsections"])
    let subsection = try #require(section["subsections"]?.elements?.first)
    #expect(subsection.names == ["name", "points", "score", "range"])
    let head = ["id", "section", "subsection", "points", "score"]
    let tail = ["clause", "unrounded", "lost"]
    let scored = try #require(results[0]["indicators"]?.elements?.first)
    let redistributed = ["id", "section", "subsection", "points", "factor", "score"]
    #expect(scored.names == redistributed + ["status", "method", "measure"] + tail)
    #expect(scored["clause"]?.names == ["text", "file", "line"])
    let open = try #require(results[1]["indicators"]?.elements?.first)
    #expect(open.names == head + ["range", "status", "method"] + tail)
    #expect(results[0]["adjustments"]?.elements?.first?.names == ["kind", "text", "points"])
    #expect(results[0]["checks"]?.elements?.first?.names == ["text", "holds"])
    #expect(results[1]["checks"]?.elements?.first?.names == ["text", "holds", "missing"])
    let missing = try #require(results[1]["missing"]?.elements?.first)
    #expect(missing.names == ["name", "indicators", "deciding"])
  }

  @Test("values are exact, and null where there is none")
  func values() throws {
    let results = try #require(document(Forms.bench())["results"]?.elements)
    let indicators = try #require(results[0]["indicators"]?.elements)
    let formula = try #require(indicators.first { $0["id"]?.text == "项目执行" })
    #expect(formula["unrounded"]?.text == "256/9")
    #expect(formula["subsection"]?.isNull == true)
    let choice = try #require(indicators.first { $0["id"]?.text == "档案" })
    #expect(choice["measure"]?["exact"]?.text == "二等")
    #expect(choice["measure"]?["shown"]?.text == "二等")
    #expect(choice["clause"]?["file"]?.text == "规则.rules")
    #expect(results[1]["score"]?.isNull == true)
    #expect(results[1]["grade"]?.isNull == true)
    #expect(results[1]["range"]?.elements?.map(\.text) == ["35", "88"])
    #expect(results[1]["grades"]?.elements?.map(\.text) == ["良", "中", "差"])
    let missing = results[1]["missing"]?.elements?.map { $0["name"]?.text } ?? []
    #expect(missing == ["追加", "等级", "满意度", "采购预算", "采购支出", "收入", "项目", "虚报"])
    let open = try #require(results[1]["indicators"]?.elements?.first)
    #expect(open["method"]?.isNull == true)
    #expect(open["clause"]?.isNull == true)
    #expect(open["lost"]?.elements?.isEmpty == true)
  }

  @Test("scores and losses sum exactly, at every node, as they are written")
  func sums() throws {
    for bench in [try Bench.example(), try Forms.bench()] {
      let result = try #require(document(bench)["results"]?.elements?.first)
      var scores: [String: Rational] = [:]
      for indicator in try #require(result["indicators"]?.elements) {
        let score = try #require(indicator["score"]?.number)
        let lost = try #require(indicator["lost"]?.elements).compactMap { $0["points"]?.number }
        #expect(indicator["points"]?.number == lost.reduce(score, +))
        let heading = indicator["subsection"]?.text ?? indicator["section"]?.text ?? ""
        scores[heading, default: .zero] += score
      }
      var total = Rational.zero
      for section in try #require(result["sections"]?.elements) {
        let name = try #require(section["name"]?.text)
        var sum = scores[name] ?? .zero
        for subsection in try #require(section["subsections"]?.elements) {
          let score = try #require(subsection["score"]?.number)
          #expect(subsection["name"]?.text.flatMap { scores[$0] } == score)
          if subsection["name"]?.text != name { sum += score }
        }
        let weight = section["weight"]?.number ?? .one
        let score = try #require(section["score"]?.number)
        #expect(score == sum)
        total += score * weight
      }
      for step in try #require(result["adjustments"]?.elements) {
        total += try #require(step["points"]?.number)
      }
      #expect(result["score"]?.number == total)
    }
  }

  @Test("every alternative is stated, and no loss is negative without a reason of chapter 09")
  func alternatives() throws {
    let result = try #require(document(Forms.bench())["results"]?.elements?.first)
    let indicators = try #require(result["indicators"]?.elements)
    let best = try #require(indicators.first { $0["method"]?.text == "bestOf" })
    let alternatives = try #require(best["alternatives"]?.elements)
    #expect(alternatives.map { $0["name"]?.text } == ["按增长率", "按预算"])
    #expect(alternatives.map { $0["score"]?.text } == ["4.6", "14"])
    #expect(alternatives[0].names == ["name", "score", "measure", "clause"])
    for indicator in indicators {
      for loss in try #require(indicator["lost"]?.elements) {
        let points = try #require(loss["points"]?.number)
        #expect(!points.isNegative || loss["reason"]?.text == "得分取舍")
      }
    }
    let judged = indicators.filter { $0["status"]?.text == "judged" }.map { $0["id"]?.text }
    #expect(judged == ["满意度", "效益"])
  }

  @Test("JSON lines: one object a record, with the ruleset in it")
  func lines() throws {
    let bench = try Forms.bench()
    let results = bench.results.map { ($0.evaluation, Record?.none) }
    let lines = ResultJSON.lines(results, ruleset: bench.ruleset).split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines {
      let node = try JSONParser.parse(Array(line.utf8))
      #expect(node.names.prefix(3) == ["ruleset", "engine", "department"])
    }
  }

  @Test("a failed record has errors with their places, and no score")
  func failed() throws {
    let data = #"{"department": "丙局", "fiscalYear": 2023, "facts": {"人数": "1.5 人"}}"#
    let bench = try Bench(Forms.rules, data: data)
    let data2 = SourceFile(path: "数据.json", text: data)
    let text = ResultJSON.text(
      [(bench.evaluation, nil)], ruleset: bench.ruleset, files: bench.ruleset.files + [data2])
    let result = try #require(
      JSONParser.parse(Array(text.utf8))["results"]?.elements?.first)
    #expect(result["status"]?.text == "failed")
    #expect(result["score"]?.isNull == true)
    #expect(result["range"]?.isNull == true)
    #expect(result["grade"]?.isNull == true)
    let error = try #require(result["errors"]?.elements?.first)
    #expect(error.names == ["code", "message", "file", "line", "column"])
    #expect(error["file"]?.text == "数据.json")
  }
}

extension JSONNode {
  subscript(name: String) -> JSONNode? { member(name)?.value }

  var names: [String] {
    if case .object(let members) = value { return members.map(\.name) }
    return []
  }

  var elements: [JSONNode]? {
    if case .array(let elements) = value { return elements }
    return nil
  }

  var text: String? {
    if case .string(let text) = value { return text }
    return nil
  }

  var number: Rational? { text.flatMap { Rational(canonicalText: $0) } }

  var isNull: Bool {
    if case .null = value { return true }
    return false
  }
}
