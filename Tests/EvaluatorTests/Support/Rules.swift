import Evaluator
import RuleLang

/// Rules as a text, checked.
func checked(_ text: String) -> CheckedRuleset {
  RulesetChecker.check([SourceFile(path: "rules", text: text)])
}

/// The findings of a text, for a failure's message.
func findings(of checked: CheckedRuleset) -> String {
  checked.diagnostics.map { "\($0.code.rawValue) \($0.message.en)" }.joined(separator: "\n")
}

extension CheckedRuleset {
  /// The codes of what was found, sorted.
  var codes: [String] { diagnostics.map(\.code.rawValue).sorted() }
}
