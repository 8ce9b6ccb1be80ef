import RuleLang

/// Writes errors and warnings for people.
struct Notices {
  /// Where to.
  let stream: OutputStream

  /// The language of the words.
  var language: Language

  /// Whether they are coloured.
  let usesColor: Bool

  /// Writes why a command could not be carried out.
  func failure(_ failure: CommandFailure) {
    let head = language == .zh ? "错误：" : "error: "
    let help = language == .zh ? "  帮助：" : "  help: "
    var text = usesColor ? "\u{1B}[1;31m\(head)\u{1B}[0m" : head
    text += words(failure.message) + "\n"
    for line in failure.helps { text += help + words(line) + "\n" }
    stream.write(text)
  }

  /// Writes a line about the run as a whole.
  func line(_ message: Message) {
    stream.write(words(message) + "\n")
  }

  /// Writes diagnostics, an empty line after each.
  func diagnostics(_ diagnostics: [Diagnostic], files: [SourceFile]) {
    let renderer = renderer(files)
    for diagnostic in diagnostics { stream.write(renderer.text(diagnostic) + "\n") }
  }

  /// Writes how many errors and warnings there were.
  func summary(of diagnostics: [Diagnostic]) {
    func count(_ severity: Severity) -> Int { diagnostics.count { $0.severity == severity } }
    let text = renderer([]).summary(
      errors: count(.error), warnings: count(.warning), notes: count(.note))
    stream.write(text + "\n")
    let counts = Dictionary(grouping: diagnostics, by: \.range.file).mapValues(\.count)
    if counts.values.contains(where: { $0 >= Limits.diagnosticsPerFileMax }) {
      let most = Limits.diagnosticsPerFileMax
      let note = Message(
        zh: "每个文件只列出前 \(most) 条", en: "only the first \(most) of each file are listed")
      stream.write(words(note) + "\n")
    }
  }

  private func renderer(_ files: [SourceFile]) -> DiagnosticRenderer {
    DiagnosticRenderer(files: files, options: .init(language: language, usesColor: usesColor))
  }

  /// The words with what cannot be seen made visible, as paths may hold anything.
  private func words(_ message: Message) -> String {
    VisibleText.of(message.text(in: language))
  }
}
