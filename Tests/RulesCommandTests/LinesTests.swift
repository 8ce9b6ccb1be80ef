import Testing

@testable import RulesCommand

/// JSON lines scored in columns against the same file read and scored as a whole, to the byte.
@Suite struct LinesTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    // Lines are scored in columns where nobody has to judge.
    try workspace.write(
      ColumnsTests.rules.replacing("评定 “综合评价”", with: "要点 10 分 当 公开"), to: "甲/a.rules")
  }

  /// The facts of a line, by name; all of them are usual.
  private static let usual: [(name: String, value: String)] = [
    ("编制", "10"), ("在职", "8"), ("预算", "100.00"), ("支出", "90"), ("结余", "5.5"), ("完成一", "7"),
    ("目标一", "10"), ("完成二", "3"), ("目标二", "4"), ("满意度", "0.95"), ("违规", "0"), ("公开", "true"),
    ("制度", "false"), ("等级", "\"甲等\""), ("验收", "\"2023-06-30\""), ("说明", "\"说明（一）\""),
  ]

  private static func line(
    _ name: String, _ facts: [(name: String, value: String)], rest: String = ""
  ) -> String {
    let members = facts.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",")
    return "{\"部门\":\"\(name)\",\"年度\":2023,\"单位\":\"万元\",\"数据\":{\(members)}\(rest)}"
  }

  private static func usual(_ name: String, _ value: String) -> [(name: String, value: String)] {
    usual.map { $0.name == name ? (name, value) : $0 }
  }

  private func compare(
    _ lines: [String], _ arguments: [String] = [], end: String = "\n",
    ways: [(block: Int, jobs: Int, part: Int)] = [(1, 1, 1 << 20), (4096, 7, 900)]
  ) throws {
    let format = arguments.contains("--format") ? [] : ["--format", "csv"]
    let all = ["evaluate", "甲", "d.jsonl"] + format + arguments
    try workspace.write(lines.joined(separator: end) + end, to: "d.jsonl")
    let whole = workspace.run(all, readsInParts: false)
    for (block, jobs, part) in ways {
      let columns = workspace.run(
        all + ["--block", "\(block)", "--jobs", "\(jobs)"], partBytes: part)
      #expect(columns.output == whole.output, "blocks of \(block)")
      #expect(columns.status == whole.status, "blocks of \(block)")
      #expect(columns.errors == whole.errors, "blocks of \(block)")
    }
  }

  /// A line worked out by hand.
  @Test func aUsualLineHasItsScores() throws {
    let lines = [Self.line("甲局", Self.usual), Self.line("乙局", Self.usual("预算", "200"))]
    try workspace.write(lines.joined(separator: "\n"), to: "d.jsonl")
    let run = workspace.run("evaluate", "甲", "d.jsonl", "--format", "csv")
    let row = "甲局,2023,完整,10,9,7,6,10,10,14.5,10,10"
    #expect(run.output.contains(row), "\(run.output) \(run.errors)")
    try compare(lines)
  }

  @Test func valuesAtEdgesComeOutTheSame() throws {
    let values = [
      "0", "-0", "0.0", "1.5", "100.125", "9223372036854775807", "9223372036854775808",
      "170141183460469231731687303715884105727", "170141183460469231731687303715884105728",
      "0.1234567890123", "\"25,274.07 万元\"", "\"1.5 亿元\"", "\"12\"", "\" 12 \"", "\"一\"", "\"\"",
      "null",
      "true", "1e2", "01", "[1]", "{\"value\":\"12 万元\",\"source\":\"报告\"}", "\"\\u0031\"",
      "\"１２\"",
    ]
    var lines: [String] = []
    for name in ["预算", "结余", "完成一", "违规", "公开", "等级", "验收", "说明"] {
      for value in values { lines.append(Self.line("第\(lines.count)局", Self.usual(name, value))) }
    }
    // No more findings are shown than those of a few lines.
    for start in stride(from: 0, to: lines.count, by: 64) {
      try compare(Array(lines[start..<min(lines.count, start + 64)]), ["--decimals", "2"])
    }
  }

  @Test func formsThatChangeComeOutTheSame() throws {
    var lines = [Self.line("一", Self.usual), "", " \t", "{", "[]"]
    for count in 0..<8 {
      lines.append(Self.line("转\(count)", Self.usual.suffix(count) + Self.usual.dropLast(count)))
      lines.append(Self.line("缺\(count)", Self.usual.dropLast(count)))
      lines.append(Self.line("多\(count)", Self.usual + [(["没有", "公开", "说 明"][count % 3], "true")]))
      lines.append(Self.line("后\(count)", Self.usual, rest: ",\"备注\":\"\(count)\""))
      lines.append(Self.line("换\(count)", Self.usual).replacing(",", with: ", "))
      lines.append(Self.line("元\(count)", Self.usual).replacing("万元", with: "元"))
    }
    lines.append(Self.line("e\u{301}", Self.usual))
    lines.append(Self.line("\\u5c40", Self.usual).replacing("公开", with: "\\u516c\\u5f00"))
    try compare(lines, end: "\r\n")
    try compare(lines, ["--summary", "--format", "json"])
    try compare(lines, ["--max-errors", "4"])
  }

  /// The second record of a department fails, whichever way the first was scored.
  @Test func departmentsThatComeTwiceComeOutTheSame() throws {
    let usual = (0..<6).map { Self.line("第\($0)局", Self.usual) }
    let again = [usual[2], Self.line("第3局", Self.usual("预算", "null")), usual[3], usual[3]]
    try compare(usual + again + usual, ways: [(1, 1, 1 << 20), (3, 2, 1 << 20)])
  }
}
