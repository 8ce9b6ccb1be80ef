/// The parts of a workbook round its sheets (ECMA-376 part 2 and part 1, 12).
///
/// Nothing in them tells when or by whom: the same results give the same bytes.
public struct WorkbookPackage: Sendable {
  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let documents =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

  private let title: String
  private let program: String
  private var sheets: [(name: String, range: String, keepsFirstColumn: Bool)] = []
  private var taken: Set<String> = []

  /// The most characters of the name of a sheet, in units of UTF-16.
  private static let nameUnitsMost = 31

  /// A workbook without sheets.
  ///
  /// - Parameters:
  ///   - title: what it is called in its properties.
  ///   - program: the program that they name.
  public init(title: String, program: String) {
    self.title = title
    self.program = program
  }

  /// Adds a sheet, under a name that is as near to the one wanted as sheets may have; the name of
  /// its part.
  public mutating func add(_ sheet: WorksheetWriter, named name: String) -> String {
    var name = Self.allowed(name, units: Self.nameUnitsMost)
    var number = 1
    let first = name
    while !taken.insert(name.lowercased()).inserted {
      number += 1
      let suffix = " (\(number))"
      name = Self.allowed(first, units: Self.nameUnitsMost - suffix.utf16.count) + suffix
    }
    sheets.append((name, sheet.range, sheet.keepsFirstColumn))
    return "xl/worksheets/sheet\(sheets.count).xml"
  }

  /// A name with nothing in it that names of sheets may not have.
  private static func allowed(_ name: String, units: Int) -> String {
    var allowed = ""
    for scalar in name.unicodeScalars {
      let isBarred = "[]:*?/\\'".unicodeScalars.contains(scalar) || scalar.value < 0x20
      let next = isBarred ? "_" : Character(scalar)
      guard allowed.utf16.count + String(next).utf16.count <= units else { break }
      allowed.append(next)
    }
    return allowed.allSatisfy { $0 == " " } || allowed.lowercased() == "history" ? "_" : allowed
  }

  /// The names of the sheets, in order.
  public var names: [String] { sheets.map(\.name) }

  /// The other parts, each with its name.
  public var parts: [(name: String, text: String)] {
    [
      ("[Content_Types].xml", contentTypes), ("_rels/.rels", rootRelations),
      ("docProps/core.xml", coreProperties), ("docProps/app.xml", appProperties),
      ("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", workbookRelations),
      ("xl/styles.xml", WorkbookStyles.part),
    ]
  }

  private var contentTypes: String {
    let overrides =
      [
        ("/xl/workbook.xml", Self.types + ".sheet.main+xml"),
        ("/xl/styles.xml", Self.types + ".styles+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        (
          "/docProps/app.xml",
          "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        ),
      ]
      + sheets.indices.map {
        ("/xl/worksheets/sheet\($0 + 1).xml", Self.types + ".worksheet+xml")
      }
    return Self.declaration + "<Types xmlns=\"\(Self.package)/content-types\">"
      + "<Default Extension=\"rels\""
      + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + overrides.map { "<Override PartName=\"\($0)\" ContentType=\"\($1)\"/>" }.joined()
      + "</Types>"
  }

  private func relations(_ list: [(kind: String, target: String)]) -> String {
    Self.declaration + "<Relationships xmlns=\"\(Self.package)/relationships\">"
      + list.enumerated().map {
        "<Relationship Id=\"rId\($0 + 1)\" Type=\"\($1.kind)\" Target=\"\($1.target)\"/>"
      }.joined() + "</Relationships>"
  }

  private var rootRelations: String {
    relations([
      (Self.documents + "/officeDocument", "xl/workbook.xml"),
      (Self.package + "/relationships/metadata/core-properties", "docProps/core.xml"),
      (Self.documents + "/extended-properties", "docProps/app.xml"),
    ])
  }

  private var workbookRelations: String {
    relations(
      sheets.indices.map { (Self.documents + "/worksheet", "worksheets/sheet\($0 + 1).xml") }
        + [(Self.documents + "/styles", "styles.xml")])
  }

  private var coreProperties: String {
    Self.declaration + "<cp:coreProperties"
      + " xmlns:cp=\"\(Self.package)/metadata/core-properties\""
      + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
      + "<dc:title>\(WorkbookText.escaped(title))</dc:title>"
      + "<dc:creator>\(WorkbookText.escaped(program))</dc:creator></cp:coreProperties>"
  }

  private var appProperties: String {
    Self.declaration
      + "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
      + "<Application>\(WorkbookText.escaped(program))</Application></Properties>"
  }

  private var workbook: String {
    var tabs = ""
    var names = ""
    for (index, sheet) in sheets.enumerated() {
      let name = WorkbookText.escaped(sheet.name)
      tabs += "<sheet name=\"\(name)\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
      let start = "localSheetId=\"\(index)\""
      let range = sheet.range.split(separator: ":").map { end in
        CellReference(end).map { "$\($0.letters)$\($0.row)" } ?? ""
      }.joined(separator: ":")
      let first = sheet.keepsFirstColumn ? "'\(name)'!$A:$A," : ""
      names +=
        "<definedName name=\"_xlnm._FilterDatabase\" \(start) hidden=\"1\">'\(name)'!\(range)</definedName>"
        + "<definedName name=\"_xlnm.Print_Titles\" \(start)>\(first)'\(name)'!$1:$1</definedName>"
    }
    return Self.declaration + "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.documents)\">"
      + "<bookViews><workbookView xWindow=\"0\" yWindow=\"0\" windowWidth=\"24000\""
      + " windowHeight=\"12000\"/></bookViews>"
      + "<sheets>\(tabs)</sheets><definedNames>\(names)</definedNames></workbook>"
  }
}
