import Testing

@testable import RulesCommand

/// Sheets scored in columns against the same scored record by record, to the byte.
@Suite struct ColumnsTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(Self.rules, to: "甲/a.rules")
  }

  /// One indicator of each form that is scored in columns, and some that send rows to the engine.
  static let rules = """
    规则集 甲
      年度 2023
      总分 100 分
      得分 保留 0.01 四舍五入
    数据
      编制：数量 人，不小于 1
      在职：数量 人
      预算：金额 万元，不小于 0
      支出：金额 万元，不小于 0
      结余：金额 万元
      完成一：数值，不小于 0
      目标一：数值，大于 0
      完成二：数值，不小于 0
      目标二：数值，大于 0
      满意度：比率，从 0 至 100%
      违规：数量 件
      公开：是否
      制度：是否
      等级：选项 甲等、乙等、丙等
      验收：日期
      说明：文本
    一级指标 过程 60 分
    三级指标 控制率 10 分
      计算 在职 ÷ 编制
      ≤ 100%  得满分
      ＞ 100%  每满 1 个百分点 扣 0.5 分
    三级指标 执行率 10 分
      当 预算 ＝ 0 且 支出 ＝ 0 得满分
      当 预算 ＝ 0 不得分 “没有预算而有支出”
      计算 支出 ÷ 预算
      ≥ 100%     得满分
      [0, 100%)  得 0 至 满分
    三级指标 结余率 10 分
      不适用 当 预算 ＝ 0 剔除 折算到上级 “没有预算”
      计算 绝对值(结余) ÷ 预算
      ＝ 0        得 10 分
      (0, 10%]   得 7 分
      (10%, 30%] 得 3.5 分
      ＞ 30%      按比例每 1 个百分点 扣 0.1 分
    三级指标 管理 10 分
      要点 6 分 当 公开
      要点 4 分 当 制度 且 违规 ＝ 0
    三级指标 合规 10 分
      每 违规 扣 3 分 “每一例”
    三级指标 档次 10 分
      计算 等级
      甲等 得满分
      乙等 得 6.5 分
      丙等 不得分
    一级指标 产出 40 分
    三级指标 任务 20 分
      得分 20 分 × (最小(完成一 ÷ 目标一, 1) ＋ 最小(完成二 ÷ 目标二, 1)) ÷ 2
    三级指标 满意 10 分
      计算 满意度
      ≥ 90%       得满分
      [60%, 90%)  得 4 至 9 分
      ＜ 60%       不得分
    三级指标 验收情况 10 分
      当 验收 ＞ 2023-12-31 得 5 分
      评定 “综合评价”
    加分 2 分 当 公开 且 满意度 ＝ 100% “公开而且都满意”
    一票否决 “重大违规” 当 违规 ≥ 9 总分 不高于 59 分
    等次
      优 ≥ 90
      良 [80, 90)
      中 [60, 80)
      差 ＜ 60

    """

  private static let header =
    "部门,年度,编制,在职,预算,支出（万元）,结余（万元）,完成一,目标一,完成二,目标二,满意度（%）,违规,公开,制度,等级,验收,说明,"
    + "验收情况（评分）,验收情况（理由）"

  /// What cells hold: mostly what is usual, sometimes anything.
  private struct Writer {
    var state: UInt64

    mutating func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }

    mutating func pick(_ usual: [String], _ unusual: [String]) -> String {
      next(25) == 0 ? unusual[next(unusual.count)] : usual[next(usual.count)]
    }

    mutating func whole() -> String {
      pick(
        ["0", "1", "8", "10", "100", "105", "110", "99"],
        ["", " 8 ", "8 人", "8.0", "8.5", "-1", "１０", "1,000", "\"1,000\"", "007", "+3", "1e5", "八"])
    }

    mutating func amount(_ unit: String) -> String {
      let digits = "\(next(40)).\(next(10))\(next(10))"
      return pick(
        [
          "100\(unit)", "0", "\(digits)\(unit)", "\(next(2000))\(unit)", "33.33\(unit)",
          "90.00\(unit)",
        ],
        [
          "", "\"25,274.07\(unit)\"", "25,274.07\(unit)", "1.5 亿元", "300000 元", ".5", "5.",
          "-3.00\(unit)",
          "9223372036854775807\(unit)", "9223372036854775808\(unit)", "12345678901234567.89\(unit)",
          "170141183460469231731687303715884105728\(unit)", "0.123456789\(unit)",
          "0.1234567890123\(unit)",
          "\"\"", "\" 5 \"", "100 人", "x", "3.10", "00012.50\(unit)", "-0", "－5\(unit)", "1\"2",
        ])
    }

    mutating func row(_ index: Int) -> String {
      let name = pick(
        ["第\(index)局", "D\(index)", "第\(index)局（本级）"],
        [
          "", "\"局,\(index)\"", "=1+\(index)", " 局\(index) ", "\"局\"\"\(index)\"", "-\(index)",
          "e\u{301}\(index)",
          "\u{E9}\(index)", "@\(index)", "局;\(index)", "\(index)\u{3000}",
        ])
      let year = pick(["2023"], ["", "2022", "2023年", "二〇二三", "\"2023\"", " 2023"])
      var cells = [name, year, pick(["10", "100", "8"], ["0", "", "1"]), whole()]
      cells += [amount(" 万元"), amount(""), amount("")]
      for _ in 0..<2 {
        cells += [amount(""), pick(["10", "7", "3.5", "100.25"], ["0", "", "-1"])]
      }
      cells += [pick(["95", "100", "90", "60", "59.99", "75.5"], ["101", "95%", "0.9", "", "-1"])]
      cells += [pick(["0", "0", "1", "2"], ["9", "10", "1.5", ""])]
      cells += [pick(["是", "否", "yes", "no", "true"], ["", "1", "YES", "对", " 是"])]
      cells += [pick(["是", "否", "false"], ["", "0", "\"是\""])]
      cells += [pick(["甲等", "乙等", "丙等"], ["", "丁等", "\"甲等\"", "甲 等"])]
      cells += [
        pick(["2023-06-30", "2024-01-01", "2023年12月31日"], ["", "2023", "19723", "2023-02-30"])
      ]
      cells += [pick(["", "说明", "任意 文字"], ["\"a\nb\"", "\"a,b\"", "=x"])]
      cells += [pick(["10", "10", "8", "7.5"], ["", "11", "-1", "8 分", "十"])]
      cells += [pick(["理由", "理由"], ["", " ", "\"理,由\""])]
      if next(60) == 0 { cells.removeLast() }
      if next(60) == 0 { cells += ["", ""] }
      if next(60) == 0 { cells += ["多"] }
      return cells.joined(separator: ",")
    }
  }

  private func compare(_ text: String, _ arguments: [String] = []) throws {
    try workspace.write(text, to: "d.csv")
    let format = arguments.contains("--format") ? [] : ["--format", "csv"]
    let all = ["evaluate", "甲", "d.csv"] + format + arguments
    let whole = workspace.run(all, readsInParts: false)
    for (block, jobs, part) in [(1, 1, 1 << 20), (3, 2, 700), (512, 7, 1 << 20), (4096, 1, 5000)] {
      let columns = workspace.run(
        all + ["--block", "\(block)", "--jobs", "\(jobs)"], partBytes: part)
      #expect(columns.output == whole.output, "blocks of \(block)")
      #expect(columns.status == whole.status, "blocks of \(block)")
      // Parts tell apart nothing but which of several findings beyond the limit are shown.
      if !text.contains("两次") { #expect(columns.errors == whole.errors, "blocks of \(block)") }
    }
  }

  @Test(arguments: 1...3) func sheetsComeOutTheSame(seed: UInt64) throws {
    var writer = Writer(state: seed)
    let lineEnd = ["\n", "\r\n", "\r"][Int(seed % 3)]
    var lines = [Self.header]
    for index in 0..<50 {
      lines.append(writer.row(index))
      if writer.next(12) == 0 { lines.append(["", " ", ",,", "\t"][writer.next(4)]) }
    }
    let text = lines.joined(separator: lineEnd) + (seed % 2 == 0 ? lineEnd : "")
    try compare(text)
    try compare(
      text,
      ["--columns", "total,department,grade,scores,highest", "--decimals", "3", "--language", "en"])
    try compare(text, ["--summary", "--format", "json"])
  }

  /// A row worked out by hand.
  @Test func aUsualRowHasItsScores() throws {
    let row = "局,2023,10,8,100 万元,90,5,7,10,3,4,95,0,是,是,甲等,2023-06-30,,10,"
    try workspace.write(Self.header + "\n" + row + "\n", to: "d.csv")
    let run = workspace.run("evaluate", "甲", "d.csv", "--format", "csv")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("局,2023,完整,10,9,7,10,10,10,14.5,10,10"), "\(run.output)")
  }
}
