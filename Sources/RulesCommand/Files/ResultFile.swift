import RuleLang

extension CommandSyntax.Option {
  /// Where results go.
  static let outputFile = Self(
    name: "--output", short: "-o", value: Message(zh: "FILE", en: "FILE"),
    summary: Message(
      zh: "结果写到文件，不写到标准输出", en: "write the results to a file, not to standard output"))
}

extension CommandSyntax.Option {
  /// Where results go that may be several files.
  static let outputFileOrFolder = Self(
    name: "--output", short: "-o", value: Message(zh: "FILE", en: "FILE"),
    summary: Message(
      zh: "结果写到文件，不写到标准输出；html、markdown 可以写成一个新文件夹",
      en: "write the results to a file, not to standard output;\n"
        + "html and markdown to a new folder, where it is one"))
}

/// Results that go to a file.
extension CommandRun {
  /// Writes a file, which changes only when all of it is there.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - vocabulary: the vocabulary of the rules, for the words of a failure.
  ///   - body: writes the text; false where it is not all there, and the file is to stay as it is.
  /// - Throws: why it could not be written.
  func writeFile(
    _ path: String, about vocabulary: Language?,
    _ body: (OutputStream) throws(CommandFailure) -> Bool
  ) throws(CommandFailure) {
    environment.interruption.watch()
    func inWords<Value>(
      _ body: () throws(FileError) -> Value
    ) throws(CommandFailure) -> Value {
      do throws(FileError) {
        return try body()
      } catch {
        throw CommandFailure(error).about(vocabulary)
      }
    }
    let file = try inWords { () throws(FileError) in try files.replacement(for: path) }
    let stream = OutputStream(isTerminal: false) { bytes in
      do throws(FileError) {
        try file.write(bytes)
        return nil
      } catch {
        return error
      }
    }
    let isWhole = try body(stream)
    guard environment.interruption.status() == nil else { return }
    try inWords { () throws(FileError) in
      if isWhole { stream.flush() }
      if let failure = stream.failure { throw failure }
      if isWhole { try file.finish() }
    }
  }

  /// Whether a path for pages means a folder: there is one, or the path ends in `/` or has no ending.
  func isFolder(_ path: String) throws(CommandFailure) -> Bool {
    do throws(FileError) {
      if let kind = try files.kind(PathText.trimmed(path)) { return kind == .folder }
    } catch {
      throw CommandFailure(error)
    }
    return path.utf8.last == UInt8(ascii: "/") || !PathText.lastComponent(path).contains(".")
  }

  /// Results never take the place of the rules or the data they come from, nor a name by which the
  /// next run would take them for data.
  func refuseInputs(as path: String) throws(CommandFailure) {
    if let (sheet, table) = DataFiles(run: self).sheet(withTable: path) {
      throw CommandFailure(
        zh: "“\(path)”会被当作“\(sheet)”的表“\(table)”，结果不能写在这里",
        en: "'\(path)' would be taken for the table '\(table)' of '\(sheet)',"
          + " and no results can be written there",
        helps: [
          Message(
            zh: "换一个不以“\(PathText.stem(sheet)).”开头的文件名",
            en: "use a name that does not begin with '\(PathText.stem(sheet)).'")
        ])
    }
    if let folder = DataFiles(run: self).folder(withData: path) {
      throw CommandFailure(
        zh: "“\(path)”在数据文件夹“\(folder)”里，下次会被当作数据，结果不能写在这里",
        en:
          "'\(path)' lies in '\(folder)', from which the data are read, and would be taken for data",
        helps: [Message(zh: "写到别的文件夹", en: "write it to another folder")])
    }
    guard let target = try? files.identity(path), (try? files.kind(path)) == .file
    else { return }
    let isInput = arguments.operands.contains { (try? files.identity($0)) == target }
    guard isInput || PathText.hasExtension(path, "rules") else { return }
    throw CommandFailure(
      zh: "“\(path)”是规则或数据，结果不能写在这里",
      en: "'\(path)' holds rules or data, and no results can be written there")
  }
}
