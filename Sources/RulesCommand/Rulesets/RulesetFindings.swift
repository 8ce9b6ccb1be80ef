import RuleLang

/// The findings about several rulesets, with places in one list of files.
struct RulesetFindings {
  /// The files of all rulesets, in order.
  private(set) var files: [SourceFile] = []

  /// The findings of each ruleset.
  private(set) var byRuleset: [[Diagnostic]] = []

  /// The findings of all, in order.
  var all: [Diagnostic] { byRuleset.flatMap { $0 } }

  /// Gathers the findings, and adds those about rulesets that get in each other's way.
  init(_ rulesets: [LoadedRuleset]) {
    var first: [Scheme: SourceRange] = [:]
    for loaded in rulesets {
      var found = loaded.diagnostics.map { $0.moved(byFiles: files.count) }
      var header = RulesetHeader()
      for file in loaded.checked.files { header.read(file) }
      if let name = header.name, let year = header.yearNumber {
        let scheme = Scheme(name: name.text, year: year)
        let place = name.range.moved(byFiles: files.count)
        if let other = first[scheme] {
          found.add(.schemeStandsTwice(name.text, year: year, first: other), at: place)
        } else {
          first[scheme] = place
        }
      }
      byRuleset.append(found)
      files += loaded.files
    }
  }

  private struct Scheme: Hashable {
    let name: String
    let year: Int
  }
}

extension SourceRange {
  /// The same place where the files before its own are so many more.
  fileprivate func moved(byFiles count: Int) -> SourceRange {
    SourceRange(file: file + count, lower: lower, upper: upper)
  }
}

extension Diagnostic {
  /// The same finding where the files before its own are so many more.
  fileprivate func moved(byFiles count: Int) -> Diagnostic {
    Diagnostic(
      code, message, at: range.moved(byFiles: count), note: note,
      labels: labels.map { Label($0.range.moved(byFiles: count), $0.message) }, helps: helps)
  }
}
