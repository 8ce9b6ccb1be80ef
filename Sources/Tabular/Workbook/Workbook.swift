/// A workbook of a spreadsheet program (ECMA-376, both forms of it), opened for reading.
///
/// It knows which sheets there are, the texts that cells share and what their number formats make
/// of numbers; the cells of a sheet come row by row (``rows(of:)``). Formulas are not worked out:
/// what the program that saved them worked out is read. What is read is bounded, whatever the file
/// says.
public struct Workbook: Sendable {
  /// The most sheets of a workbook.
  public static let sheetCountMax = 1_000

  /// The most cells that are read of a workbook, and the most texts that they share.
  public static let cellCountMax = 5_000_000

  /// The most bytes of text that are read of a workbook: 256 mebibytes.
  public static let textBytesMax = 1 << 28

  /// The most forms that cells of a workbook have.
  public static let formCountMax = 100_000

  /// The most rows of a sheet.
  public static let rowCountMax = 1_048_576

  /// The most columns of a sheet.
  public static let columnCountMax = 16_384

  /// A sheet.
  public struct Sheet: Sendable, Equatable {
    /// Its name, as it stands on its tab.
    public let name: String

    /// Whether people see it.
    public let isVisible: Bool

    /// The part of the archive.
    let part: String
  }

  /// The sheets, in the order of their tabs.
  public private(set) var sheets: [Sheet] = []

  let archive: ZIPArchive
  /// The texts that cells name by number.
  private(set) var sharedTexts: [String] = []
  /// What the forms of cells make of numbers.
  private(set) var formats: [NumberFormat] = []
  /// Whether days count from 1904.
  private(set) var isFrom1904 = false

  /// Opens a workbook.
  ///
  /// - Parameter bytes: the whole file.
  /// - Throws: why it cannot be read.
  public init(_ bytes: [UInt8]) throws(WorkbookError) {
    guard !Self.beginsOldForm(bytes) else {
      throw WorkbookError(Self.holdsEncrypted(bytes) ? .encrypted : .oldForm)
    }
    do throws(ArchiveError) {
      archive = try ZIPArchive(bytes)
    } catch {
      throw WorkbookError(error)
    }
    guard let main = try relations(of: "").first(where: { $0.kind == "officeDocument" })?.part
    else {
      throw WorkbookError(archive.has("[Content_Types].xml") ? .malformed : .otherDocument)
    }
    guard !main.lowercased().hasSuffix(".bin") else { throw WorkbookError(.binaryForm) }
    let related = try relations(of: main)
    try readSheets(main, related)
    if let part = related.first(where: { $0.kind == "styles" })?.part { try readFormats(part) }
    if let part = related.first(where: { $0.kind == "sharedStrings" })?.part {
      try readSharedTexts(part)
    }
  }

  /// Whether bytes begin as a workbook does, of this form or the old one.
  public static func begins(_ bytes: [UInt8]) -> Bool {
    ZIPArchive.begins(bytes) || beginsOldForm(bytes)
  }

  private static func beginsOldForm(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
  }

  /// Whether a file of the old form holds an encrypted one of the new form, whose name stands in
  /// its directory.
  private static func holdsEncrypted(_ bytes: [UInt8]) -> Bool {
    let name = "EncryptedPackage".utf8.flatMap { (letter: UInt8) -> [UInt8] in [letter, 0] }
    var at = 0
    while let found = bytes[at...].firstIndex(of: name[0]) {
      if bytes[found...].starts(with: name) { return true }
      at = found + 1
    }
    return false
  }

  /// The cells of a sheet, row by row.
  public func rows(of sheet: Sheet) throws(WorkbookError) -> WorksheetReader {
    WorksheetReader(try reader(sheet.part), of: self)
  }

  // MARK: Parts

  private func reader(_ name: String) throws(WorkbookError) -> XMLReader {
    do throws(ArchiveError) {
      guard let part = try archive.part(name) else {
        throw ArchiveError(reason: .noDirectory, part: name)
      }
      return XMLReader(part)
    } catch {
      guard error.reason != .noDirectory else { throw WorkbookError(.missingPart, part: name) }
      throw WorkbookError(error)
    }
  }

  /// What a part is related to: by the last word of the kind.
  private struct Relation {
    let id: String
    let kind: String
    let part: String
  }

  private func relations(of part: String) throws(WorkbookError) -> [Relation] {
    let slash = part.lastIndex(of: "/")
    let folder = slash.map { String(part[...$0]) } ?? ""
    let name = folder + "_rels/" + String(part.dropFirst(folder.count)) + ".rels"
    guard archive.has(name) else { return [] }
    var reader = try reader(name)
    var relations: [Relation] = []
    while let event = try reader.next() {
      guard event == .start("Relationship"), let target = reader.attribute("Target"),
        let id = reader.attribute("Id"), reader.attribute("TargetMode") != "External",
        relations.count <= Self.sheetCountMax * 4
      else { continue }
      let kind = reader.attribute("Type")?.split(separator: "/").last
      relations.append(
        Relation(
          id: id, kind: String(kind ?? ""), part: Self.resolved(target, from: folder)))
    }
    return relations
  }

  /// The name of a part that another part names from its folder.
  private static func resolved(_ target: String, from folder: String) -> String {
    let path = target.utf8.first == UInt8(ascii: "/") ? target : folder + target
    var parts: [Substring] = []
    for part in path.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  private mutating func readSheets(
    _ part: String, _ related: [Relation]
  ) throws(WorkbookError) {
    var reader = try reader(part)
    var isWorkbook = false
    while let event = try reader.next() {
      switch event {
      case .start("workbook"): isWorkbook = true
      case .start("workbookPr"): isFrom1904 = ["1", "true"].contains(reader.attribute("date1904"))
      case .start("sheet"):
        guard let name = reader.attribute("name"), let id = reader.attribute("id"),
          let relation = related.first(where: { $0.id == id })
        else { throw reader.malformed }
        // A sheet may be a diagram.
        guard relation.kind == "worksheet" else { continue }
        guard sheets.count < Self.sheetCountMax else {
          throw WorkbookError(.tooManySheets, part: part)
        }
        let isVisible = (reader.attribute("state") ?? "visible") == "visible"
        sheets.append(Sheet(name: name, isVisible: isVisible, part: relation.part))
      default: break
      }
    }
    guard isWorkbook else { throw WorkbookError(.otherDocument) }
  }

  // MARK: What cells share

  private mutating func readFormats(_ part: String) throws(WorkbookError) {
    var reader = try reader(part)
    var codes: [Int: NumberFormat] = [:]
    var size = WorkbookSize()
    var isInForms = false
    while let event = try reader.next() {
      switch event {
      case .start("numFmt"):
        size.forms += 1
        if let problem = size.problem { throw WorkbookError(problem, part: part) }
        guard let id = reader.attribute("numFmtId").flatMap({ Int($0) }),
          let code = reader.attribute("formatCode")
        else { continue }
        codes[id] = NumberFormat(code: code)
      case .start("cellXfs"): isInForms = true
      case .end("cellXfs"): isInForms = false
      case .start("xf") where isInForms:
        size.forms += 1
        if let problem = size.problem { throw WorkbookError(problem, part: part) }
        let id = reader.attribute("numFmtId").flatMap { Int($0) } ?? 0
        formats.append(codes[id] ?? NumberFormat(number: id))
      default: break
      }
    }
  }

  private mutating func readSharedTexts(_ part: String) throws(WorkbookError) {
    var reader = try reader(part)
    var size = WorkbookSize()
    while let event = try reader.next() {
      guard event == .start("si") else { continue }
      let text = try reader.richText()
      size.cells += 1
      size.bytes += text.utf8.count
      if let problem = size.problem { throw WorkbookError(problem, part: part) }
      sharedTexts.append(text)
    }
  }
}

extension XMLReader {
  /// The text of the element that began last: its runs one after the other, without what says how
  /// they are pronounced.
  mutating func richText() throws(WorkbookError) -> String {
    let outer = depth
    var text = ""
    while depth >= outer, let event = try next() {
      switch event {
      case .start("t"): try Self.add(try textOfElement(), to: &text, partName)
      case .start("rPh"): try skipElement()
      default: break
      }
    }
    return WorkbookText.unescaped(text)
  }
}
