import Tabular
import Testing

@testable import RulesCommand

/// Results as workbooks, and workbooks as data.
@Suite struct WorkbookTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "规则/a.rules")
  }

  /// Departments with whole results, with ranges, with errors, and with names that begin like
  /// formulas.
  static let csv = """
    部门,年度,年初预算（万元）,追加预算（万元）,制度健全
    甲局,2023,100,5,是
    乙局,2023,100,,是
    丙局,2023,无,5,是
    =1+1,2023,100,50,否
    ＋86,2023,100,5,是
    -0.5,2023,100,5,是
    @局,2023,100,5,

    """

  /// The cells of the sheets of a workbook, with empty ones where there are none.
  static func sheets(_ bytes: [UInt8]) throws -> [(name: String, rows: [[String]])] {
    let workbook = try Workbook(bytes)
    var sheets: [(name: String, rows: [[String]])] = []
    for sheet in workbook.sheets {
      var reader = try workbook.rows(of: sheet)
      var rows: [[String]] = []
      while let row = try reader.next() {
        var cells: [String] = []
        for cell in row.cells {
          while cells.count < cell.column { cells.append("") }
          if case .text(let text) = cell.content { cells.append(text) }
        }
        let width = rows.first?.count ?? cells.count
        while cells.count < width { cells.append("") }
        rows.append(cells)
      }
      sheets.append((sheet.name, rows))
    }
    return sheets
  }

  /// The fields of a CSV, without the mark before what begins like a formula.
  static func fields(_ text: String) throws -> [[String]] {
    var reader = CSVReader(Array(text.utf8), separator: .comma)
    var rows: [[String]] = []
    while let row = try reader.next() {
      rows.append(row.fields.map { $0.text.hasPrefix("'") ? String($0.text.dropFirst()) : $0.text })
    }
    return rows
  }

  private func run(_ arguments: String..., sheetRows: Int? = nil, readsInParts: Bool = true)
    -> Outcome
  {
    workspace.run(
      ["evaluate", "规则"] + arguments, readsInParts: readsInParts, sheetRows: sheetRows)
  }

  @Test("the first sheet is the table of CSV, and the others say more")
  func results() throws {
    try workspace.write(Self.csv, to: "数据.csv")
    let outcome = run("数据.csv", "--format", "xlsx", "-o", "结果.xlsx")
    let table = run("数据.csv", "--format", "csv")
    #expect(outcome.status == table.status && outcome.errors == table.errors)
    let sheets = try Self.sheets(workspace.bytes(of: "结果.xlsx"))
    #expect(sheets.map(\.name) == ["汇总", "指标", "问题"])
    #expect(sheets[0].rows == (try Self.fields(table.output)))
    #expect(
      sheets[1].rows.prefix(3) == [
        ["部门", "年度", "一级标题", "二级标题", "指标", "分值", "得分", "完成情况", "扣分原因"],
        ["甲局", "2023", "过程", "", "预算调整率", "5", "5", "5.00%", ""],
        ["甲局", "2023", "过程", "", "制度建设", "5", "5", "1/1 项", ""],
      ])
    #expect(
      sheets[2].rows.prefix(3) == [
        ["部门", "年度", "类别", "对象", "内容"],
        ["乙局", "2023", "缺资料", "追加预算", "追加预算，用于 预算调整率"],
        ["丙局", "2023", "错误", "", "[E0505] “年初预算”要一个数，写的是“无”"],
      ])
  }

  @Test("the bytes depend on neither threads nor parts, nor on what they are written to")
  func bytes() throws {
    let rows = (0..<40).map { "局\($0),2023,100,\($0),是" }.joined(separator: "\n")
    try workspace.write(
      "部门,年度,年初预算（万元）,追加预算（万元）,制度健全\n" + rows + "\n", to: "数据.csv")
    let first = run("数据.csv", "--format", "xlsx", "-o", "一.xlsx", "--jobs", "1")
    let second = workspace.run(
      ["evaluate", "规则", "数据.csv", "--format", "xlsx", "-o", "二.xlsx", "--jobs", "3"],
      partBytes: 200)
    let third = run("数据.csv", "--format", "xlsx", "-o", "三.xlsx", readsInParts: false)
    #expect([first.status, second.status, third.status] == [0, 0, 0])
    let bytes = workspace.bytes(of: "一.xlsx")
    #expect(try Self.sheets(bytes)[0].rows.count == 41)
    #expect(workspace.bytes(of: "二.xlsx") == bytes)
    #expect(workspace.bytes(of: "三.xlsx") == bytes)
    #expect(run("数据.csv", "--format", "xlsx").output == String(decoding: bytes, as: UTF8.self))
    // What waited has left nothing behind.
    #expect(workspace.names(in: ".").filter { $0.contains("spool") } == [])
  }

  @Test("columns and decimals are those that were asked for, and a full sheet goes on in the next")
  func columns() throws {
    try workspace.write(Self.csv, to: "数据.csv")
    let options = ["--columns", "部门,总分,得分", "--decimals", "2"]
    let table = workspace.run(["evaluate", "规则", "数据.csv", "--format", "csv"] + options)
    let outcome = workspace.run(
      ["evaluate", "规则", "数据.csv", "--format", "xlsx", "-o", "结果.xlsx"] + options, sheetRows: 4)
    #expect(outcome.status == 1)
    let sheets = try Self.sheets(workspace.bytes(of: "结果.xlsx"))
    #expect(sheets.map(\.name).prefix(4) == ["汇总", "汇总 (2)", "汇总 (3)", "指标"])
    let rows = [sheets[0].rows[0]] + sheets[0...2].flatMap { $0.rows.dropFirst() }
    // What is shown with two digits is 10 all the same.
    let numbers = try Self.fields(table.output).map { row in
      row.map { $0.hasSuffix(".00") && !$0.contains("–") ? String($0.dropLast(3)) : $0 }
    }
    #expect(rows == numbers)
  }

  @Test("each ruleset has its sheets")
  func rulesets() throws {
    try workspace.write(Rules.scheme(), to: "全部/2023/a.rules")
    try workspace.write(Rules.scheme(year: 2024), to: "全部/2024/a.rules")
    try workspace.write(
      Self.csv + "丁局,2024,100,5,是\n", to: "数据.csv")
    let outcome = workspace.run("evaluate", "全部", "数据.csv", "--format", "xlsx", "-o", "结果.xlsx")
    #expect(outcome.status == 1)
    let sheets = try Self.sheets(workspace.bytes(of: "结果.xlsx"))
    #expect(
      sheets.map(\.name) == [
        "汇总 2023 部门整体支出", "指标 2023 部门整体支出", "问题 2023 部门整体支出",
        "汇总 2024 部门整体支出", "指标 2024 部门整体支出", "问题 2024 部门整体支出",
      ])
    #expect(sheets[3].rows.map(\.first) == ["部门", "丁局"])
  }

  @Test("results that there are none of are a workbook")
  func none() throws {
    try workspace.write(Rules.scheme(), to: "全部/2023/a.rules")
    try workspace.write(Rules.scheme(year: 2024), to: "全部/2024/a.rules")
    try workspace.write("部门,年度,年初预算（万元）\n甲局,1999,1\n", to: "数据.csv")
    let outcome = workspace.run("evaluate", "全部", "数据.csv", "--format", "xlsx", "-o", "结果.xlsx")
    #expect(outcome.status == 1)
    let sheets = try Self.sheets(workspace.bytes(of: "结果.xlsx"))
    #expect(sheets.count == 1 && sheets[0].rows == [["没有结果"]])
  }

  @Test("a text too long for a cell is told in full on the sheet of findings")
  func longTexts() throws {
    let name = String(repeating: "局", count: 40_000)
    try workspace.write(Self.csv.replacing("甲局", with: name), to: "数据.csv")
    #expect(run("数据.csv", "--format", "xlsx", "-o", "结果.xlsx").status == 1)
    let sheets = try Self.sheets(workspace.bytes(of: "结果.xlsx"))
    let cut = sheets[0].rows[1][0]
    #expect(cut.utf16.count == WorkbookText.cellUnitsMax)
    #expect(cut.hasSuffix("…（太长，全文在“问题”表里）"))
    let full = sheets[2].rows.filter { $0[2] == "全文" && $0[3] == "部门" }.map { $0[4] }
    // Told for the table, and for each of its indicators.
    #expect(full.count.isMultiple(of: 2) && full.prefix(2).joined() == name)
  }

  @Test("a workbook is not written to a terminal")
  func terminal() throws {
    try workspace.write(Self.csv, to: "数据.csv")
    let outcome = workspace.run(
      ["evaluate", "规则", "数据.csv", "--format", "xlsx"], isTerminal: true)
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("工作簿不能显示在终端里\n  帮助：用 -o 写到文件：-o 结果.xlsx\n"))
  }

  @Test("a file that is named like a workbook is one")
  func ending() throws {
    try workspace.write(Self.csv, to: "数据.csv")
    let outcome = run("数据.csv", "--format", "csv", "-o", "结果.XLSX")
    #expect(
      outcome
        == Outcome(
          status: 2, errors: "错误：“结果.XLSX”要是工作簿，选的格式是 csv\n  帮助：加上 --format xlsx\n"))
    #expect(workspace.bytes(of: "结果.XLSX").isEmpty)
  }

  @Test("departments that begin like formulas are safe in CSV, scored in columns or not")
  func formulas() throws {
    let names = ["=1", "+a", "-a", "@a", "＝1", "＋1", "－1", "＠1", "\"\t1\"", "'=1", "甲局"]
    let rows = names.map { "\($0),2023,100,5,是" }.joined(separator: "\n")
    try workspace.write(
      "部门,年度,年初预算（万元）,追加预算（万元）,制度健全\n" + rows + "\n", to: "数据.csv")
    let columns = run("数据.csv", "--format", "csv", "--columns", "部门,总分")
    let records = run("数据.csv", "--format", "csv", "--columns", "部门,总分", readsInParts: false)
    #expect(columns == records)
    let first = columns.output.split(separator: "\n").dropFirst().map {
      String($0.split(separator: ",")[0])
    }
    // Space round a name does not belong to it, a tab neither.
    #expect(
      first == ["'=1", "'+a", "'-a", "'@a", "'＝1", "'＋1", "'－1", "'＠1", "1", "'=1", "甲局"])
  }

  @Test("what was written is read as data, and commands that read CSV read workbooks")
  func data() throws {
    let rows: [[WorkbookCell]] = [
      [
        .text("甲局"), .number("2023", decimals: 0), .number("100", decimals: 0),
        .number("5", decimals: 0), .text("是"),
      ],
      [.text("乙局"), .number("2023", decimals: 0), .number("100", decimals: 0), .empty, .text("否")],
    ]
    try workspace.write(Self.workbook(rows), to: "数据.xlsx")
    try workspace.write(
      "部门,年度,年初预算（万元）,追加预算（万元）,制度健全\n甲局,2023,100,5,是\n乙局,2023,100,,否\n", to: "数据.csv")
    for command in [
      ["evaluate", "规则", "@", "--format", "json"], ["explain", "规则", "@"],
      ["reconcile", "规则", "@", "--format", "json"], ["impact", "规则", "规则", "@"],
      ["evaluate", "规则", "@", "--summary"],
    ] {
      let sheet = workspace.run(command.map { $0 == "@" ? "数据.csv" : $0 })
      let book = workspace.run(command.map { $0 == "@" ? "数据.xlsx" : $0 })
      #expect(book.output == sheet.output && book.status == sheet.status, "\(command)")
    }
    _ = run("数据.xlsx", "--format", "json", "-o", "结果.json")
    #expect(workspace.run("verify", "结果.json", "数据.xlsx", "--rules", "规则").status == 0)
    #expect(run("数据.xlsx", "--format", "xlsx", "-o", "数据.xlsx").status == 2)
    // In a folder a workbook is data, and the lock of one that is open is none.
    try workspace.write(Self.workbook(rows), to: "文件夹/数据.xlsx")
    try workspace.write("x", to: "文件夹/~$数据.xlsx")
    let one = run("数据.xlsx", "--format", "csv")
    #expect(run("文件夹", "--format", "csv") == one)
  }

  /// A workbook of one sheet, with the columns of the rules.
  private static func workbook(_ rows: [[WorkbookCell]]) -> [UInt8] {
    var package = WorkbookPackage(title: "数据", program: "")
    var writer = WorksheetWriter(
      columns: ["部门", "年度", "年初预算（万元）", "追加预算（万元）", "制度健全"].map {
        WorkbookColumn(title: $0, width: 9)
      }, isFirst: true, keepsFirstColumn: false, footer: "")
    var text = WorkbookRows()
    for row in rows { text.append(row, toSheet: 0) }
    for (_, cells) in WorkbookRows.rows(in: Array(text.text.utf8)[...]) { writer.add(cells) }
    writer.finish()
    let packed = writer.take()
    let part = writer.part(package.add(writer, named: "基础数据"))
    var archive = ZIPWriter()
    let parts = package.parts.flatMap { archive.part($0.name, $0.text) }
    return parts + archive.head(of: part) + packed + archive.directory()
  }
}
