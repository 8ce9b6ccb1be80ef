import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// A small ruleset, and data for it, so that cases state only what they are about.
enum DataFixture {
  static let rules = """
    规则集 示例评价
      年度 2023
      总分 20 分
      依据 “示例”

    数据
      编制人数：数量 人，不小于 1
      年初预算：金额 万元，大于 0
      追加预算：金额
      完成率：比率，从 0% 至 120%
      系数：数值
      重量：数值 千克
      客流：数量 万人
      预算公开：是否
      验收日期：日期，不大于 2024-06-30
      档次：选项 一等、二等、三等
      说明：文本
      下限：比率
      上限：比率
      `“三公”GDP`：金额

    表 项目，不少于 1 行
      名称：文本
      预算：金额，不小于 0
      完成：是否

    表 清单
      名称：文本

    定义 全年预算 ＝ 年初预算 ＋ 追加预算
    次序 下限 ＜ 上限

    一级指标 过程 20 分
    三级指标 调整率 5 分
      计算 绝对值(追加预算) ÷ 年初预算
      ≤ 10%   得满分
      ＞ 10%   不得分
    三级指标 社会效益 5 分
      评定 “综合评价”
    三级指标 满意度 10 分
      计算 完成率
      ≥ 80%         得满分
      [50%, 80%)    评定 4 至 6.4 分
      ＜ 50%         不得分
    """

  static let checked = RulesetChecker.check([SourceFile(path: "a.rules", text: rules)])

  static func ruleset() throws -> Ruleset {
    try #require(
      checked.ruleset, "\(checked.diagnostics.map { "\($0.code.rawValue) \($0.message.zh)" })")
  }

  static func input(_ path: String, _ text: String) -> DataInput {
    DataInput(path: path, bytes: Array(text.utf8))
  }

  /// Reads one file and binds all of its records.
  static func run(
    _ path: String, _ text: String, tables: [(name: String, text: String)] = []
  ) throws -> DataRun {
    let data = DataReader.read(
      input(path, text),
      tables: tables.map { ($0.name, input("数据.\($0.name).csv", $0.text)) }, firstFileIndex: 3)
    return DataRun(data, Binder(ruleset: try ruleset()))
  }

  /// Binds a record of 2023 in JSON with these facts and whatever else is given.
  static func record(_ facts: String, _ more: String = "") throws -> DataRun {
    try run(
      "数据.json",
      "{\"department\": \"甲局\", \"fiscalYear\": 2023, \"facts\": {\(facts)}\(more)}")
  }
}

/// What came of reading a file.
struct DataRun {
  let data: DataSet
  let binder: Binder
  let records: [Record]
  /// For each record, what was found.
  let found: [[Diagnostic]]
  /// What was found once for the file.
  let fileFound: [Diagnostic]

  init(_ data: DataSet, _ binder: Binder) {
    self.data = data
    self.binder = binder
    let bound = data.records.map { binder.bind($0) }
    records = bound.map(\.record)
    found = bound.map(\.diagnostics)
    fileFound = data.diagnostics + binder.checkColumns(data)
  }

  /// A finding as its code and the text it marks: `E0506 "42"`.
  func line(_ diagnostic: Diagnostic) -> String {
    let index = diagnostic.range.file - 3
    guard data.files.indices.contains(index) else { return "\(diagnostic.code.rawValue) elsewhere" }
    return "\(diagnostic.code.rawValue) \(data.files[index].text(diagnostic.range.offsets))"
  }

  /// The findings of all records, without those of the file.
  var lines: [String] { found.flatMap { $0.map(line) } }

  /// The errors of the file.
  var fileLines: [String] { fileFound.filter { $0.severity == .error }.map(line) }

  /// The value of a fact of the first record as text: `8`, `true`, `#0`, `"text"`; nil if missing.
  func value(_ fact: String, record: Int = 0) -> String? {
    guard let index = binder.names.facts[fact], records.indices.contains(record) else { return nil }
    return records[record].facts[index]?.text
  }

  func origin(_ fact: String) -> Origin? {
    binder.names.facts[fact].flatMap { records.first?.factOrigins[$0] }
  }

  func rows(_ table: String, record: Int = 0) -> [[String]]? {
    binder.names.tables[table].flatMap { records[record].tables[$0] }?
      .map { $0.map { $0?.text ?? "-" } }
  }

  /// Every help and message, to look for words in.
  var words: String {
    (found.flatMap { $0 } + fileFound).map { diagnostic in
      let helps = diagnostic.helps.map { $0.message.zh + ($0.paste?.zh ?? "") }
      return ([diagnostic.message.zh, diagnostic.note?.zh ?? ""] + helps).joined(separator: " ")
    }.joined(separator: "\n")
  }
}

extension Constant {
  var text: String {
    switch self {
    case .number(let value): value.description
    case .boolean(let value): "\(value)"
    case .choice(let index): "#\(index)"
    case .text(let text): "\"\(text)\""
    }
  }
}
