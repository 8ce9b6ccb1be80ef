import Testing

@testable import RulesCommand

@Suite struct HelpTests {
  @Test func printsTheVersion() throws {
    let workspace = try Workspace()
    #expect(workspace.run("--version") == Outcome(status: 0, output: "rules 0.1.0\n"))
  }

  @Test func speaksTheLanguageOfTheLocale() throws {
    let workspace = try Workspace()
    let chinese = workspace.run("--help", variables: ["LANG": "zh_CN.UTF-8"])
    #expect(chinese.output.hasPrefix("rules — 按财政绩效评价的规则算分，并说明每一分的理由\n\n用法：\n"))
    let english = workspace.run("--help", variables: ["LANG": "C"])
    #expect(english.output.contains("Usage:\n  rules COMMAND [ARGUMENTS]\n"))
    #expect(workspace.run("--help", variables: [:]).output == english.output)
    #expect(workspace.run("--help", variables: ["LC_ALL": "en", "LANG": "zh"]) == english)
    #expect(workspace.run("--language", "en", "--help") == english)
    #expect(workspace.run("--help", "--language=en") == english)
  }

  @Test func withoutCommandShowsHelpAsAnError() throws {
    let workspace = try Workspace()
    let bare = workspace.run()
    #expect(bare.status == 2 && bare.output.isEmpty)
    #expect(bare.errors == workspace.run("--help").output)
  }

  @Test(arguments: RulesTool.commands.map(\.syntax.name))
  func helpsWithEachCommand(_ name: String) throws {
    let workspace = try Workspace()
    for language in ["zh", "en"] {
      let help = workspace.run(name, "--help", "--language", language)
      #expect(help.status == 0 && help.errors.isEmpty)
      #expect(help == workspace.run("help", name, "--language", language))
      #expect(help == workspace.run("--language", language, name, "-h"))
      let heads = language == "zh" ? ["用法：", "选项：", "例子："] : ["Usage:", "Options:", "Examples:"]
      for head in heads { #expect(help.output.contains("\n\(head)\n")) }
      #expect(help.output.contains("  rules \(name)"))
    }
  }

  @Test func helpOfFormat() throws {
    let help = try Workspace().run("fmt", "--help", "--language", "en")
    #expect(
      help.output == """
        rules fmt — writes rule files in their one layout

        Usage:
          rules fmt [PATH…] [--check] [--keywords zh|en]
          rules fmt - [--keywords zh|en]

        Arguments:
          PATH  a rule file or a folder, by default as in rules check;
                - reads standard input and writes standard output

        Options:
          --check           only list the files that would change;
                            exit status 1 if there are any
          --keywords zh|en  write the keywords in Chinese or English;
                            else each file keeps its own
          --language zh|en  speak Chinese or English; else as the rule files do,
                            or as the system does
          --no-color        use no colours
          -h, --help        show this help

        Notes:
          Every comment is kept. A file with syntax errors is reported and left alone.

        Examples:
          rules fmt Rules/2023
              lay out the rule files of a year
          rules fmt --check
              check the layout of all below Rules
          rules fmt --keywords en - < 过程.rules
              show a file with English keywords

        """)
  }
}
