import Foundation
import Testing

@testable import RulesCommand

/// What comes out does not depend on how a file is read, nor on how many threads score it.
@Suite struct PartsTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/甲/a.rules")
    try workspace.write(Rules.scheme("乙"), to: "Rules/2023/乙/a.rules")
    try workspace.write(Rules.scheme("甲", year: 2024), to: "Rules/2024/甲/a.rules")
  }

  private static let sizes = [(part: 1, jobs: 3), (part: 150, jobs: 1), (part: 1 << 20, jobs: 2)]

  /// Compares reading in parts of several sizes, on several threads, with reading as a whole.
  private func compare(
    _ arguments: [String], input: String = "", withErrors: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let whole = workspace.run(["evaluate"] + arguments, input: input, readsInParts: false)
    for (size, jobs) in Self.sizes {
      let parts = workspace.run(
        ["evaluate"] + arguments + ["--jobs", "\(jobs)"], input: input, partBytes: size)
      let expected = withErrors ? whole.errors : parts.errors
      #expect(parts.status == whole.status, "\(size)", sourceLocation: sourceLocation)
      #expect(parts.output == whole.output, "\(size)", sourceLocation: sourceLocation)
      #expect(parts.errors == expected, "\(size)", sourceLocation: sourceLocation)
    }
  }

  /// Rows with all that may be in them; those of some departments come twice where that is asked for.
  private func sheet(
    _ seed: UInt64, count: Int, separator: String = ",", repeats: Bool = false
  ) -> String {
    var state = seed
    func next(_ count: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % count)
    }
    let header = ["部门", "年度", "年初预算（万元）", "追加预算（元）", "制度健全", "说明"]
      .prefix(5).joined(separator: separator)
    var lines = [header]
    for index in 0..<count {
      let number = repeats && next(6) == 0 ? next(UInt64(count)) : index
      var name = "第\(number)局"
      if next(5) == 0 { name = "\"第\(number)局\(separator)\n二\"\"处\"" }
      let year = ["2023", "2023年", "２０２３", "2023", "2023", "2024", ""][next(7)]
      let budget = ["100", "1 亿元", "\"100\"", "x", "", "0", "100.5"][next(7)]
      let added = ["50000", "5 万元", "-1", "", "１５００００", "1e3"][next(6)]
      let sound = ["是", "否", "yes", "", "也许"][next(5)]
      var fields = [name, year, budget, added, sound]
      if next(20) == 0 { fields.removeLast() }
      if next(20) == 0 { fields += ["", ""] }
      lines.append(fields.joined(separator: separator))
      if next(10) == 0 { lines.append("") }
      if next(15) == 0 { lines.append(Array(repeating: "", count: 5).joined(separator: separator)) }
      if next(40) == 0 { lines.append("\"第\(index)局,没有闭合") }
    }
    return lines.joined(separator: seed.isMultiple(of: 2) ? "\n" : "\r\n")
      + (seed.isMultiple(of: 3) ? "\n" : "")
  }

  @Test(arguments: ResultFormat.allCases)
  func aSheetComesOutTheSame(_ format: ResultFormat) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let separator = [",", ";", "\t"][Int(seed % 3)]
      try workspace.write(sheet(seed, count: 20, separator: separator), to: "d.csv")
      compare(["Rules/2023/甲", "d.csv", "--format", format.rawValue])
    }
  }

  @Test func aPartWithVeryManyRowsComesOutTheSame() throws {
    let rows = (0..<1_100).map { $0 % 10 == 0 ? "第\($0)局,2023,100,5,是\n" : "a\n" }
    try workspace.write(
      "部门,年度,年初预算（万元）,追加预算（元）,制度健全\n" + rows.joined(), to: "d.csv")
    for format in ["json", "table"] {
      let arguments = ["evaluate", "Rules/2023/甲", "d.csv", "--format", format]
      let whole = workspace.run(arguments, readsInParts: false)
      #expect(workspace.run(arguments + ["--jobs", "2"]) == whole)
    }
  }

  @Test func repeatedRecordsComeOutTheSame() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      try workspace.write(sheet(seed, count: 40, repeats: true), to: "d.csv")
      for format in ["csv", "jsonl"] {
        compare(["Rules/2023/甲", "d.csv", "--format", format], withErrors: false)
      }
      compare(["Rules/2023/甲", "d.csv", "--summary"], withErrors: false)
      compare(["Rules/2023/甲", "d.csv", "--max-errors", "9"], withErrors: false)
    }
  }

  @Test func aRepeatedRecordSaysWhichTheFirstIs() throws {
    let rows = ["甲", "乙", "丙", "甲"].map { "\($0),2023,100,5,是\n" }
    try workspace.write("部门,年度,年初预算（万元）,追加预算（万元）,制度健全\n" + rows.joined(), to: "d.csv")
    let arguments = ["evaluate", "Rules/2023/甲", "d.csv", "--format", "csv"]
    let near = workspace.run(arguments)
    #expect(near.errors.contains("d.csv:5:1") && near.errors.contains("第一条在这里"))
    let far = workspace.run(arguments, partBytes: 1)
    #expect(far.errors.contains("d.csv:5:1"))
    #expect(far.errors.contains("第一条是第 1 条记录；留下对的一条"))
  }

  @Test func everyEncodingComesOutTheSame() throws {
    let text = sheet(7, count: 15)
    let encodings: [String.Encoding] = [.utf16LittleEndian, .utf16BigEndian, .utf8]
    for encoding in encodings {
      let mark: [UInt8] =
        switch encoding {
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        default: [0xEF, 0xBB, 0xBF]
        }
      try workspace.write(Data(mark) + (text.data(using: encoding) ?? Data()), to: "d.csv")
      compare(["Rules/2023/甲", "d.csv", "--format", "jsonl"])
    }
    let name = [0xB2, 0xBF, 0xC3, 0xC5] as [UInt8]
    let bytes = name + Array(",fiscalYear\n".utf8) + name + Array(",2023\n".utf8)
    try workspace.write(Data(bytes), to: "d.csv")
    compare(["Rules/2023/甲", "d.csv", "--format", "jsonl"])
    try workspace.write(Data(Array("部门,年度\n甲,2023\n".utf8) + [0xFF, 0x0A]), to: "d.csv")
    compare(["Rules/2023/甲", "d.csv", "--format", "jsonl"], withErrors: false)
  }

  @Test func jsonLinesComeOutTheSame() throws {
    let lines = (0..<40).map { index -> String in
      let text = Rules.record("第\(index)局", scheme: index % 9 == 0 ? "乙" : "甲")
        .replacing("\n", with: " ")
      if index % 7 == 3 { return text.replacing("5 万元", with: "5") }
      if index % 7 == 4 { return text.replacing("}", with: "") }
      if index % 7 == 5 { return text.replacing(", \"制度健全\": true", with: "") }
      return index % 7 == 6 ? "" : text
    }
    try workspace.write(lines.joined(separator: "\n"), to: "d.jsonl")
    for format in ResultFormat.allCases.map(\.rawValue) {
      compare(["Rules/2023/甲", "d.jsonl", "--format", format])
    }
    let lacking = lines.map { $0.replacing("制度健全", with: "制度健金") }
    try workspace.write(lacking.joined(separator: "\n"), to: "d.jsonl")
    compare(["Rules/2023/甲", "d.jsonl"])
  }

  @Test func theRulesetIsChosenTheSame() throws {
    let header = "部门,年度,规则集,年初预算（万元）,追加预算（万元）,制度健全\n"
    let same = (0..<20).map { "第\($0)局,\($0 == 3 ? "" : "2023"),甲,100,5,是\n" }
    for rows in [same, same + ["二局,2024,,100,5,是\n"], ["一局,2000,,1,1,是\n"], []] {
      try workspace.write(header + rows.joined(), to: "d.csv")
      for format in ["csv", "json"] { compare(["Rules", "d.csv", "--format", format]) }
      compare(["Rules", "-", "--format", "csv"], input: header + rows.joined())
    }
  }

  @Test(arguments: [
    "", "\n", "部门\n", "部门,年度,\n甲,2023,\n", "部门,年度,\n甲,2023,\n乙,2023,3\n", "部门,年度,年度\n甲,2023,1\n",
    "部门,不知道,年度\n甲,1,2023\n", "年度\n2023\n", "\"部门", "部门,年度\n\n\n", "部门,年度,年初预算（里）\n甲,2023,1\n",
  ])
  func aHeaderWithErrorsComesOutTheSame(_ text: String) throws {
    try workspace.write(text, to: "d.csv")
    for format in ["csv", "json", "table"] {
      compare(["Rules/2023/甲", "d.csv", "--format", format])
    }
    compare(["Rules", "-", "--format", "csv"], input: text)
  }

  @Test func whatTheDataDoNotSayComesOutTheSame() throws {
    let options = ["--year", "2023", "--unit", "万元", "--department-column", "单位"]
    try workspace.write(
      "单位,年初预算,追加预算,制度健全\n甲,100,5,是\n乙,100,50000 元,否\n甲,1,1,是\n", to: "d.csv")
    compare(["Rules/2023/甲", "d.csv", "--format", "csv"] + options, withErrors: false)
    try workspace.write(
      "{\"department\":\"甲\",\"facts\":{\"年初预算\":100}}\n{\"department\":\"乙\"}\n", to: "d.jsonl")
    compare(["Rules/2023/甲", "d.jsonl", "--format", "jsonl"] + options)
  }

  @Test func tooManyErrorsStopTheSame() throws {
    try workspace.write(sheet(5, count: 40), to: "d.csv")
    for most in ["1", "7"] {
      for format in ResultFormat.allCases.map(\.rawValue) {
        compare(["Rules/2023/甲", "d.csv", "--format", format, "--max-errors", most])
      }
    }
    try workspace.write("部门,年度\n甲,2023\n乙,\n", to: "d.csv")
    compare(["Rules/2023/甲", "d.csv", "--format", "csv", "--max-errors", "1"])
  }

  @Test func anInterruptedRunWritesNoFile() throws {
    try workspace.write(sheet(3, count: 60), to: "d.csv")
    try workspace.write("旧", to: "out.csv")
    final class Calls { var count = 0 }
    for most in [0, 5, 20] {
      let calls = Calls()
      let interruption = Interruption(
        watch: {},
        status: {
          calls.count += 1
          return calls.count > most ? .terminated : nil
        })
      let outcome = workspace.run(
        ["evaluate", "Rules/2023/甲", "d.csv", "--format", "csv", "-o", "out.csv"],
        interruption: interruption, partBytes: 50)
      #expect(outcome.status == 143 && outcome.output.isEmpty)
      #expect(outcome.errors.contains(" 条后中断；“out.csv”没有写\n"))
      #expect(workspace.text(of: "out.csv") == "旧")
      #expect(workspace.names(in: "") == ["Rules", "d.csv", "out.csv"])
    }
  }
}
