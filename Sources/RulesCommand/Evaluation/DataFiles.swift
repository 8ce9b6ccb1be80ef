import Evaluator
import RuleLang
import Tabular

/// Reads the data files of a run, with the tables that stand beside them.
struct DataFiles {
  /// The run that reads them.
  let run: CommandRun

  /// The file of which the start has been read already.
  var opened: OpenedData?

  /// The data files, each read, in the order given.
  ///
  /// - Parameters:
  ///   - paths: the files; `-` is the standard input.
  ///   - firstFileIndex: the index of the first file in places.
  /// - Returns: what each file holds.
  /// - Throws: a failure in words where a file cannot be read.
  func read(
    _ paths: [String], firstFileIndex: Int
  ) throws(CommandFailure) -> [DataSet] {
    var sets: [DataSet] = []
    var index = firstFileIndex
    for path in try withoutTables(try withFilesOfFolders(paths)) {
      let tables = try tablePaths(of: path)
      var inputs: [(name: String, input: DataInput)] = []
      for (name, path) in tables { inputs.append((name, try input(path))) }
      let data = DataReader.read(
        try input(path), tables: inputs, firstFileIndex: index, defaults: run.dataDefaults)
      index += data.files.count
      sets.append(data)
    }
    return sets
  }

  /// How files of data end.
  static let endings = ["csv", "tsv", "json", "jsonl", "ndjson", "xlsx", "xlsm"]

  private static func isData(_ name: String) -> Bool {
    endings.contains { PathText.hasExtension(name.lowercased(), $0) }
  }

  /// The files, with those in folders instead of the folders.
  private func withFilesOfFolders(_ paths: [String]) throws(CommandFailure) -> [String] {
    var all: [String] = []
    for path in paths {
      all += try isFolder(path) ? files(inFolder: path) : [path]
    }
    return all
  }

  private func isFolder(_ path: String) throws(CommandFailure) -> Bool {
    path == "-" ? false : try run.files.existingKind(path) == .folder
  }

  /// The files in a folder that end as data do, in the order of their names.
  private func files(inFolder path: String) throws(CommandFailure) -> [String] {
    let names: [String]
    do throws(FileError) {
      names = try run.files.names(inFolder: path)
    } catch {
      throw CommandFailure(error)
    }
    let found = names.map { PathText.joined(path, $0) }.filter {
      // A workbook that is open has a lock beside it.
      Self.isData($0) && !PathText.lastComponent($0).hasPrefix("~$")
        && (try? run.files.kind($0)) == .file
    }
    guard found.isEmpty else { return found }
    throw CommandFailure(
      zh: "文件夹“\(path)”里没有数据文件（\(Self.endings.map { "." + $0 }.joined(separator: "、"))）",
      en: "the folder '\(path)' holds no data files"
        + " (\(Self.endings.map { "." + $0 }.joined(separator: ", ")))",
      helps: [.rulesComeFirst])
  }

  /// The folder among the data of the run in which a file would be taken for data; nil where there is none.
  func folder(withData path: String) -> String? {
    guard Self.isData(path), let target = try? run.files.identity(PathText.parent(path)) else {
      return nil
    }
    return run.arguments.operands.dropFirst().first { folder in
      (try? run.files.kind(folder)) == .folder && (try? run.files.identity(folder)) == target
    }
  }

  /// The files without those that are the table of another, as a pattern such as `*.csv` gives.
  private func withoutTables(_ paths: [String]) throws(CommandFailure) -> [String] {
    var tables: Set<String> = []
    for path in paths {
      for (_, table) in try tablePaths(of: path) { tables.insert(run.files.absolutePath(table)) }
    }
    var seen: Set<String> = []
    return paths.filter { path in
      let place = path == "-" ? path : run.files.absolutePath(path)
      return !tables.contains(place) && seen.insert(place).inserted
    }
  }

  /// The tables beside a file: `DATA.项目支出.csv` beside `DATA.csv`, by the names of the tables.
  private func tablePaths(
    of path: String
  ) throws(CommandFailure) -> [(name: String, path: String)] {
    let folder = PathText.parent(path)
    let file = PathText.lastComponent(path)
    guard Self.sheetEnding(of: file) != nil else { return [] }
    do throws(FileError) {
      return try run.files.names(inFolder: folder).compactMap { name in
        Self.table(name, of: file).map { ($0, PathText.joined(folder, name)) }
      }
    } catch {
      // The file itself cannot be read then, which is reported with its own path.
      return []
    }
  }

  /// The ending of a sheet, which may have tables beside it.
  private static func sheetEnding(of file: String) -> String? {
    ["csv", "tsv"].first { PathText.hasExtension(file.lowercased(), $0) }
  }

  /// The table that a file holds, by its name, beside another in the same folder; nil where it holds
  /// none.
  private static func table(_ name: String, of file: String) -> String? {
    guard let ending = sheetEnding(of: file) else { return nil }
    let stem = file.dropLast(ending.count)
    guard name.hasPrefix(stem), name.hasSuffix(file.suffix(ending.count + 1)) else { return nil }
    let table = name.dropFirst(stem.count).dropLast(ending.count + 1)
    return table.isEmpty ? nil : String(table)
  }

  /// The data file of the run beside which a file would be taken for a table, with the name of that.
  func sheet(withTable path: String) -> (sheet: String, table: String)? {
    let folder = run.files.absolutePath(PathText.parent(path))
    for sheet in run.arguments.operands.dropFirst()
    where run.files.absolutePath(PathText.parent(sheet)) == folder {
      let (name, file) = (PathText.lastComponent(path), PathText.lastComponent(sheet))
      if let table = Self.table(name, of: file) { return (sheet, table) }
    }
    return nil
  }

  private func input(_ path: String) throws(CommandFailure) -> DataInput {
    if path != "-" { try refuseWhatIsNoData(path) }
    do throws(FileError) {
      if let opened, opened.path == path { return DataInput(path: path, bytes: try opened.all()) }
      let bytes =
        path == "-"
        ? try run.console.readInput(TextDecoder.sizeBytesMax)
        : try run.files.read(path, bytesMax: TextDecoder.sizeBytesMax)
      return DataInput(path: path, bytes: bytes)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// The bytes of a file that stands alone; nil where tables stand beside it.
  func source(_ path: String) throws(CommandFailure) -> DataSource? {
    guard try tablePaths(of: path).isEmpty else { return nil }
    if path == "-" { return DataSource(of: run.console) }
    if try isFolder(path) { return nil }
    try refuseWhatIsNoData(path)
    do throws(FileError) {
      return try run.files.source(path)
    } catch {
      throw CommandFailure(error)
    }
  }

  private func refuseWhatIsNoData(_ path: String) throws(CommandFailure) {
    _ = try run.files.existingKind(path)
    if PathText.hasExtension(path, "rules") {
      throw CommandFailure(
        zh: "“\(path)”是规则文件，不是数据文件", en: "'\(path)' is a rule file, not a data file",
        helps: [.rulesComeFirst])
    }
  }
}

extension Message {
  /// In which order the rules and the data are named.
  static let rulesComeFirst = Message(
    zh: "先写规则，再写数据：RULES DATA", en: "the rules come first, then the data: RULES DATA")
}
