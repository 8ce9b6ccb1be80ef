import RuleLang
import Tabular

/// Reads records from a workbook: the first sheet holds them, one a row, and each other one the
/// rows of the table that it is named after, as table files beside CSV do.
///
/// Sheets that are hidden or empty are passed over. From its header on, a sheet is what a CSV file
/// is: ``Sheet``.
struct WorkbookRecordReader {
  private let path: String
  private let workbook: Workbook
  private let firstFileIndex: Int
  /// How much has been read of all sheets.
  private var size = WorkbookSize()

  static func read(_ input: DataInput, firstFileIndex: Int, into data: inout DataSet) {
    do throws(WorkbookError) {
      var reader = WorkbookRecordReader(
        path: input.path, workbook: try Workbook(input.bytes), firstFileIndex: firstFileIndex)
      reader.read(into: &data)
    } catch {
      report(error, path: input.path, index: firstFileIndex, in: &data)
    }
  }

  private init(path: String, workbook: Workbook, firstFileIndex: Int) {
    self.path = path
    self.workbook = workbook
    self.firstFileIndex = firstFileIndex
  }

  private static func report(
    _ error: WorkbookError, path: String, index: Int, in data: inout DataSet
  ) {
    data.files.append(SourceFile(path: path, bytes: []))
    data.diagnostics.add(
      .unreadableWorkbook(error), at: SourceRange(file: index, lower: 0, upper: 0))
  }

  private mutating func read(into data: inout DataSet) {
    for sheet in workbook.sheets where sheet.isVisible {
      let index = firstFileIndex + data.files.count
      var reader = WorkbookSheetReader(
        file: index, path: "\(path)[\(sheet.name)]", defaults: data.defaults, size: size)
      let problem = reader.read(sheet, of: workbook)
      size = reader.size
      if problem == nil, reader.isEmpty { continue }
      data.files.append(reader.source)
      data.diagnostics += reader.diagnostics
      if let problem {
        let end = reader.source.bytes.count
        data.diagnostics.add(
          .unreadableWorkbook(problem), at: SourceRange(file: index, lower: end, upper: end))
        // Of a workbook that is damaged nothing is sure.
        return
      }
      guard let read = reader.sheet else {
        // Without the records there is nothing that tables could belong to.
        if data.sheetName == nil { return }
        continue
      }
      if data.sheetName == nil {
        data.sheetName = sheet.name
        SheetRecordReader.readRecords(read, into: &data)
        DataReader.reportRepeatedRecords(in: &data)
      } else {
        TableFileReader.join(read, name: sheet.name.asName, into: &data)
      }
    }
    guard data.files.isEmpty else { return }
    data.files.append(SourceFile(path: path, bytes: []))
    data.diagnostics.add(
      .emptyWorkbook(), at: SourceRange(file: firstFileIndex, lower: 0, upper: 0))
  }
}
