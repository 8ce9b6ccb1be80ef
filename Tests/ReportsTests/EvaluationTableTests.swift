import Evaluator
import ExactNumbers
import RuleLang
import Testing

@Suite("Results as a table")
struct EvaluationTableTests {
  @Test("a complete result: columns, subtotals, steps to the total, the grade")
  func complete() throws {
    try expectGolden("table-complete", Forms.bench().table())
  }

  @Test("an incomplete result: ranges, what is missing and for what")
  func incomplete() throws {
    try expectGolden("table-incomplete", Forms.bench().table(at: 1))
  }

  @Test("the same in English; names, reasons and clauses stay as the rules have them")
  func english() throws {
    let table = try Forms.bench().table(.en)
    #expect(table.contains("Total 64 points, 中"))
    #expect(table.contains("lost 2 points: 两项目标未完成"))
    #expect(table.contains("left 1 (桥梁), right 0, apart by 1"))
  }

  @Test("the example's 23 indicators stand within the width, in both languages")
  func example() throws {
    let bench = try Bench.example()
    #expect(bench.ruleset.indicators.count == 23)
    for language in Language.allCases {
      let table = bench.table(language)
      for line in table.split(separator: "\n") {
        #expect(DisplayWidth.of(String(line)) <= 100, "\(line)")
      }
      for indicator in bench.ruleset.indicators {
        #expect(table.contains("    " + indicator.name), "\(indicator.name)")
      }
    }
  }

  @Test("printed scores sum to the printed scores of their headings and to the printed total")
  func sums() throws {
    let bench = try Bench.example()
    var sums: [Int: Rational] = [:]
    var rows = bench.table().split(separator: "\n").drop { !$0.hasPrefix("──") }.dropFirst()
    rows = rows.prefix { !$0.hasPrefix("──") }
    for row in rows {
      let fields = row.split(separator: " ")
      let depth = row.prefix { $0 == " " }.count / 2
      let score = try #require(Rational(canonicalText: String(fields[2])))
      sums[depth, default: .zero] += score
    }
    let total = try #require(bench.evaluation.score)
    #expect(sums == [0: total, 1: total, 2: total])
  }

  @Test("a failed record says so and lists its errors")
  func failed() throws {
    let data = #"{"department": "丙局", "fiscalYear": 2023, "facts": {"人数": "1.5 人"}}"#
    let bench = try Bench(Forms.rules, data: data)
    let table = bench.table()
    #expect(table.contains("总分 有错误，不能评分"))
    #expect(table.contains("错误 1 个："))
  }

  @Test("what data hold cannot drive the terminal")
  func hostileNames() throws {
    let data = #"{"department": "甲\u001b[31m局\n乙", "fiscalYear": 2023, "facts": {}}"#
    let table = try Bench(Forms.rules, data: data).table()
    #expect(!table.contains("\u{1B}"))
    #expect(table.hasPrefix(#"甲\u{1B}[31m局 乙"#))
  }

  @Test("colour only adds escapes")
  func color() throws {
    let bench = try Forms.bench()
    let colored = bench.table(usesColor: true)
    #expect(colored.contains("\u{1B}[1m"))
    #expect(colored.replacing(/\u{1B}\[[0-9]*m/, with: "") == bench.table())
  }
}
