import RuleLang
import Tabular
import Testing

@testable import Evaluator

/// Workbooks as data: the records of the same CSV, and errors at their cells.
@Suite("Records in workbooks")
struct WorkbookDataTests {
  /// A sheet by its rows, in which `|` stands between cells; each row is a line.
  ///
  /// A cell is a number where it is one, and a text else; `=` is a formula without a result, `#` an
  /// error, and `%` and `@` before a number are formats of percent and date.
  struct Sheet {
    let name: String
    let rows: String
    var merged = ""
    var isHidden = false

    var xml: String {
      var xml = "<worksheet><sheetData>"
      for (index, line) in rows.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        xml += "<row r=\"\(index + 1)\">"
        for (column, cell) in line.split(separator: "|", omittingEmptySubsequences: false)
          .enumerated()
        where !cell.isEmpty {
          xml += Self.cell(cell, CellReference(column: column, row: index + 1).text)
        }
        xml += "</row>"
      }
      xml += "</sheetData>"
      return xml + (merged.isEmpty ? "" : "<mergeCells><mergeCell ref=\"\(merged)\"/></mergeCells>")
        + "</worksheet>"
    }

    private static func cell(_ text: Substring, _ name: String) -> String {
      func isNumber(_ text: Substring) -> Bool {
        text.allSatisfy { "0123456789.-E".contains($0) } && text.contains { $0.isNumber }
          && text.filter { $0 == "-" }.count < 2
      }
      if text == "=" { return "<c r=\"\(name)\"><f>A1</f></c>" }
      if text.first == "#" { return "<c r=\"\(name)\" t=\"e\"><v>\(text)</v></c>" }
      if text.first == "%", isNumber(text.dropFirst()) {
        return "<c r=\"\(name)\" s=\"1\"><v>\(text.dropFirst())</v></c>"
      }
      if text.first == "@", isNumber(text.dropFirst()) {
        return "<c r=\"\(name)\" s=\"2\"><v>\(text.dropFirst())</v></c>"
      }
      if isNumber(text) { return "<c r=\"\(name)\"><v>\(text)</v></c>" }
      return
        "<c r=\"\(name)\" t=\"inlineStr\"><is><t>\(WorkbookText.escaped(String(text)))</t></is></c>"
    }
  }

  static func workbook(_ sheets: [Sheet]) -> [UInt8] {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    func related(_ list: [(String, String, String)]) -> String {
      "<Relationships>"
        + list.map { "<Relationship Id=\"\($0)\" Type=\"\(relations)\($1)\" Target=\"\($2)\"/>" }
        .joined()
        + "</Relationships>"
    }
    let tabs = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" r:id=\"s\(index)\"\(sheet.isHidden ? " state=\"hidden\"" : "")/>"
    }
    let parts =
      [
        ("_rels/.rels", related([("r", "officeDocument", "w.xml")])),
        ("w.xml", "<workbook><sheets>\(tabs.joined())</sheets></workbook>"),
        (
          "_rels/w.xml.rels",
          related(
            sheets.indices.map { ("s\($0)", "worksheet", "s\($0).xml") } + [
              ("f", "styles", "f.xml")
            ])
        ),
        (
          "f.xml",
          "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
        ),
      ] + sheets.enumerated().map { ("s\($0).xml", $1.xml) }
    var writer = ZIPWriter()
    return parts.flatMap { writer.part($0.0, $0.1) } + writer.directory()
  }

  static func run(_ sheets: [Sheet]) throws -> DataRun {
    let data = DataReader.read(
      DataInput(path: "数据.xlsx", bytes: workbook(sheets)), firstFileIndex: 3)
    return DataRun(data, Binder(ruleset: try DataFixture.ruleset()))
  }

  private static let header = "部门|年度|编制人数|年初预算（万元）|完成率|预算公开|验收日期|说明"

  @Test("a workbook gives the records of the same CSV")
  func records() throws {
    let book = try Self.run([
      Sheet(
        name: "基础数据",
        rows: "\n" + Self.header
          + "\n甲局|2023|8|25274.07|%0.95|是|@45291|a\n\n乙局|2023|5|147|0.30000000000000004|否\n"),
      Sheet(name: "项目", rows: "部门|名称|预算（万元）|完成\n甲局|办案|60|是\n甲局|建设||否\n乙局|维护|7|是"),
      Sheet(name: "说明", rows: "", isHidden: false), Sheet(name: "草稿", rows: "x", isHidden: true),
    ])
    let table = try DataFixture.run(
      "数据.csv",
      Self.header.commas
        + "\n甲局,2023,8,25274.07,95%,是,2023-12-31,a\n乙局,2023,5,147,0.3,否,,\n",
      tables: [("项目", "部门,名称,预算（万元）,完成\n甲局,办案,60,是\n甲局,建设,,否\n乙局,维护,7,是\n")])
    #expect(book.lines == table.lines)
    #expect(book.lines == [])
    let digest = RecordDigest(try DataFixture.ruleset())
    #expect(book.records.map { digest.text(of: $0) } == table.records.map { digest.text(of: $0) })
    #expect(book.records.count == 2)
  }

  /// The files of a workbook's findings with the cells that they are about.
  private static func places(_ sheets: [Sheet]) throws -> [String] {
    let data = DataReader.read(
      DataInput(path: "数据.xlsx", bytes: workbook(sheets)), firstFileIndex: 0)
    let binder = Binder(ruleset: try DataFixture.ruleset())
    let found =
      data.diagnostics + binder.checkColumns(data) + data.records.flatMap { binder.bind($0).1 }
    return found.filter { $0.severity == .error }.map { diagnostic in
      let file = data.files[diagnostic.range.file]
      return "\(diagnostic.code.rawValue) \(file.placeText(of: diagnostic.range.lower)) "
        + file.text(diagnostic.range.offsets)
    }
  }

  @Test(
    "errors are at their cells",
    arguments: [
      ("甲局|2023|八", "E0505 数据.xlsx[表]:C2 八"), ("甲局|2023|=", "E0505 数据.xlsx[表]:C2 ="),
      ("甲局|2023|8|#DIV/0!", "E0505 数据.xlsx[表]:D2 #DIV/0!"), ("|2023|8", "E0503 数据.xlsx[表]:A2 "),
      ("甲局||8", "E0512 数据.xlsx[表]:A2 "), ("甲局|2023|8.5", "E0505 数据.xlsx[表]:C2 8.5"),
      ("甲局|2023|1234567890123456", "E0505 数据.xlsx[表]:C2 1234567890123456"),
      ("甲局|2023|8||||||x|y", "E0503 数据.xlsx[表]:I2 x"),
      ("甲局|2023|@45291", "E0505 数据.xlsx[表]:C2 2023-12-31"),
      ("甲局|2023|8|||||\n甲局|2023", "E0509 数据.xlsx[表]:A3 甲局"),
    ])
  func places(_ rows: String, _ place: String) throws {
    let found = try Self.places([Sheet(name: "表", rows: Self.header + "\n" + rows)])
    #expect(found.first?.hasPrefix(place) == true, "\(found)")
    #expect(found.count == 1)
  }

  @Test("what a sheet must not have is told once, for all of it")
  func sheets() throws {
    let rows = Self.header + "\n甲局|2023|8"
    #expect(
      try Self.places([Sheet(name: "表", rows: "2023 年度基础数据\n单位：万元\n" + rows, merged: "A1:H1")])
        == ["E0503 数据.xlsx[表]:A3 "])
    #expect(
      try Self.places([Sheet(name: "表", rows: rows + "\n乙局|2023|5", merged: "C2:C3")])
        == ["E0503 数据.xlsx[表]:C2 8"])
    #expect(try Self.places([Sheet(name: "表", rows: rows, merged: "C5:D9")]) == [])
    #expect(
      try Self.places([Sheet(name: "表", rows: "部门|年度|编制人数||年初预算（万元）\n甲局|2023|8||5")]) == [])
    #expect(
      try Self.places([Sheet(name: "表", rows: "部门|年度|编制人数||说明\n甲局|2023|8|5")])
        == ["E0503 数据.xlsx[表]:D2 5"])
    #expect(
      try Self.places([Sheet(name: "项目", rows: "部门|名称\n甲局|办案"), Sheet(name: "表", rows: rows)])
        .contains("E0503 数据.xlsx[项目]:A1 部门\t│ 名称"))
    #expect(
      try Self.places([Sheet(name: "表", rows: rows), Sheet(name: "备忘", rows: "部门|x\n甲局|1")])
        == ["E0504 数据.xlsx[备忘]:A1 部门\t│ x"])
    #expect(
      try Self.places([Sheet(name: "表", rows: rows), Sheet(name: "项目", rows: "部门|名称\n丙局|1")])
        .first == "E0518 数据.xlsx[项目]:A2 丙局")
    #expect(try Self.places([Sheet(name: "表", rows: " | ")]) == ["E0503 数据.xlsx:1:1 "])
    #expect(try Self.places([Sheet(name: "表", rows: "部门|=")]) == ["E0505 数据.xlsx[表]:B1 ="])
  }

  @Test("what is no workbook is one error")
  func files() throws {
    func line(_ path: String, _ bytes: [UInt8]) -> [String] {
      let data = DataReader.read(DataInput(path: path, bytes: bytes), firstFileIndex: 0)
      #expect(data.records.isEmpty)
      return data.diagnostics.map { "\($0.code.rawValue) \($0.message.zh)" }
    }
    let book = Self.workbook([Sheet(name: "表", rows: Self.header + "\n甲局|2023|8")])
    #expect(line("数据.xlsx", Array("部门,年度\n".utf8)) == ["E0501 这不是 .xlsx 工作簿，或没有传完整"])
    #expect(line("数据.xlsx", Array(book.dropLast(30))) == ["E0501 这不是 .xlsx 工作簿，或没有传完整"])
    let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    #expect(line("数据.xls", old) == ["E0501 这是旧格式的工作簿（.xls）"])
    let named = DataReader.read(DataInput(path: "数据.csv", bytes: book), firstFileIndex: 0)
    #expect(named.records.map(\.department) == ["甲局"])
  }

  @Test("damaged workbooks give an answer", arguments: 0..<6)
  func damaged(seed: Int) throws {
    var generator = RandomSource(seed: UInt64(seed))
    let rows = Array((Self.header + "\n甲局|2023|8|5|%0.5|是|@45291|#N/A\n乙局|2023|=|").utf8)
    let binder = Binder(ruleset: try DataFixture.ruleset())
    for _ in 0..<12 {
      var bytes = rows
      for _ in 0..<3 {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] = UInt8.random(in: 0x09...0x7E, using: &generator)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let book = Self.workbook([Sheet(name: "表", rows: text), Sheet(name: "项目", rows: text)])
      let data = DataReader.read(DataInput(path: "数据.xlsx", bytes: book), firstFileIndex: 0)
      let found =
        data.diagnostics + binder.checkColumns(data) + data.records.flatMap { binder.bind($0).1 }
      for diagnostic in found {
        #expect(data.files.indices.contains(diagnostic.range.file))
      }
    }
  }
}

extension String {
  fileprivate var commas: String { String(map { $0 == "|" ? "," : $0 }) }
}
