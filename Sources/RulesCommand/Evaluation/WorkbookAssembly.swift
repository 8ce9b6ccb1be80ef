import Evaluator
import Reports
import RuleLang
import Tabular

/// Puts the rows of results into the sheets of a workbook, and writes it once all are known.
///
/// A workbook has its sheets one after the other, and each says before its bytes how many there
/// are; the rows of all come together. So each sheet is packed as its rows come, and what is packed
/// waits in a ``SpoolFile``: memory does not grow with the departments, and the file can be written
/// to a pipe.
final class WorkbookAssembly {
  /// A sheet that rows are added to.
  private struct OpenSheet {
    let name: String
    var writer: WorksheetWriter
    /// What has been packed and not put away yet, and where the rest is.
    var pending: [UInt8] = []
    var places: [Range<Int>] = []
  }

  private let writer: ResultWriter
  private let stream: OutputStream
  private let language: Language
  private let sheetRows: Int
  private var spool: SpoolFile?
  /// By ruleset and kind, the sheets; more than one only where one is full.
  private var sheets: [[[OpenSheet]]] = []

  /// How many packed bytes of a sheet wait in memory.
  private static let pendingBytes = 1 << 18

  /// Begins a workbook.
  ///
  /// - Parameters:
  ///   - writer: what makes the rows.
  ///   - stream: where the workbook goes.
  ///   - run: the run that asks; it says which file that is.
  init(_ writer: ResultWriter, on stream: OutputStream, for run: CommandRun) {
    self.writer = writer
    self.stream = stream
    sheetRows = run.environment.sheetRows
    language = writer.language ?? writer.rulesets.first?.ruleset.vocabulary ?? .zh
    do throws(FileError) {
      spool = try run.files.spool(
        for: run.arguments.values["--output"], temporaryFolder: run.environment.variable("TMPDIR"))
    } catch {
      stream.fail(error)
    }
    for place in writer.rulesets.indices {
      sheets.append(kinds(of: place).map { [opened($0, of: place, isFirst: sheets.isEmpty)] })
    }
  }

  private func kinds(of place: Int) -> [ResultWorkbook.Sheet] {
    ResultWorkbook.sheets(
      writer.rulesets[place].ruleset, columns: writer.columns, language: writer.language,
      isOnly: writer.rulesets.count == 1)
  }

  private func opened(
    _ sheet: ResultWorkbook.Sheet, of place: Int, isFirst: Bool
  ) -> OpenSheet {
    let ruleset = writer.rulesets[place].ruleset
    return OpenSheet(
      name: sheet.name,
      writer: WorksheetWriter(
        columns: sheet.columns, isFirst: isFirst && sheet.name == kinds(of: place).first?.name,
        keepsFirstColumn: sheet.columns.count > 1,
        footer: ResultWorkbook.footer(writer.language ?? ruleset.vocabulary)))
  }

  /// Takes the rows that come next, as ``ResultWorkbook`` makes them.
  func add(_ rows: [UInt8], ofRuleset place: Int) {
    guard sheets.indices.contains(place) else { return }
    for (kind, cells) in WorkbookRows.rows(in: rows[...])
    where sheets[place].indices.contains(kind) && !stream.isClosed {
      var last = sheets[place][kind].count - 1
      let isFull = sheets[place][kind][last].writer.rowCount >= sheetRows
      if isFull || sheets[place][kind][last].writer.isFull {
        put(&sheets[place][kind][last], isWhole: true)
        sheets[place][kind].append(
          opened(kinds(of: place)[kind], of: place, isFirst: false))
        last += 1
      }
      sheets[place][kind][last].writer.add(cells)
      put(&sheets[place][kind][last], isWhole: false)
    }
  }

  /// Puts away what has been packed of a sheet, if it is worth it, or all of it.
  private func put(_ sheet: inout OpenSheet, isWhole: Bool) {
    if isWhole { sheet.writer.finish() }
    sheet.pending += sheet.writer.take()
    guard isWhole || sheet.pending.count >= Self.pendingBytes, let spool, !stream.isClosed
    else { return }
    do throws(FileError) {
      sheet.places.append(try spool.add(sheet.pending))
      sheet.pending.removeAll(keepingCapacity: !isWhole)
    } catch {
      stream.fail(error)
    }
  }

  /// Writes the workbook.
  func finish() {
    var package = ResultWorkbook.package(
      writer.rulesets.count == 1 ? writer.rulesets.first?.ruleset : nil, language: language)
    var all: [(part: ZIPWriter.Part, places: [Range<Int>])] = []
    for place in sheets.indices {
      for kind in sheets[place].indices {
        for index in sheets[place][kind].indices {
          if index == sheets[place][kind].count - 1 {
            put(&sheets[place][kind][index], isWhole: true)
          }
          let sheet = sheets[place][kind][index]
          let name = package.add(sheet.writer, named: sheet.name)
          all.append((sheet.writer.part(name), sheet.places))
        }
      }
    }
    if all.isEmpty {
      // No record has rules; a workbook has a sheet all the same.
      var sheet = OpenSheet(name: "", writer: ResultWorkbook.emptySheet(language))
      put(&sheet, isWhole: true)
      all.append((sheet.writer.part(package.add(sheet.writer, named: "1")), sheet.places))
    }
    var archive = ZIPWriter()
    for (name, text) in package.parts { stream.write(archive.part(name, text)) }
    for (part, places) in all {
      stream.write(archive.head(of: part))
      for place in places { write(place) }
    }
    stream.write(archive.directory())
    if !archive.isSound {
      stream.fail(
        FileError(path: "", action: .writing, reason: .tooLarge(bytesMax: Int(UInt32.max))))
    }
  }

  private func write(_ place: Range<Int>) {
    guard let spool, !stream.isClosed else { return }
    do throws(FileError) {
      let bytes = try spool.bytes(place)
      guard bytes.count == place.count else {
        return stream.fail(FileError(path: "", action: .reading, reason: .closed))
      }
      stream.write(bytes)
    } catch {
      stream.fail(error)
    }
  }
}

extension ResultWriter {
  /// Sees that results have room in a workbook.
  ///
  /// - Throws: a failure in words where a table has more columns than a sheet.
  func checkRoom() throws(CommandFailure) {
    guard format == .xlsx else { return }
    for scoring in rulesets {
      let count = ResultCSV.header(scoring.ruleset, columns: columns, language: language).count
      guard count > Workbook.columnCountMax else { continue }
      throw CommandFailure(
        zh: "结果有 \(count) 列，一张工作表最多 \(Workbook.columnCountMax) 列",
        en: "the results have \(count) columns, and a sheet at most \(Workbook.columnCountMax)",
        helps: [
          Message(
            zh: "用 --columns 少选几列，或用 --format csv",
            en: "choose fewer by --columns, or use --format csv")
        ]
      ).about(scoring.ruleset.vocabulary)
    }
  }
}
