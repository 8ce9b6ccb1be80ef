import RuleLang

extension Command {
  /// The command `rules fmt`.
  static let format = Command(
    syntax: CommandSyntax(
      name: "fmt",
      summary: Message(zh: "把规则文件排成统一的版式", en: "writes rule files in their one layout"),
      usage: ["[PATH…] [--check] [--keywords zh|en]", "- [--keywords zh|en]"],
      operands: [
        .init(
          name: "PATH",
          summary: Message(
            zh: "规则文件或文件夹，默认同 rules check；\n- 读标准输入，写标准输出",
            en: "a rule file or a folder, by default as in rules check;\n"
              + "- reads standard input and writes standard output"))
      ],
      options: [
        .init(
          name: "--check",
          summary: Message(
            zh: "只列出要改动的文件，不改动；\n有这样的文件时结束状态为 1",
            en: "only list the files that would change;\nexit status 1 if there are any")),
        .init(
          name: "--keywords", value: Message(zh: "zh|en", en: "zh|en"), choices: ["zh", "en"],
          summary: Message(
            zh: "关键词改用中文或英文；不写时各文件保持原样",
            en: "write the keywords in Chinese or English;\nelse each file keeps its own")),
      ],
      notes: [
        Message(
          zh: "注释全部保留。有语法错误的文件报告出来，不改动。",
          en: "Every comment is kept. A file with syntax errors is reported and left alone.")
      ],
      examples: [
        .init(
          line: "rules fmt Rules/2023",
          summary: Message(zh: "重排一年的规则文件", en: "lay out the rule files of a year")),
        .init(
          line: "rules fmt --check",
          summary: Message(zh: "检查 Rules 下的版式", en: "check the layout of all below Rules")),
        .init(
          line: "rules fmt --keywords en - < 过程.rules",
          summary: Message(zh: "显示一个文件的英文写法", en: "show a file with English keywords")),
      ]),
    action: { run throws(CommandFailure) in try FormatCommand(run: run).carryOut() })
}

/// Lays out rule files.
private struct FormatCommand {
  let run: CommandRun

  /// What became of one text.
  private enum Outcome {
    case same
    case changed([UInt8])
    case broken
  }

  func carryOut() throws(CommandFailure) -> ExitStatus {
    if run.arguments.operands.contains("-") { return try formatInput() }
    let library = RulesetLibrary(files: run.files)
    var status = ExitStatus.clean
    for path in try library.sources(at: run.rulesetPaths()).flatMap(\.filePaths) {
      switch format(try library.bytes(of: path), path: path) {
      case .same: break
      case .broken: status = status.joined(with: .findings)
      case .changed(let bytes):
        if isChecking {
          status = status.joined(with: .findings)
        } else {
          try write(bytes, to: path)
        }
        run.console.output.write(path + "\n")
      }
    }
    return status
  }

  private var isChecking: Bool { run.arguments.has("--check") }

  private func formatInput() throws(CommandFailure) -> ExitStatus {
    guard run.arguments.operands.count == 1 else {
      throw CommandFailure(
        zh: "“-”要单独写，不能和文件一起", en: "'-' stands alone, without other paths")
    }
    var bytes: [UInt8] = []
    do throws(FileError) {
      bytes = try run.console.readInput(Limits.fileBytesMax)
    } catch {
      throw CommandFailure(error)
    }
    switch format(bytes, path: "-") {
    case .broken: return .findings
    case .same:
      if !isChecking { run.console.output.write(bytes) }
      return .clean
    case .changed(let text):
      if isChecking { return .findings }
      run.console.output.write(text)
      return .clean
    }
  }

  private func format(_ bytes: [UInt8], path: String) -> Outcome {
    let source = RulesetLibrary.sourceFile(path: path, bytes)
    let (file, diagnostics) = Parser.parse(source, file: 0)
    let language = run.language(for: file.vocabulary)
    if diagnostics.containsErrors {
      run.notices(in: language).diagnostics(diagnostics.sortedAndCapped(), files: [source])
      return .broken
    }
    let keywords = run.arguments.values["--keywords"].flatMap(Language.init)
    let text = Formatter(vocabulary: keywords ?? file.vocabulary).format(file)
    let laidOut = Array(text.utf8)
    return laidOut == bytes ? .same : .changed(laidOut)
  }

  private func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
    do throws(FileError) {
      try run.files.write(bytes, to: path)
    } catch {
      throw CommandFailure(error)
    }
  }
}
