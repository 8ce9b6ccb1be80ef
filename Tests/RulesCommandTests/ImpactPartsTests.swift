import Foundation
import Testing

@testable import RulesCommand

/// What a change of rules does comes out the same however the data are read, and on any number of
/// threads.
@Suite struct ImpactPartsTests {
  private let workspace: Workspace

  private static let newRules = Rules.scheme("甲", year: 2024)
    .replacing("≤ 10%   得满分", with: "≤ 5%    得满分\n  (5%, 10%]  得 3 分")
    .replacing("＞ 10%  不得分", with: "＞ 10%  得 0.5 分")
    .replacing("  制度健全：是否", with: "  制度健全：是否\n  专项：金额 万元，不小于 0")
    .replacing("追加预算 ÷ 年初预算", with: "(追加数 ＋ 专项) ÷ 年初预算")
    .replacing("  追加预算：金额 万元，不小于 0", with: "  追加数：金额 万元，不小于 0")
    .replacing("合格 ≥ 6", with: "合格 ≥ 5.5").replacing("不合格 ＜ 6", with: "不合格 ＜ 5.5")
    .replacing("追加预算 ＝ 10 万元", with: "追加数 ＝ 5 万元，专项 ＝ 0 元")

  init() throws {
    workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "旧.rules")
    try workspace.write(Self.newRules, to: "新.rules")
  }

  private static let sizes = [(part: 1, jobs: 7), (part: 150, jobs: 1), (part: 1 << 20, jobs: 2)]

  /// Compares reading in parts of several sizes, on several threads, with reading as a whole.
  private func compare(
    _ arguments: [String], input: String = "", withErrors: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> Outcome {
    let line = ["impact", "旧.rules", "新.rules"] + arguments
    let whole = workspace.run(line, input: input, readsInParts: false)
    for (size, jobs) in Self.sizes {
      let parts = workspace.run(line + ["--jobs", "\(jobs)"], input: input, partBytes: size)
      let expected = withErrors ? whole.errors : parts.errors
      #expect(parts.status == whole.status, "\(size)", sourceLocation: sourceLocation)
      #expect(parts.output == whole.output, "\(size)", sourceLocation: sourceLocation)
      #expect(parts.errors == expected, "\(size)", sourceLocation: sourceLocation)
    }
    return whole
  }

  /// Rows with all that may be in them; those of some departments come twice where that is asked for.
  private func sheet(_ seed: UInt64, count: Int, repeats: Bool = false) -> String {
    var state = seed
    func next(_ count: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % count)
    }
    var lines = ["部门,年度,规则集,年初预算（万元）,追加预算（元）,制度健全,专项（万元）"]
    for index in 0..<count {
      let number = repeats && next(6) == 0 ? next(UInt64(count)) : (count - index) * 7 % count
      let name = next(7) == 0 ? "\"第\(number)局,\n二处\"" : "第\(number)局"
      let year = next(12) == 0 ? ["2024", "2023年", "", "23"][next(4)] : "2023"
      let scheme = next(9) == 0 ? ["", "乙", "\"甲\""][next(3)] : "甲"
      let budget = next(12) == 0 ? ["1 亿元", "x", "0", "", "9007199254740993.5"][next(5)] : "100"
      let added = next(12) == 0 ? ["5 万元", "-1", "", "1e3"][next(4)] : "\(next(30) * 5_000)"
      let sound = next(12) == 0 ? ["yes", "", "也许"][next(3)] : ["是", "否"][next(2)]
      let special = next(12) == 0 ? ["", "二"][next(2)] : "\(next(3)).5"
      var fields = [name, year, scheme, budget, added, sound, special]
      if next(20) == 0 { fields.removeLast() }
      lines.append(fields.joined(separator: ","))
      if next(15) == 0 { lines.append(next(2) == 0 ? "" : ",,,,,,") }
      if next(40) == 0 { lines.append("\"第\(index)局,没有闭合") }
    }
    return lines.joined(separator: seed.isMultiple(of: 2) ? "\n" : "\r\n")
      + (seed.isMultiple(of: 3) ? "\n" : "")
  }

  @Test(arguments: ["table", "json", "csv"])
  func aSheetComesOutTheSame(_ format: String) throws {
    for seed in 1...2 as ClosedRange<UInt64> {
      try workspace.write(sheet(seed, count: 30), to: "d.csv")
      for language in ["zh", "en"] {
        let whole = compare(["d.csv", "--format", format, "--language", language])
        #expect(whole.status == 1 && whole.output.contains("第1局"))
      }
    }
  }

  @Test func manyDepartmentsComeOutTheSame() throws {
    var rows = "部门,年度,年初预算（万元）,追加预算（万元）,制度健全,专项（万元）\n"
    for index in 0..<520 {
      let sound = index % 3 == 0 ? "否" : "是"
      rows += "第\(index * 9 % 520)局,2023,100,\(index % 13).5,\(sound),\(index % 2)\n"
    }
    try workspace.write(rows, to: "d.csv")
    for format in ["table", "csv"] {
      let line = ["impact", "旧.rules", "新.rules", "d.csv", "--format", format]
      let whole = workspace.run(line + ["--jobs", "1"], readsInParts: false)
      #expect(workspace.run(line + ["--jobs", "7"], partBytes: 1_000) == whole)
      #expect(whole.status == 0 && whole.output.contains("第519局"))
    }
  }

  @Test func repeatedRecordsComeOutTheSame() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      try workspace.write(sheet(seed, count: 40, repeats: true), to: "d.csv")
      let line = ["impact", "旧.rules", "新.rules", "d.csv", "--format", "csv"]
      let whole = workspace.run(line, readsInParts: false)
      #expect(whole.errors.contains("E0509"))
      let one = workspace.run(line)
      #expect(one.status == 1 && one.output == whole.output)
      // The words of an error tell the number of a record that stands in another part.
      let parts = workspace.run(line, partBytes: 100)
      #expect(parts.status == 1 && parts.errors.contains("E0509"))
      let rows = (parts.output.split(separator: "\n"), whole.output.split(separator: "\n"))
      #expect(rows.0.count == rows.1.count)
      for (part, whole) in zip(rows.0, rows.1) {
        #expect(part == whole || part.contains("[E0509]") && whole.contains("[E0509]"))
      }
    }
  }

  @Test func jsonLinesComeOutTheSame() throws {
    let lines = (0..<50).map { index -> String in
      let text = Rules.record("第\(index * 7 % 50)局", year: index % 8 == 0 ? 2024 : 2023)
        .replacing("\n", with: " ")
        .replacing("5 万元", with: "\(index % 11) 万元")
        .replacing("\"制度健全\": true", with: "\"制度健全\": true, \"专项\": \"\(index % 3) 万元\"")
      switch index % 9 {
      case 3: return text.replacing(" 万元\", \"制度", with: "\", \"制度")
      case 4 where index > 10: return text.replacing("}", with: "")
      case 5: return text.replacing("\"制度健全\": true, ", with: "")
      case 6: return text.replacing("追加预算", with: "追加数")
      case 7 where index > 20: return ""
      case 8 where index > 30: return text.replacing("专项", with: "转项")
      default: return text
      }
    }
    try workspace.write(lines.joined(separator: "\n"), to: "d.jsonl")
    for format in ["table", "json", "csv"] { _ = compare(["d.jsonl", "--format", format]) }
    for input in ["", "\n", lines[0], lines.joined(separator: "\r\n")] {
      _ = compare(["-", "--format", "json"], input: input)
    }
  }

  @Test(arguments: [
    "", "\n", "部门\n", "部门,年度,\n甲,2023,\n", "部门,年度,\n甲,2023,\n乙,2023,3\n", "部门,年度,年度\n甲,2023,1\n",
    "部门,不知道,年度\n甲,1,2023\n", "年度\n2023\n", "\"部门", "部门,年度\n\n\n", "部门,年度,年初预算（里）\n甲,2023,1\n",
    "部门,年度,年初预算（里）\n", "部门,年度,转项\n甲,2023,1\n乙,2023,x\n",
  ])
  func aHeaderWithErrorsComesOutTheSame(_ text: String) throws {
    try workspace.write(text, to: "d.csv")
    for format in ["csv", "json", "table"] { _ = compare(["d.csv", "--format", format]) }
    _ = compare(["-", "--format", "csv"], input: text)
  }

  @Test func whatTheDataDoNotSayComesOutTheSame() throws {
    let options = ["--year", "2023", "--unit", "万元", "--department-column", "单位"]
    try workspace.write(
      "单位,年初预算,追加预算,制度健全,专项\n甲,100,5,是,0\n乙,100,70000 元,否,1\n丙,1,1,是,\n", to: "d.csv")
    for format in ["table", "json", "csv"] {
      _ = compare(["d.csv", "--format", format] + options)
    }
  }

  /// Numbers that no machine word holds are kept as they are.
  @Test func longNumbersComeOutTheSame() throws {
    let line = Rules.scheme("甲")
      .replacing("≤ 10%   得满分\n  ＞ 10%  不得分", with: "[0, 200%]  得 0 至 满分")
      .replacing("，不小于 0", with: "，从 0 元 至 200 万元")
      .replacing("大于 0", with: "从 100 万元 至 200 万元")
    try workspace.write(line, to: "旧.rules")
    try workspace.write(line.replacing("得 0 至", with: "得 1 至"), to: "新.rules")
    try workspace.write(
      "部门,年度,年初预算（万元）,追加预算（万元）,制度健全\n"
        + "甲,2023,100.00000000000000000000000000001,7.00000000000000000000000000003,是\n"
        + "乙,2023,103,7,是\n丙,2023,103,,是\n", to: "d.csv")
    for format in ["table", "json", "csv"] {
      let whole = compare(["d.csv", "--format", format])
      #expect(whole.status == 0, "\(whole.errors)")
    }
  }

  @Test func anInterruptedRunWritesNothing() throws {
    try workspace.write(sheet(3, count: 60), to: "d.csv")
    try workspace.write("旧", to: "out.csv")
    final class Calls { var count = 0 }
    for (most, inParts) in [(0, true), (5, true), (20, true), (0, false)] {
      for output in [["-o", "out.csv"], []] {
        let calls = Calls()
        let interruption = Interruption(
          watch: {},
          status: {
            calls.count += 1
            return calls.count > most ? .terminated : nil
          })
        let outcome = workspace.run(
          ["impact", "旧.rules", "新.rules", "d.csv", "--format", "csv"] + output,
          interruption: interruption, partBytes: 50, readsInParts: inParts)
        #expect(outcome.status == 143 && outcome.output.isEmpty)
        let words = output.isEmpty ? " 条后中断\n" : " 条后中断；“out.csv”没有写\n"
        #expect(outcome.errors.contains(words))
        #expect(workspace.text(of: "out.csv") == "旧")
        #expect(workspace.names(in: "") == ["d.csv", "out.csv", "新.rules", "旧.rules"].sorted())
      }
    }
  }

  /// What cannot be read on is no ground for a report on some of the departments.
  @Test func damageFurtherOnEndsTheRun() throws {
    let head = "部门,年度,年初预算（万元）,追加预算（万元）,制度健全,专项（万元）\n"
    let long = String(repeating: "长", count: 3_000)
    let rows = (0..<150).map { "第\($0)\(long)局,2023,100,5,是,0\n" }.joined()
    try workspace.write(Data((head + rows).utf8) + Data([0xFF, 0xFE, 0x0A]), to: "d.csv")
    let outcome = workspace.run("impact", "旧.rules", "新.rules", "d.csv", "--format", "csv")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("E0502") && outcome.errors.contains("条后停下"))
  }
}
