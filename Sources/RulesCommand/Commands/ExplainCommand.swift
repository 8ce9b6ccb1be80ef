import RuleLang

extension Command {
  /// The command `rules explain`.
  static let explain = Command(
    syntax: CommandSyntax(
      name: "explain",
      summary: Message(zh: "说明每一分的理由，或一个错误代码", en: "explains every point, or an error code"),
      usage: ["CODE"],
      operands: [
        .init(
          name: "CODE",
          summary: Message(zh: "错误代码，如 E0203", en: "the code of an error, such as E0203"))
      ],
      operandCountMin: 1,
      examples: [
        .init(
          line: "rules explain E0203",
          summary: Message(zh: "说明错误 E0203", en: "explain the error E0203"))
      ]),
    action: { run throws(CommandFailure) in try ExplainCommand(run: run).carryOut() })
}

/// Explains results and error codes.
private struct ExplainCommand {
  let run: CommandRun

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let word = run.arguments.operands[0]
    try CodePages(run: run).print(word)
    return .clean
  }
}
