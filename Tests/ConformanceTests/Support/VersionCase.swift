import RuleLang

/// Versions of a ruleset that amend each other, a file each, with the expected findings in them.
///
/// The file that comes last by its name is checked; what it amends is among the others.
struct VersionCase {
  /// The folder.
  let path: String

  private let files: [DiagnosticCase]

  /// Every case, in the order of their folders.
  static let all: [VersionCase] = {
    let folders = Repository.files(in: "spec/conformance/versions", endingIn: "")
    return folders.map { folder in
      VersionCase(
        path: folder,
        files: Repository.files(in: folder, endingIn: ".rules").map { DiagnosticCase(path: $0) })
    }
  }()

  /// Whether a code is expected.
  func expects(_ code: DiagnosticCode) -> Bool {
    files.contains { $0.expected.contains { $0.code == code.rawValue } }
  }

  /// What is expected, by file.
  var expected: [String: [DiagnosticCase.Expectation]] {
    Dictionary(uniqueKeysWithValues: files.map { ($0.source.path, $0.expected) })
  }

  /// The version that is checked, written out.
  var text: RulesetText { Self.text(of: files[files.count - 1].source, among: files.map(\.source)) }

  private static func text(of source: SourceFile, among all: [SourceFile]) -> RulesetText {
    let own = RulesetText([source])
    guard let amended = own.header.amended else { return own }
    let base = all.filter { $0.path < source.path }.last { other in
      let header = RulesetText([other]).header
      return header.yearNumber == amended.yearNumber
        && (amended.revisionNumber.map { $0 == header.revisionNumber } ?? true)
    }
    guard let base else { return own }
    return RulesetText([source], amending: text(of: base, among: all))
  }

  /// Whether the findings of each file are those that are expected in it.
  func isMet(by checked: CheckedRuleset, in text: RulesetText) -> Bool {
    var found: [String: [DiagnosticCase.Expectation]] = [:]
    for diagnostic in checked.diagnostics {
      let source = text.sources[diagnostic.range.file]
      found[source.path, default: []].append(
        DiagnosticCase.Expectation(
          line: source.position(of: diagnostic.range.lower).line, code: diagnostic.code.rawValue,
          marked: EscapedText.of(source.text(diagnostic.range.offsets))))
    }
    return files.allSatisfy { $0.isMet(by: found[$0.source.path] ?? []) }
  }
}
