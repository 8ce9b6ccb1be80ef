import Foundation
import RuleLang
import Testing

@testable import Evaluator
@testable import RulesCommand

/// Sheets that are scored in columns against the same record by record: all bytes of the results,
/// all that is said of the data, and the exit status.
@Suite struct SheetAgreementTests {
  static let shards = 4

  @Test(arguments: 0..<shards) func sheetsAgreeWithRecords(shard: Int) throws {
    let folder = try SheetFolder()
    for seed in Effort.seeds(48, full: 4_000) where seed % UInt64(Self.shards) == UInt64(shard) {
      let rules = RulesetWriter.text(seed: seed, usesTablesAndTexts: false)
      guard let ruleset = checked(rules).ruleset else { continue }
      var writer = SheetWriter(ruleset, seed: seed)
      let sheet = writer.sheet(rowCount: 20)
      try folder.write(rules, to: "a.rules")
      try folder.write(sheet, to: "d.csv")
      let ways = SheetFolder.ways
      let problem = folder.difference(
        Self.options[Int(seed / 4) % Self.options.count], ways: [ways[Int(seed / 4) % ways.count]])
      if let problem { Issue.record("seed \(seed): \(problem)\n\(sheet)") }
    }
  }

  private static let options = [
    [], [], ["--decimals", "2"], ["--columns", "total,grade,department"],
    ["--columns", "scores,headings,status,department,errors"], ["--year", "2023"],
    ["--max-errors", "3"],
    ["--summary", "--format", "json"], ["--summary"], ["--summary", "-o", "out.csv"],
    ["--summary", "--max-errors", "2", "--format", "json"],
  ]

  @Test(arguments: [
    "部门,年度,甲\n一,2023,5\r", "部门,年度,甲\n一,2023,5", "部门,年度,甲\r一,2023,5\r\r\r", "部门,年度,甲\n一,2023,\"5",
    "部门,年度,甲\n一\"二,2023,5\n三,2023,5\n", "部门,年度,甲\n一,2023,\"5\"6\n三,2023,5\n",
    "部门,年度,甲\n一,2023,5\u{0}\n",
    "部门,年度,甲\n一,2023,\"5\"\r", "部门,年度,甲\n\"\",2023,5\n\"\",\"\",\"\"\n ,\t,\n",
    "部门,年度,甲\n一,2023,\"\"\"\"\n",
    "甲,年度,部门\n5,2023,一\r\n6,2023,\r\n7,2023", "部门,年度,甲,\n一,2023,5,\n二,2023,5,x\n", "部门,年度,甲\n",
    "部门,年度,甲\n一,2023,5,,,\n二,2023\n三\n,,\n", "部门,年度,甲\n一,2023,-\n二,2023,.\n三,2023,-.\n四,2023,5\n",
  ])
  func edgesOfTextAgree(_ sheet: String) throws {
    let folder = try SheetFolder()
    try folder.write(Self.small, to: "a.rules")
    try folder.write(sheet, to: "d.csv")
    #expect(folder.difference([]) == nil, "\(sheet.debugDescription)")
  }

  @Test func bytesThatAreNoTextAgree() throws {
    let folder = try SheetFolder()
    try folder.write(Self.small, to: "a.rules")
    let start = Array("部门,年度,甲\n一,2023,5\n".utf8)
    for tail: [UInt8] in [
      [0xE4], [0xE4, 0x0A], [0xE4, 0xB8, 0x0A], [0xFF, 0x0A], [0xC0, 0x80], [0],
    ] {
      for text in [start + tail, start + tail + Array(",2023,5\n".utf8)] {
        try folder.write(Data(text), to: "d.csv")
        #expect(folder.difference([]) == nil, "\(tail)")
      }
    }
  }

  @Test func longNamesAgree() throws {
    let folder = try SheetFolder()
    try folder.write(Self.small, to: "a.rules")
    var sheet = "部门,年度,甲\n"
    for (index, count) in [60, 70_000, 1 << 17, (1 << 20) + 1, 1].enumerated() {
      sheet += "\(index)" + String(repeating: "a", count: count - 1) + ",2023,5\n"
    }
    try folder.write(sheet, to: "d.csv")
    #expect(
      folder.difference(
        ["--columns", "total,scores,headings,department"], ways: [(512, 1, 1 << 20)]) == nil)
  }

  /// Each number beside the edge of every band, and halves that are rounded.
  @Test func theSchemeOfTheBenchmarksAgrees() throws {
    let rules = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Benchmarks/Departments").standardizedFileURL.path
    let folder = try SheetFolder()
    var sheet = DepartmentSheet(seed: 1)
    try folder.write(sheet.text(rowCount: 240), to: "d.csv")
    let outcome = folder.run(rules, [], blockRows: 512, jobs: 1)
    #expect(
      outcome.output.split(separator: "\n").count { $0.contains(",complete,") || $0.contains("完整") }
        > 150)
    #expect(folder.difference([], rules: rules, ways: Array(SheetFolder.ways[2...])) == nil)
    let sums = ["--summary", "--format", "json"]
    #expect(folder.difference(sums, rules: rules, ways: Array(SheetFolder.ways[3...])) == nil)
  }

  /// Points that no line lets an evaluator give are wrong also where none decides.
  @Test func judgmentsOutsideOfTheirRangesAgree() throws {
    let folder = try SheetFolder()
    try folder.write(Self.judged, to: "a.rules")
    var sheet = "部门,年度,甲,评定:子,理由:子,评定:丑,理由:丑\n"
    for (index, figure) in [1, 3, 6, 8].enumerated() {
      for points in ["0", "0.5", "1", "3", "3.5", "4", "9", "9.5", "10", ""] {
        for reason in ["", "理由"] {
          sheet += "第\(index)局\(points)\(reason),2023,\(figure),\(points),\(reason),9,理由\n"
          sheet += "又\(index)局\(points)\(reason),2023,\(figure),9,理由,\(points),\(reason)\n"
        }
      }
    }
    try folder.write(sheet, to: "d.csv")
    #expect(folder.difference([], ways: Array(SheetFolder.ways[1...2])) == nil)
  }

  private static let judged = """
    规则集 评
      年度 2023
      总分 20 分

    数据
      甲：数值，从 0 至 10

    三级指标 子 10 分
      计算 甲
      ≥ 7     得满分
      [5, 7)  评定 4 至 9 分
      [2, 5)  评定 1 至 3 分
      ＜ 2    不得分

    三级指标 丑 10 分
      计算 甲
      ≥ 5     得满分
      ＜ 5    评定 4 至 9 分

    """

  /// One indicator by one figure.
  static let small = """
    规则集 小
      年度 2023
      总分 10 分

    数据
      甲：数值，从 -10 至 10

    三级指标 子 10 分
      计算 甲
      ≥ 5   得满分
      ＜ 5  不得分

    """
}

/// A folder in which the command runs.
final class SheetFolder {
  struct Outcome: Equatable {
    var status: Int32
    var output: String
    var errors: String
  }

  private final class Capture {
    var bytes: [UInt8] = []
  }

  private let folder: URL
  /// The name of the data, whose ending says what form they have.
  private let data: String

  init(data: String = "d.csv") throws {
    self.data = data
    folder = FileManager.default.temporaryDirectory
      .appending(path: "sheets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

  func write(_ data: Data, to path: String) throws {
    try data.write(to: folder.appending(path: path))
  }

  typealias Way = (rows: Int, jobs: Int, bytes: Int)

  /// How many rows at a time, on how many threads, in parts of how many bytes.
  static let ways: [Way] = [(1, 1, 1 << 20), (3, 2, 300), (512, 1, 1 << 20), (512, 7, 900)]

  /// Where scoring in columns differs from scoring record by record; nil where it does not.
  func difference(_ options: [String], rules: String = "a.rules", ways: [Way] = ways) -> String? {
    for (rows, jobs, bytes) in ways {
      let expected = run(
        rules, options, blockRows: rows, jobs: 1, partBytes: bytes, scoresInColumns: false)
      let outcome = run(rules, options, blockRows: rows, jobs: jobs, partBytes: bytes)
      guard outcome != expected else { continue }
      let way = "\(rows) rows, \(jobs) threads, \(bytes) bytes"
      if outcome.status != expected.status {
        return "\(way): status \(outcome.status), not \(expected.status)"
      }
      return way
        + (Self.difference(outcome.output, expected.output)
          ?? Self.difference(outcome.errors, expected.errors) ?? ": ?")
    }
    return nil
  }

  /// Where the impact of new rules differs when both are scored in columns; nil where it does not.
  func impactDifference(_ options: [String], ways: [Way] = ways) -> String? {
    for (_, jobs, bytes) in ways {
      let line = ["impact", "a.rules", "b.rules", data] + options
      let expected = run(line + ["--jobs", "1"], partBytes: bytes, scoresInColumns: false)
      let outcome = run(line + ["--jobs", "\(jobs)"], partBytes: bytes)
      guard outcome != expected else { continue }
      if outcome.status != expected.status { return "status \(outcome.status)" }
      return "\(jobs) threads, \(bytes) bytes"
        + (Self.difference(outcome.output, expected.output)
          ?? Self.difference(outcome.errors, expected.errors) ?? ": ?")
    }
    return nil
  }

  private static func difference(_ found: String, _ expected: String) -> String? {
    guard found != expected else { return nil }
    let all = found.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(all.count, wanted.count) {
      let line = index < all.count ? String(all[index].prefix(2_000)) : "(end)"
      let other = index < wanted.count ? String(wanted[index].prefix(2_000)) : "(end)"
      if line != other { return ", line \(index + 1):\n\(line)\nnot\n\(other)" }
    }
    return ": ends of lines"
  }

  func run(
    _ rules: String, _ options: [String], blockRows: Int, jobs: Int, partBytes: Int = 1 << 20,
    scoresInColumns: Bool = true
  ) -> Outcome {
    let format = options.contains("--format") ? [] : ["--format", "csv"]
    return run(
      ["evaluate", rules, data, "--block", "\(blockRows)", "--jobs", "\(jobs)"] + format + options,
      partBytes: partBytes, scoresInColumns: scoresInColumns)
  }

  private func run(
    _ arguments: [String], partBytes: Int, scoresInColumns: Bool = true
  ) -> Outcome {
    let (output, errors) = (Capture(), Capture())
    func stream(_ capture: Capture) -> RulesCommand.OutputStream {
      RulesCommand.OutputStream(isTerminal: false) { bytes in
        capture.bytes += bytes
        return nil
      }
    }
    let console = Console(
      output: stream(output), errors: stream(errors), readInput: { _ in [] }, readPiece: { _ in [] }
    )
    var environment = CommandEnvironment(
      console: console, workingFolder: folder.path, variable: { ["LANG": "zh_CN.UTF-8"][$0] })
    environment.partBytes = partBytes
    environment.scoresInColumns = scoresInColumns
    let file = folder.appending(path: "out.csv")
    try? FileManager.default.removeItem(at: file)
    let status = RulesTool.run(arguments, in: environment)
    let written = (try? Data(contentsOf: file)).map {
      "file:\n" + String(decoding: $0, as: UTF8.self)
    }
    return Outcome(
      status: status.rawValue,
      output: String(decoding: output.bytes, as: UTF8.self) + (written ?? ""),
      errors: String(decoding: errors.bytes, as: UTF8.self))
  }
}
