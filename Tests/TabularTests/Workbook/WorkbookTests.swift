import Testing

@testable import Tabular

/// Workbooks as programs write them.
@Suite struct WorkbookTests {
  @Test("cells of every kind")
  func kinds() {
    let rows = """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c></row>
      <row r="3"><c r="A3" t="inlineStr"><is><t>内</t><r><t xml:space="preserve"> 文</t></r></is></c>
      <c r="B3" t="b"><v>1</v></c><c r="C3" t="b"><v>0</v></c><c r="D3"><v>2.50</v></c>
      <c r="E3" t="str"><f>A1&amp;B1</f><v>=1</v></c><c r="F3" t="d"><v>2023-12-31T00:00:00</v></c></row>
      <row r="4"><c r="A4" t="e"><v>#DIV/0!</v></c><c r="B4"><f>1/0</f></c><c r="C4"><f>SUM(A1)</f><v/></c>
      <c r="D4" t="str"><f>""</f><v></v></c><c r="E4" t="s"><v>9</v></c><c r="F4"><v>x</v></c>
      <c r="G4"><v>1234567890123456</v></c><c r="H4" s="1"/></row>
      """
    let texts = """
      <si><t>一</t></si><si><r><rPr><b/></rPr><t>年初</t></r><r><t>预算</t></r><rPh sb="0" eb="1"><t>nián</t></rPh></si>
      <si><t xml:space="preserve"> _x0041__x005F_x0041_ </t><phoneticPr/></si>
      """
    #expect(
      WorkbookFixture.cells(WorkbookFixture.sheet(rows, texts: texts)) == [
        "A1 一", "B1 年初预算", "D1  A_x0041_ ", "A3 内 文", "B3 TRUE", "C3 FALSE", "D3 2.5", "E3 =1",
        "F3 2023-12-31", "A4 error(\"#DIV/0!\")", "B4 formulaWithoutResult",
        "C4 formulaWithoutResult", "E4 malformed", "F4 malformed",
        "G4 longNumber(\"1234567890123456\")",
      ])
  }

  @Test("numbers by their formats, days from either year")
  func formats() {
    let styles = """
      <numFmts><numFmt numFmtId="164" formatCode="0.0&quot;万元&quot;"/><numFmt numFmtId="165" formatCode="0,"/></numFmts>
      <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>
      """
    let rows = """
      <row><c><v>0.95</v></c><c s="1"><v>0.95</v></c><c s="2"><v>45291</v></c><c s="3"><v>12.5</v></c>
      <c s="4"><v>12500</v></c><c s="9"><v>7</v></c></row>
      """
    #expect(
      WorkbookFixture.cells(WorkbookFixture.sheet(rows, styles: styles)) == [
        "A1 0.95", "B1 95%", "C1 2023-12-31", "D1 12.5万元", "E1 scaledNumber(\"12500\")", "F1 7",
      ])
    let mac = "<workbookPr date1904=\"1\"/>"
    #expect(
      WorkbookFixture.cells(WorkbookFixture.sheet(rows, styles: styles, properties: mac))[2]
        == "C1 2028-01-01")
  }

  @Test("the strict form, with prefixes, is read as the other")
  func strict() {
    let rows =
      "<x:row xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:c><x:v>5</x:v></x:c></x:row>"
    #expect(WorkbookFixture.cells(WorkbookFixture.sheet(rows)) == ["A1 5"])
  }

  @Test("sheets, hidden ones and merged cells")
  func sheets() throws {
    let bytes = WorkbookFixture.workbook(
      [("数据", "", ""), ("说明", "", ""), ("表&amp;", "", "")],
      attributes: ["", "state=\"hidden\"", "state=\"visible\""])
    let workbook = try Workbook(bytes)
    #expect(workbook.sheets.map(\.name) == ["数据", "说明", "表&"])
    #expect(workbook.sheets.map(\.isVisible) == [true, false, true])
    let merged = WorkbookFixture.sheet(
      "<row/>", "<mergeCells><mergeCell ref=\"A1:C2\"/></mergeCells>")
    let one = try Workbook(merged)
    var reader = try one.rows(of: one.sheets[0])
    #expect(try reader.next() == nil)
    #expect(reader.mergedRanges == [.init(rows: 1...2, columns: 0...2)])
  }

  @Test(
    "rows and cells that are not in their order, or too many",
    arguments: [
      ("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>", "XFD1048576 1"),
      ("<row r=\"1048577\"/>", "malformed"), ("<row r=\"1\"><c r=\"XFE1\"/></row>", "malformed"),
      ("<row r=\"2\"/><row r=\"2\"/>", "malformed"), ("<row r=\"x\"/>", "malformed"),
      ("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>", "malformed"),
      ("<row r=\"1\"><c r=\"A2\"/></row>", "malformed"), ("<row><c r=\"1\"/></row>", "malformed"),
    ])
  func order(_ rows: String, _ last: String) {
    #expect(WorkbookFixture.cells(WorkbookFixture.sheet(rows)).last == last)
  }

  @Test("what is no workbook of this form is told by what it is")
  func others() {
    func reason(_ bytes: [UInt8]) -> WorkbookError.Reason? {
      do throws(WorkbookError) {
        _ = try Workbook(bytes)
        return nil
      } catch {
        return error.reason
      }
    }
    let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    #expect(reason(old + Array(repeating: 0, count: 600)) == .oldForm)
    #expect(reason(old + "EncryptedPackage".utf8.flatMap { [$0, 0] }) == .encrypted)
    #expect(reason(Array("部门,年度\n".utf8)) == .archive(.noDirectory))
    #expect(
      reason(ZIPArchiveTests.archive([("mimetype", "ods"), ("content.xml", "<a/>")]))
        == .otherDocument)
    let root = "<r><Relationship Id=\"a\" Type=\"/officeDocument\" Target=\"a.bin\"/></r>"
    #expect(reason(ZIPArchiveTests.archive([("_rels/.rels", root)])) == .binaryForm)
    let word = [
      ("_rels/.rels", root.replacing("a.bin", with: "a.xml")), ("a.xml", "<document/>"),
    ]
    #expect(reason(ZIPArchiveTests.archive(word)) == .otherDocument)
    #expect(reason(ZIPArchiveTests.archive([word[0]])) == .missingPart)
    let bomb = "<!DOCTYPE workbook [<!ENTITY a \"aaaaaaaaaa\">]><workbook/>"
    #expect(reason(ZIPArchiveTests.archive([word[0], ("a.xml", bomb)])) == .documentType)
  }

  @Test("what is read is bounded")
  func size() {
    var size = WorkbookSize()
    size.cells = Workbook.cellCountMax
    size.bytes = Workbook.textBytesMax
    size.forms = Workbook.formCountMax
    #expect(size.problem == nil)
    size.forms += 1
    #expect(size.problem == .tooManyForms)
    size.cells += 1
    #expect(size.problem == .tooManyCells)
    (size.cells, size.forms, size.bytes) = (0, 0, size.bytes + 1)
    #expect(size.problem == .tooMuchText)
  }

  @Test("there are no more sheets than may be")
  func sheetCount() {
    func problem(_ count: Int) -> String? {
      // All of them may be the same part.
      let tabs = (0..<count).map { "<sheet name=\"\($0)\" r:id=\"s\"/>" }.joined()
      let root = "<r><Relationship Id=\"a\" Type=\"/officeDocument\" Target=\"w\"/></r>"
      let rels = "<r><Relationship Id=\"s\" Type=\"/worksheet\" Target=\"s\"/></r>"
      let bytes = ZIPArchiveTests.archive([
        ("_rels/.rels", root), ("w", "<workbook>\(tabs)</workbook>"), ("_rels/w.rels", rels),
        ("s", "<worksheet/>"),
      ])
      return WorkbookFixture.cells(bytes).last
    }
    #expect(problem(Workbook.sheetCountMax) == nil)
    #expect(problem(Workbook.sheetCountMax + 1) == "tooManySheets")
  }

  @Test("damaged workbooks give an answer", arguments: 0..<8)
  func damaged(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let rows =
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>0.5</v></c></row>"
    let styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/></cellXfs>"
    func texts(_ part: String, _ text: String) -> String {
      let bytes = mutated(Array(text.utf8), with: &generator)
      return String(decoding: bytes, as: UTF8.self)
    }
    for round in 0..<25 {
      // The parts, so that what is in them is reached, or the archive.
      let bytes = WorkbookFixture.sheet(
        round % 3 == 0 ? texts("sheet", rows) : rows,
        texts: round % 3 == 1 ? texts("texts", "<si><t>一</t></si>") : "<si><t>一</t></si>",
        styles: round % 3 == 2 ? texts("styles", styles) : styles)
      #expect(WorkbookFixture.cells(bytes).count <= 12)
      #expect(WorkbookFixture.cells(mutated(bytes, with: &generator)).count <= 12)
    }
  }
}
