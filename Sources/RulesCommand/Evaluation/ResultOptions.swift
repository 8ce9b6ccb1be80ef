import Columnar
import Reports
import RuleLang

extension CommandSyntax.Option {
  /// Which columns the CSV of results has.
  static let columns = Self(
    name: "--columns", value: Message(zh: "LIST", en: "LIST"),
    summary: Message(
      zh: "csv、xlsx 的列和次序，用逗号隔开："
        + ResultColumns.Kind.allCases.map(\.chinese).joined(separator: "，")
        + "；\n得分是每个指标一列，标题是每个标题一列",
      en: "the columns of csv and xlsx and their order, with commas between:\n"
        + "department, year, status, scores (one an indicator), headings,\n"
        + "total, grade, lowest, highest, missing, errors"))

  /// How many digits the numbers of CSV have behind the point.
  static let decimals = Self(
    name: "--decimals", value: Message(zh: "N", en: "N"),
    numbers: 0...ResultColumns.decimalsMax,
    summary: Message(
      zh: "csv、xlsx 的分数至少写 N 位小数，不足的补零；不四舍五入",
      en:
        "at least N digits behind the point in csv and xlsx, padded with zeros;\nnothing is rounded"
    ))

  /// What all results come to.
  static let summary = Self(
    name: "--summary",
    summary: Message(
      zh: "汇总所有部门：等次、总分分布、各指标扣分；不写出各部门的结果，\n"
        + "用 -o 时结果照写；--format json 时汇总也是 json",
      en: "sum up all departments: grades, totals, points lost by indicator;\n"
        + "instead of the results, or beside those that -o writes;\n"
        + "as JSON with --format json"))

  /// How many records are scored at a time.
  static let block = Self(
    name: "--block", value: Message(zh: "N", en: "N"), numbers: 1...65_536,
    summary: Message(
      zh: "一次一起算 N 条记录，默认 \(SheetScorer.blockRows)；结果不变",
      en: "score N records at a time, by default \(SheetScorer.blockRows);\n"
        + "the results are the same"))

  /// How many records may fail.
  static let failedMax = Self(
    name: "--max-errors", value: Message(zh: "N", en: "N"), numbers: 1...1_000_000_000,
    summary: Message(
      zh: "有错误的记录到 N 条就停下，不写结果文件；不写时全部算完",
      en: "stop at the Nth record with errors and write no file;\nelse all are scored"))
}

extension CommandRun {
  /// The columns of CSV that were asked for.
  ///
  /// - Throws: a failure in words where a name is no column, stands twice, or there is no CSV.
  func resultColumns(_ format: ResultFormat?) throws(CommandFailure) -> ResultColumns {
    for name in ["--columns", "--decimals"]
    where arguments.has(name) && format != .csv && format != .xlsx {
      throw CommandFailure(
        zh: "选项“\(name)”要和 --format csv 或 xlsx 一起用",
        en: "the option '\(name)' goes with --format csv or xlsx",
        helps: [.seeHelp(of: "rules evaluate")])
    }
    var columns = ResultColumns(
      decimalsMin: arguments.values["--decimals"].flatMap { Int($0) } ?? 0,
      departmentName: arguments.values["--department-column"])
    if let list = arguments.values["--columns"] { columns.kinds = try Self.kinds(in: list) }
    return columns
  }

  private static func kinds(
    in list: String
  ) throws(CommandFailure) -> [ResultColumns.Kind] {
    var kinds: [ResultColumns.Kind] = []
    for part in list.split(omittingEmptySubsequences: false, whereSeparator: { ",，、".contains($0) })
    {
      let name = String(part.drop { $0 == " " })
      guard !name.isEmpty else {
        throw CommandFailure(
          zh: "选项“--columns”里有一处逗号前后没有列名",
          en: "a comma in the option '--columns' has no column beside it",
          helps: [.seeHelp(of: "rules evaluate")])
      }
      guard let kind = ResultColumns.Kind.named(name) else {
        let all = ResultColumns.Kind.allCases
        let nearest = EditDistance.nearest(
          to: name, in: all.map(\.rawValue) + all.map(\.chinese))
        throw CommandFailure(
          zh: "选项“--columns”的“\(name)”不是结果的列",
          en: "'\(name)' in the option '--columns' is no column of results",
          helps: [.didYouMean(nearest), .seeHelp(of: "rules evaluate")].compactMap { $0 })
      }
      guard !kinds.contains(kind) else {
        throw CommandFailure(
          zh: "选项“--columns”里“\(name)”写了两次",
          en: "'\(name)' stands twice in the option '--columns'",
          helps: [.seeHelp(of: "rules evaluate")])
      }
      kinds.append(kind)
    }
    return kinds
  }
}
