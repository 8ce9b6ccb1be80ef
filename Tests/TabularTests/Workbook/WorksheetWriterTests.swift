import Testing

@testable import Tabular

/// What is written as a workbook, read again.
@Suite struct WorksheetWriterTests {
  static func workbook(
    _ titles: [String], _ rows: [[WorkbookCell]], named names: [String] = ["表"]
  ) -> [UInt8] {
    var package = WorkbookPackage(title: "题", program: "rules")
    var sheets: [(ZIPWriter.Part, [UInt8])] = []
    for name in names {
      var writer = WorksheetWriter(
        columns: titles.map { WorkbookColumn(title: $0, width: 9) }, isFirst: sheets.isEmpty,
        keepsFirstColumn: true, footer: "&P")
      var text = WorkbookRows()
      for row in rows { text.append(row, toSheet: 0) }
      for (_, cells) in WorkbookRows.rows(in: Array(text.text.utf8)[...]) { writer.add(cells) }
      writer.finish()
      let packed = writer.take()
      sheets.append((writer.part(package.add(writer, named: name)), packed))
    }
    var archive = ZIPWriter()
    var bytes: [UInt8] = []
    for (name, text) in package.parts { bytes += archive.part(name, text) }
    for (part, packed) in sheets { bytes += archive.head(of: part) + packed }
    #expect(archive.isSound)
    return bytes + archive.directory()
  }

  @Test("numbers are numbers, and texts texts, whatever they hold")
  func cells() {
    let texts = [
      "=1+1", "@a", "-1", " 空 ", "a\nb", "<&>\"'", "\u{7}_x0041_\r", "\u{FFFE}", "1", "",
    ]
    let rows: [[WorkbookCell]] = [
      texts.map { .text($0) },
      [.number("2023", decimals: 0), .empty, .number("-4.50", decimals: 2)],
    ]
    let titles = (0..<10).map { "列\($0)" }
    let bytes = Self.workbook(titles, rows)
    let columns = "ABCDEFGHIJ".map(String.init)
    #expect(
      WorkbookFixture.cells(bytes)
        == zip(columns, titles).map { "\($0)1 \($1)" }
        + zip(columns, texts).filter { !$1.isEmpty }.map { "\($0)2 \($1)" } + [
          "A3 2023", "C3 -4.5",
        ])
    #expect(Self.workbook(titles, rows) == bytes)
  }

  @Test(
    "a text that is a number is one, unless that would lose digits",
    arguments: [
      ("4", WorkbookCell.number("4", decimals: 0)), ("-4.50", .number("-4.50", decimals: 2)),
      ("", .empty), ("84–92", .text("84–92")), ("不适用", .text("不适用")), ("1e5", .text("1e5")),
      (".5", .text(".5")), ("5.", .text("5.")), ("1.2.3", .text("1.2.3")), ("-", .text("-")),
      ("0.123456789012345", .number("0.123456789012345", decimals: 15)),
      ("1.123456789012345", .text("1.123456789012345")),
      ("100000000000000000000", .number("100000000000000000000", decimals: 0)),
      ("4.00000000000000000000", .number("4.00000000000000000000", decimals: 20)),
      ("4.000000000000000000000", .text("4.000000000000000000000")),
    ])
  func numbers(_ text: String, _ cell: WorkbookCell) {
    #expect(WorkbookCell.number(orText: text) == cell)
  }

  @Test("what begins like a formula keeps a mark that it is none, as in CSV")
  func guarded() throws {
    for text in ["=1", "+a", "-a", "@a", "\t1", "\r1", "＝1", "＋1", "－1", "＠1"] {
      let archive = try ZIPArchive(Self.workbook(["列"], [[.text(text)]]))
      var part = try #require(try archive.part("xl/worksheets/sheet1.xml"))
      let xml = String(decoding: try part.all(bytesMax: 1 << 16) ?? [], as: UTF8.self)
      #expect(xml.contains("<c r=\"A2\" s=\"\(WorkbookStyles.guardedText)\" t=\"inlineStr\">"))
      #expect(!xml.contains("<f"))
      #expect(CSVText.isFormulaLike(text))
    }
  }

  @Test("names of sheets are such as sheets may have, and no two are the same")
  func names() throws {
    let long = String(repeating: "长", count: 40)
    let names = ["a/b[1]:*?\\'", "A_B_1____ _", "A_B_1_____", long, long, "", "History"]
    let workbook = try Workbook(Self.workbook(["列"], [], named: names))
    #expect(
      workbook.sheets.map(\.name) == [
        "a_b_1______", "A_B_1____ _", "A_B_1_____", String(repeating: "长", count: 31),
        String(repeating: "长", count: 27) + " (2)", "_", "_ (2)",
      ])
  }

  @Test("a text that is too long for a cell has room in several")
  func pieces() {
    let most = WorkbookText.cellUnitsMax
    let text = String(repeating: "a", count: most)
    #expect(WorkbookText.pieces(of: text, units: most) == [text])
    #expect(WorkbookText.pieces(of: text + "b", units: most) == [text, "b"])
    #expect(WorkbookText.pieces(of: "a😀b", units: 2) == ["a", "😀", "b"])
  }
}
