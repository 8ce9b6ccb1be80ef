import Foundation
import RuleLang
import Testing

@testable import Evaluator
@testable import RulesCommand

/// JSON lines that are scored in columns against the same record by record: all bytes of the results,
/// all that is said of the data, and the exit status.
@Suite struct LineAgreementTests {
  static let shards = 4

  @Test(arguments: 0..<shards) func linesAgreeWithRecords(shard: Int) throws {
    let folder = try SheetFolder(data: "d.jsonl")
    for seed in Effort.seeds(60, full: 6_000) where seed % UInt64(Self.shards) == UInt64(shard) {
      let rules = RulesetWriter.text(seed: seed, usesTablesAndTexts: false)
      guard let ruleset = checked(rules).ruleset else { continue }
      var writer = LineWriter(ruleset, seed: seed)
      let lines = writer.lines(rowCount: 20)
      try folder.write(rules, to: "a.rules")
      try folder.write(lines, to: "d.jsonl")
      let (options, way) = (
        Self.options[Int(seed / 4) % Self.options.count],
        Self.ways[Int(seed / 4) % Self.ways.count]
      )
      if let problem = folder.difference(options, ways: [way]) {
        Issue.record("seed \(seed), \(options): \(problem)\n\(lines)")
      }
    }
  }

  private static let ways: [SheetFolder.Way] = [
    (1, 1, 1 << 20), (3, 2, 700), (4096, 1, 1 << 20), (512, 7, 5), (2, 1, 2_000),
  ]

  private static let options = [
    [], ["--unit", "万元", "--year", "2023"], ["--decimals", "2"],
    ["--columns", "total,grade,department"], ["--summary", "--format", "json"], ["--unit", "元"],
    ["--columns", "scores,headings,status,department,errors"], ["--year", "2023"],
    ["--max-errors", "3"], ["--summary", "-o", "out.csv"], ["--format", "jsonl"],
  ]

  /// Lines that begin alike and are not.
  @Test(arguments: [
    [#"{"部门":"一","年度":2023,"数据":{"甲":5}}"#, #"{"部门":"二","年度":2023,"数据":{"甲":-5.5}}"#],
    [#"{"部门":"一","年度":2023,"数据":{"甲":5}}"#, #"{"数据":{"甲":4},"部门":"二","年度":2023}"#],
    [#"{"部门":"一","年度":2023,"数据":{"甲":5}}"#, #"{"部门":"一","年度":2023,"数据":{"甲":4}}"#],
    [#"{"部门":"二","年度":2023,"数据":{"甲":5}}"#, #"{"部门":"一","年度":2023,"数据":{"甲":4}} "#],
    [#"{"部门":"一","年度":2023,"数据":{"甲":5}}"#, #"{"部门":"二","年度":2023,"数据":{"甲":5}}}"#],
    [#"{"部门":"一","年度":2023,"数据":{"甲":5}}"#, #"{"部门":"二","年度":2023,"数据":{"甲":5,"甲":5}}"#],
    [#"{"部门":"一","年度":2023,"数据":{"甲":5}}"#, #"{"部门":"二","年度":2023,"数据":{"甲":5e0}}"#],
    [#"{"部门":"一","年度":2023,"数据":{"甲":5}}"#, #"{"部门":"二","年度":2023,"数据":{"甲":05}}"#],
    [#"{"部门":"一","年度":2023,"数据":{"甲":5}}"#, #"{"部门":"二","年度":2023,"数据":{"甲": 5}}"#],
    [#"{"部门":"一","年度":2023,"数据":{"甲":5}}"#, #"{"部门":"二","年度":2023,"数据":{"甲":5}"#],
    [#"{"部门":"一","年度":2023,"数据":{"甲":null}}"#, #"{"部门":"二","年度":2023,"数据":{}}"#],
    [#"{"部门":"一","年度":2023}"#, #"{"部门":"二","数据":{"甲":5}}"#, #"{"数据":null}"#],
    [#"{"部门":"一","年度":2023,"facts":{"甲":5},"数据":{"甲":5}}"#],
    [#"{"部门":"一","部门":"一","年度":2023,"数据":{"甲":5}}"#, #"{"department":"一","部门":"一"}"#],
    [#"{"部门":"一","年度":"2023","规则集":"小","单位":"万元","数据":{"甲":5}}"#],
    [#"{"部门":"一","年度":2023,"规则集":2023,"数据":{"甲":5}}"#],
    [#"{"部门":"一","年度":2023,"单位":"万","数据":{"甲":5}}"#],
    [#"{"部门":"一","年度":2023,"数据":{"甲":9223372036854775808}}"#],
    [#"{"部门":"一","年度":2023,"数据":{"\u7532":5}}"#, #"{"部门":"\u4e8c","年度":2023,"数据":{"甲":5}}"#],
    [#"{"部门":"一","年度":2023,"数据":{"甲":"5"}}"#, #"{"部门":"二","年度":2023,"数据":{"甲":"五"}}"#],
    [#"{"部门":"一","年度":2023,"数据":{"甲":0.123456789012}}"#],
    [" ", "\t", #"{"部门":"一","年度":2023,"数据":{"甲":5}}"#, "", "{", "}"],
  ])
  func edgesOfLinesAgree(_ lines: [String]) throws {
    let folder = try SheetFolder(data: "d.jsonl")
    try folder.write(SheetAgreementTests.small, to: "a.rules")
    for end in ["\n", "\r\n", "\r\r\n"] {
      for isClosed in [true, false] {
        let text = lines.joined(separator: end) + (isClosed ? end : "")
        try folder.write(text, to: "d.jsonl")
        #expect(
          folder.difference([], ways: [(1, 1, 1 << 20), (3, 2, 10)]) == nil,
          "\(text.debugDescription)")
      }
    }
  }

  @Test func bytesThatAreNoTextAgree() throws {
    let folder = try SheetFolder(data: "d.jsonl")
    try folder.write(SheetAgreementTests.small, to: "a.rules")
    let start = Array(#"{"部门":"一","年度":2023,"数据":{"甲":5}}"#.utf8) + [0x0A]
    for tail: [UInt8] in [
      [0xE4], [0xE4, 0x0A], [0xE4, 0xB8, 0x0A], [0xFF, 0x0A], [0xC0, 0x80], [0],
    ] {
      for text in [start + tail, Array(#"{"部门":""#.utf8) + tail + [0x22, 0x7D, 0x0A] + start] {
        try folder.write(Data(text), to: "d.jsonl")
        #expect(folder.difference([]) == nil, "\(tail)")
      }
    }
  }

  /// The rows of the benchmarks as lines, with most numbers as programs write them.
  @Test func theSchemeOfTheBenchmarksAgrees() throws {
    let rules = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Benchmarks/Departments").standardizedFileURL.path
    let folder = try SheetFolder(data: "d.jsonl")
    var sheet = DepartmentSheet(seed: 2)
    let rows = sheet.text(rowCount: 120).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let header = try #require(rows.first)
    try folder.write(rows.dropFirst().map { Self.line($0, header) }.joined(), to: "d.jsonl")
    let outcome = folder.run(rules, [], blockRows: 512, jobs: 1)
    let completeCount = outcome.output.split(separator: "\n").count {
      $0.contains(",complete,") || $0.contains("完整")
    }
    #expect(completeCount > 60, "\(outcome.errors.prefix(2_000))")
    for options in [[], ["--summary", "--format", "json"]] {
      #expect(folder.difference(options, rules: rules, ways: Array(SheetFolder.ways[2...])) == nil)
    }
  }

  private static func line(_ row: [Substring], _ header: [Substring]) -> String {
    var members: [String] = []
    var facts: [String] = []
    for (name, cell) in zip(header, row) {
      if name == "department" || name == "fiscalYear" {
        members.append("\"\(name)\": \"\(cell)\"")
      } else {
        let isNumber = Double(cell) != nil
        let stem = name.split(separator: "（").first ?? name
        facts.append("\"\(stem)\": \(isNumber ? String(cell) : "\"\(cell)\"")")
      }
    }
    members += ["\"unit\": \"万元\"", "\"facts\": {" + facts.joined(separator: ", ") + "}"]
    return "{" + members.joined(separator: ", ") + "}\n"
  }
}
