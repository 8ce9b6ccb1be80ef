import RuleLang
import Testing

@Suite("Versions that amend each other")
struct VersionCaseTests {
  static let paths: [String] = VersionCase.all.map(\.path)

  @Test("a version gives the findings written in its files", arguments: VersionCase.all.indices)
  func findings(index: Int) {
    let version = VersionCase.all[index]
    let text = version.text
    let checked = RulesetChecker.check(text)
    let options = DiagnosticRenderer.Options(language: .zh, usesColor: false)
    let renderer = DiagnosticRenderer(files: text.sources, options: options)
    #expect(
      version.isMet(by: checked, in: text),
      "\(version.path)\n\(checked.diagnostics.map { renderer.text($0) }.joined())")
  }

  @Test("what is written out, saved and read again has the same digest")
  func digests() throws {
    var count = 0
    for version in VersionCase.all {
      guard let ruleset = RulesetChecker.check(version.text).ruleset else { continue }
      for vocabulary in Language.allCases {
        let written = ruleset.syntax.map { Formatter(vocabulary: vocabulary).format($0) }.joined()
        let again = RulesetChecker.check([SourceFile(path: "written.rules", text: written)])
        #expect(again.ruleset?.digest == ruleset.digest, "\(version.path)\n\(written)")
        #expect(again.ruleset?.tests.count == ruleset.tests.count)
      }
      count += 1
    }
    #expect(count >= 5)
  }

  @Test("both vocabularies change the same")
  func vocabularies() {
    for version in VersionCase.all {
      let text = version.text
      let own = text.sources[text.ownFiles].map { source in
        let file = Parser.parse(source, file: 0).file
        let english = Formatter(vocabulary: .en).format(file)
        return (
          english,
          Formatter(vocabulary: .zh).format(
            Parser.parse(
              SourceFile(path: source.path, text: english), file: 0
            ).file), file
        )
      }
      for (_, chinese, file) in own {
        #expect(chinese == Formatter(vocabulary: .zh).format(file), "\(version.path)")
      }
    }
  }
}
