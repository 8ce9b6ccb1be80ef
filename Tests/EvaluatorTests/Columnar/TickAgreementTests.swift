import Foundation
import Testing

@testable import RulesCommand

/// Counts that are at most one, which columns keep as answers, against records scored one by one.
@Suite struct TickAgreementTests {
  private static let rules = """
    规则集 勾
      年度 2023
      总分 60 分

    数据
      甲：数量 项，不大于 1
      乙：数量 项，不大于 1
      丙：数量 项，不大于 1
      丁：数量 项，不大于 1
      戊：数量 项，不大于 1
      总：数量 项，不小于 1

    三级指标 子 10 分
      要点 5 分 当 甲 ＝ 1
      要点 3 分 当 乙 ≠ 0
      要点 2 分 当 丙 ＜ 1 且 丁 ≤ 1

    三级指标 丑 10 分
      要点 2.5 分 当 甲 ＝ 1
      要点 2.5 分 当 乙 ＞ 0
      要点 2.5 分 当 丙 ≥ 1
      要点 2.5 分 当 丁 ＝ 0

    三级指标 寅 10 分
      要点 2 分 当 甲 ＝ 1
      要点 2 分 当 乙 ＝ 1
      要点 2 分 当 丙 ＝ 1
      要点 2 分 当 丁 ＝ 1
      要点 2 分 当 戊 ＝ 1

    三级指标 卯 10 分
      得分 10 分 × 最小(甲 ＋ 乙 ＋ 丙, 总) ÷ 最大(总, 3)

    三级指标 辰 10 分
      计算 (甲 ＋ 2 × 乙 － 丁) ÷ 总
      ≥ 2     得满分
      [0, 2)  得 4 至 8 分
      ＜ 0    不得分

    三级指标 巳 10 分
      每 丙 扣 3 分 “每一项”

    """

  @Test func countsOfOneAgree() throws {
    try compare { rows in
      "部门,年度,甲,乙,丙,丁,戊,总\n"
        + rows.map { "\($0.name),2023,\($0.cells.joined(separator: ","))\n" }.joined()
    }
  }

  @Test func countsOfOneInLinesAgree() throws {
    let names = ["甲", "乙", "丙", "丁", "戊", "总"]
    try compare(data: "d.jsonl") { rows in
      rows.map { row in
        let facts = zip(names, row.cells).filter { !$1.isEmpty }
          .map { name, cell in "\"\(name)\":\(Int(cell) == nil ? "\"\(cell)\"" : cell)" }
        return "{\"department\":\"\(row.name)\",\"fiscalYear\":2023,"
          + "\"facts\":{\(facts.joined(separator: ","))}}\n"
      }.joined()
    }
  }

  private typealias Row = (name: String, cells: [String])

  private func compare(data: String = "d.csv", _ text: ([Row]) -> String) throws {
    let folder = try SheetFolder(data: data)
    try folder.write(Self.rules, to: "a.rules")
    var rows: [Row] = []
    for bits in 0..<64 {
      let ticks = (0..<5).map { String(bits >> $0 & 1) }
      rows.append(("第\(bits)局", ticks + [bits < 32 ? "1" : "3"]))
    }
    try folder.write(text(rows), to: data)
    // All of them are scored: nothing here is for the engine alone.
    let whole = folder.run("a.rules", [], blockRows: 512, jobs: 1)
    #expect(whole.status == 0)
    #expect(folder.difference([]) == nil)
    for odd in ["2", "-1", "1.0", "0.5", "01", "1项", "", "是", "１", "1 ", "1e0"] {
      for place in 0..<5 {
        rows[9 + place * 11].cells[place] = odd
      }
      try folder.write(text(rows), to: data)
      #expect(folder.difference([], ways: Array(SheetFolder.ways[1...2])) == nil, "\(odd)")
    }
  }
}
