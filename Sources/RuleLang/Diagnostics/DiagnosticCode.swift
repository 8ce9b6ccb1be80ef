/// The registry of diagnostic codes: every kind of finding, its code and its page.
///
/// E01xx text and syntax, E02xx names, E03xx types and units, E04xx scoring structure,
/// E05xx data and evaluation, W warnings. A code never changes its meaning. The page of a
/// code is `spec/diagnostics/<code>.md`.
public enum DiagnosticCode: String, Sendable, CaseIterable {
  case unexpectedCharacter = "E0101"

  /// How much a finding of this kind weighs.
  public var severity: Severity { rawValue.hasPrefix("W") ? .warning : .error }
}
