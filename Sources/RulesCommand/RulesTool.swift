import RuleLang

/// The `rules` command.
public enum RulesTool {
  /// The version of the program, as results name it.
  static let version = "0.1.0"

  /// The words of its commands, in the order of the help.
  enum CommandWord: String, CaseIterable {
    case check, fmt, test, show, evaluate, annexes, explain, reconcile, diff, impact, publish
    case verify

    /// The command, which is put together only when it is asked for.
    var command: Command {
      switch self {
      case .check: .check
      case .fmt: .format
      case .test: .test
      case .show: .show
      case .evaluate: .evaluate
      case .annexes: .annexes
      case .explain: .explain
      case .reconcile: .reconcile
      case .diff: .diff
      case .impact: .impact
      case .publish: .publish
      case .verify: .verify
      }
    }
  }

  /// Its commands, in the order of the help.
  static var commands: [Command] { CommandWord.allCases.map(\.command) }

  /// Runs the command with the arguments and the streams of the process, and ends the process.
  public static func main() -> Never {
    let environment = Terminal.environment()
    let status = run(Array(CommandLine.arguments.dropFirst()), in: environment)
    // What the run has kept is left to the end of the process.
    withExtendedLifetime(environment.kept) { Terminal.end(with: status) }
  }

  /// Carries out a command.
  ///
  /// - Parameters:
  ///   - arguments: what stands after `rules`.
  ///   - environment: what the run depends on beside them.
  /// - Returns: what the process ends with.
  static func run(_ arguments: [String], in environment: CommandEnvironment) -> ExitStatus {
    let asked = askedLanguage(arguments)
    var notices = Notices(
      stream: environment.console.errors, language: asked ?? environment.language,
      usesColor: environment.usesColor(environment.console.errors)
        && !arguments.contains("--no-color"))
    var status = ExitStatus.clean
    do throws(CommandFailure) {
      status = try dispatch(arguments, in: environment, language: notices.language)
    } catch {
      notices.language = asked ?? error.vocabulary ?? environment.language
      environment.console.output.flush()
      if let ended = environment.interruption.status() {
        // What a request to end broke off is no failure.
        status = ended
      } else {
        notices.failure(error)
        status = error.status
      }
    }
    environment.console.flush()
    if let failure = environment.console.output.failure {
      notices.failure(CommandFailure(failure))
      status = status.joined(with: .usage)
    }
    environment.console.flush()
    return status
  }

  /// The language that the arguments ask for, before they are read in full.
  private static func askedLanguage(_ arguments: [String]) -> Language? {
    for (index, argument) in arguments.enumerated() {
      if argument == "--language", let value = arguments.dropFirst(index + 1).first {
        return Language(rawValue: value)
      }
      for language in Language.allCases where argument == "--language=\(language.rawValue)" {
        return language
      }
    }
    return nil
  }

  private static func dispatch(
    _ arguments: [String], in environment: CommandEnvironment, language: Language
  ) throws(CommandFailure) -> ExitStatus {
    let console = environment.console
    let help = HelpText(language: language)
    guard let place = wordPlace(in: arguments) else {
      return try answerWithoutCommand(
        arguments, overview: help.overview(of: commands.map(\.syntax)), on: console)
    }
    let word = arguments[place]
    let rest = arguments[..<place] + arguments[(place + 1)...]
    if word == "help" {
      let asked = rest.first { !$0.hasPrefix("-") }
      if let asked { console.output.write(help.text(of: try command(asked).syntax)) }
      if asked == nil { console.output.write(help.overview(of: commands.map(\.syntax))) }
      return .clean
    }
    let command = try command(word)
    let parsed = try ArgumentParser.parse(rest, for: command.syntax)
    if parsed.has("--help") {
      console.output.write(help.text(of: command.syntax))
      return .clean
    }
    return try command.action(
      CommandRun(environment: environment, arguments: parsed))
  }

  private static func answerWithoutCommand(
    _ arguments: [String], overview: String, on console: Console
  ) throws(CommandFailure) -> ExitStatus {
    if arguments.contains("--version") {
      console.output.write("rules \(version)\n")
      return .clean
    }
    if let stray = arguments.first(where: { $0.hasPrefix("-") && !isCommon($0) }) {
      throw CommandFailure(
        zh: "rules 没有选项“\(stray)”", en: "rules has no option '\(stray)'",
        helps: [.seeHelp(of: "rules")])
    }
    let asksForHelp = arguments.contains("--help") || arguments.contains("-h")
    (asksForHelp ? console.output : console.errors).write(overview)
    return asksForHelp ? .clean : .usage
  }

  /// Where the word of the command stands: the first argument that is no common option.
  private static func wordPlace(in arguments: [String]) -> Int? {
    var isValue = false
    for (place, argument) in arguments.enumerated() {
      if isValue {
        isValue = false
      } else if argument == "--language" {
        isValue = true
      } else if argument.hasPrefix("-") {
        if !isCommon(argument) { return nil }
      } else {
        return place
      }
    }
    return nil
  }

  private static func isCommon(_ argument: String) -> Bool {
    ["--help", "-h", "--no-color", "--language"].contains(argument)
      || argument.hasPrefix("--language=")
  }

  private static func command(_ word: String) throws(CommandFailure) -> Command {
    if let known = CommandWord(rawValue: word) { return known.command }
    let names = CommandWord.allCases.map(\.rawValue)
    throw CommandFailure(
      zh: "没有命令“\(word)”", en: "there is no command '\(word)'",
      helps: [.didYouMean(EditDistance.nearest(to: word, in: names)), .seeHelp(of: "rules")]
        .compactMap { $0 })
  }
}
