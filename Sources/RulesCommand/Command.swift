import RuleLang

/// A command: what it takes and what it does.
struct Command: Sendable {
  /// What it takes.
  let syntax: CommandSyntax

  /// What it does; it returns what the process ends with.
  let action: @Sendable (CommandRun) throws(CommandFailure) -> ExitStatus
}

/// One run of a command: its arguments, and the means to answer.
struct CommandRun {
  /// What the run depends on beside its arguments.
  let environment: CommandEnvironment

  /// The arguments, as read.
  let arguments: ParsedArguments

  /// The files of the machine.
  var files: FileSystem { environment.files }

  /// The streams.
  var console: Console { environment.console }

  /// The language to speak about something written in a vocabulary.
  func language(for vocabulary: Language) -> Language {
    arguments.language ?? vocabulary
  }

  /// The language to speak before any rule file has been read.
  var preferredLanguage: Language { arguments.language ?? environment.language }

  /// Whether a stream shows colours.
  func usesColor(_ stream: OutputStream) -> Bool {
    !arguments.has("--no-color") && environment.usesColor(stream)
  }

  /// Writes errors, in a language.
  func notices(in language: Language) -> Notices {
    Notices(
      stream: console.errors, language: language, usesColor: usesColor(console.errors))
  }

  /// The ruleset of what was loaded; where errors stop its evaluation, they are written.
  func ruleset(of loaded: LoadedRuleset) -> Ruleset? {
    if let ruleset = loaded.ruleset { return ruleset }
    let notices = notices(in: language(for: loaded.checked.vocabulary))
    notices.diagnostics(loaded.diagnostics, files: loaded.files)
    notices.summary(of: loaded.diagnostics)
    return nil
  }

  /// Writes a result line in a language.
  func print(_ message: Message, in language: Language) {
    console.output.write(message.text(in: language) + "\n")
  }
}
