import Testing

@testable import RulesCommand

/// Every figure on and beside every edge of a few small rulesets, in columns against the engine.
///
/// Random rulesets meet some edges too seldom: a plain figure at an open end, a tie in each way of
/// rounding, a product of two words beside a constant.
@Suite struct EdgeAgreementTests {
  @Test(arguments: ["四舍五入", "四舍六入五成双", "五舍六入", "向上取整", "向下取整"])
  func figuresOnEdgesAgree(_ mode: String) throws {
    let folder = try SheetFolder()
    try folder.write(Self.rules(mode), to: "a.rules")
    var sheet = "部门,年度,甲,乙,丙,丁\n"
    for (place, second) in [1, 2, 4, 5, 8].enumerated() {
      for first in -6...14 {
        let sign = first < 0 ? "-" : ""
        let number = sign + "\(abs(first) / 2).\(first.isMultiple(of: 2) ? 0 : 5)"
        let large = ["99999999", "100000000", "100000001", "1000000000000000", "0"][place]
        let other = ["100000000", "100000001", "99999999"][(first + 6) % 3]
        sheet += "第\(second)局\(first),2023,\(number),\(second),\(large),\(other)\n"
      }
    }
    try folder.write(sheet, to: "d.csv")
    let outcome = folder.run("a.rules", ["--language", "en"], blockRows: 512, jobs: 1)
    // Where the figure is 3, nobody has looked at the measure that another indicator asks for.
    #expect(
      outcome.output.split(separator: "\n").count { $0.contains(",complete,") } == 100,
      "\(outcome.output.prefix(1_000))\(outcome.errors.prefix(3_000))")
    #expect(folder.difference([], ways: [(512, 1, 1 << 20)]) == nil)
  }

  /// Numbers of half a word are multiplied two at a time; those that are one larger are not.
  @Test func numbersBesideHalfAWordAgree() throws {
    let folder = try SheetFolder()
    try folder.write(Self.halves, to: "a.rules")
    let most = 4_294_967_295
    let numbers = [0, 1, most / 3, most / 2, most / 2 + 1, most - 1, most, most + 1, 1 << 40]
    var sheet = "部门,年度,甲,乙\n"
    for first in numbers {
      for second in numbers { sheet += "局\(first)与\(second),2023,\(first),\(second)\n" }
    }
    try folder.write(sheet, to: "d.csv")
    let outcome = folder.run("a.rules", ["--language", "en"], blockRows: 1, jobs: 1)
    #expect(
      outcome.output.split(separator: "\n").count { $0.contains(",complete,") } == 81,
      "\(outcome.output.prefix(1_000))\(outcome.errors.prefix(3_000))")
    #expect(folder.difference([], ways: [(1, 1, 1 << 20), (3, 1, 1 << 20), (512, 1, 64)]) == nil)
  }

  private static let halves = """
    规则集 半字
      年度 2023
      总分 40 分
      得分 保留 0.01 四舍五入
      等次
        优 ≥ 25 分
        良 [10 分, 25 分)
        差 ＜ 10 分

    数据
      甲：数值，不低于 0
      乙：数值，不低于 0

    三级指标 子 10 分
      计算 甲
      ≥ 4294967296               得满分
      [4294967295, 4294967296)   得 7 分
      [1431655765, 4294967295)   得 3.25 分
      ＜ 1431655765               不得分

    三级指标 丑 10 分
      当 甲 ＝ 0 且 乙 ＝ 0 得满分
      当 乙 ＝ 0 不得分
      计算 甲 ÷ 乙
      ＞ 1              得满分
      (0.5, 1]         得 5 分
      (0.25, 0.5]      得 2.5 分
      [0, 0.25]        不得分

    三级指标 寅 10 分
      当 乙 ＝ 0 得满分
      计算 (甲 - 乙) ÷ 乙
      ≤ 0   得满分
      ＞ 0   每满 1 个百分点 扣 0.2 分

    三级指标 卯 10 分
      当 甲 ＝ 0 得满分
      计算 乙 ÷ 甲
      ≥ 4294967295       得满分
      [1, 4294967295)    得 4 分
      [0, 1)             不得分

    """

  private static func rules(_ mode: String) -> String {
    """
    规则集 边
      年度 2023
      总分 70 分
      得分 保留 0.1 \(mode)

    数据
      甲：数值，从 -1000000 至 1000000
      乙：数值，从 1 至 1000000
      丙：数值，从 0 至 1000000000000000
      丁：数值，从 0 至 1000000000000000

    三级指标 子 10 分
      计算 甲
      ＞ 5    得满分
      [2, 5]  得 3.5 分
      ＜ 2    不得分

    三级指标 丑 10 分
      计算 甲 ÷ 乙
      ＞ 1      得满分
      (0, 1]   得 5 分
      [-1, 0]  得 2.5 分
      ＜ -1     不得分

    三级指标 寅 10 分
      计算 甲 ÷ 乙
      ≥ 1   得满分
      ＜ 1   每满 50 个百分点 扣 1.3 分，扣至 -2.25 分

    三级指标 卯 10 分
      得分 最小(10, 最大(0, 甲 ÷ 乙))

    三级指标 辰 10 分
      当 丙 × 丁 ＞ 10000000000000000 得满分
      当 丙 × 丁 ≥ 10000000000000000 得 7 分
      当 丙 × 丁 ≥ 9999999900000000 得 3 分
      得分 0

    三级指标 巳 10 分
      当 甲 ＝ 3 不得分
      计算 甲
      ≥ 4   得满分
      ＜ 4  不得分

    三级指标 午 10 分
      当 计算值 巳 ≥ 2.5 得满分
      得分 0

    """
  }
}
