import Testing

@testable import RulesCommand

@Suite struct UsageTests {
  @Test(arguments: [
    ("chek", "there is no command 'chek'|did you mean 'check'?|see rules --help"),
    ("--formt", "rules has no option '--formt'|see rules --help"),
    (
      "check --formt json",
      "rules check has no option '--formt'|did you mean '--format'?|see rules check --help"
    ),
    ("check -x", "rules check has no option '-x'|see rules check --help"),
    (
      "check --format",
      "the option '--format' needs a value: --format text,json|see rules check --help"
    ),
    (
      "check --format=jsn",
      "the option '--format' does not take 'jsn', but one of: text, json|did you mean 'json'?"
        + "|see rules check --help"
    ),
    (
      "check --format text --format=json",
      "the option '--format' stands twice|see rules check --help"
    ),
    (
      "evaluate Rules d.json --threads 0",
      "the option '--threads' takes a whole number from 1 to 64|see rules evaluate --help"
    ),
    ("fmt --check=yes", "the option '--check' takes no value|see rules fmt --help"),
    (
      "explain",
      "the argument RULES is missing: a rule file, the folder of a ruleset, or a folder above"
        + " rulesets, such as Rules|see rules explain --help"
    ),
  ])
  func saysWhatWasNotUnderstood(_ line: String, _ words: String) throws {
    let arguments = line.split(separator: " ").map(String.init)
    let outcome = try Workspace().run(arguments, variables: [:])
    let errors = "error: \(words)\n".replacing("|", with: "\n  help: ")
      .replacing("text,json", with: "text|json")
    #expect(outcome == Outcome(status: 2, errors: errors))
  }

  @Test func saysItInChinese() throws {
    let outcome = try Workspace().run("check", "--formt")
    #expect(
      outcome.errors == """
        错误：rules check 没有选项“--formt”
          帮助：是不是“--format”？
          帮助：看 rules check --help

        """)
  }

  @Test func coloursOnlyATerminal() throws {
    let workspace = try Workspace()
    let colour = "\u{1B}["
    #expect(workspace.run("chek", isTerminal: true).errors.contains(colour))
    #expect(!workspace.run("chek").errors.contains(colour))
    for arguments in [["chek", "--no-color"], ["--no-color", "chek"]] {
      #expect(!workspace.run(arguments, isTerminal: true).errors.contains(colour))
    }
    for variables in [["NO_COLOR": "1"], ["TERM": "dumb"]] {
      let outcome = workspace.run("chek", variables: variables, isTerminal: true)
      #expect(!outcome.errors.contains(colour))
    }
    let outcome = workspace.run("chek", variables: ["NO_COLOR": ""], isTerminal: true)
    #expect(outcome.errors.contains(colour))
  }
}
