import RuleLang

/// The syntax of a file without its places, comments and spellings, to compare two of.
///
/// It is taken by reflection, so that no part of the syntax is forgotten when one is added.
func shape(of file: RuleFile) -> [String] {
  file.statements.map { shape(of: $0.kind) }
}

private func shape(of value: Any) -> String {
  switch value {
  case is SourceRange: return ""
  case let name as Name: return "`\(name.text)`"
  case let literal as Literal: return shape(of: literal)
  case let points as PointsSyntax: return shape(of: points)
  case Statement.Kind.fiscalYear(let year): return "\(year.value)"
  case let string as String: return "“\(string)”"
  default: break
  }
  let mirror = Mirror(reflecting: value)
  guard !mirror.children.isEmpty, !(value is any CustomStringConvertible & Hashable) else {
    return "\(value)"
  }
  // A call keeps the spelling of its function as `name`.
  let isCall = mirror.displayStyle == .tuple
  let parts = mirror.children.filter { !isCall || $0.label != "name" }.map { child in
    let label = child.label.map { $0.hasPrefix(".") ? "" : $0 + ":" } ?? ""
    return label + shape(of: child.value)
  }
  return "(" + parts.joined(separator: " ") + ")"
}

private func shape(of literal: Literal) -> String {
  "\(literal.value) \(literal.form) \(literal.unit?.text ?? "")"
}

/// The unit of points is written or not as the clause has it.
private func shape(of points: PointsSyntax) -> String {
  switch points.kind {
  case .full: "full"
  case .amount(let amount): "\(amount.value) \(amount.form)"
  }
}
