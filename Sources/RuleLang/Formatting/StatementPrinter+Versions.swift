import ExactNumbers

/// Versions: what they amend, when they are in force, what they replace and remove.
extension StatementPrinter {
  mutating func version(_ kind: Statement.Kind, isGradeNamed: Bool) {
    switch kind {
    case .amends(let year, let revision):
      keyword(.amends)
      line.add(isCanonical ? year.value.description : year.digits)
      guard let revision else { return }
      keyword(.revision)
      literal(revision)
    case .effective(let from, let to): period(from: from, to: to)
    case .openedHeading(let level, let name):
      keyword(level == 1 ? .section : .subsection)
      self.name(name)
    case .replacement(let replaced, _):
      keyword(.replace)
      statement(replaced, isGradeNamed: true)
    case .removal(let removal):
      keyword(.remove)
      self.removal(removal)
    default: break
    }
  }

  private mutating func period(from: Date?, to: Date?) {
    keyword(from == nil ? .effective : .effectiveFrom)
    if let from { line.add(from.description) }
    guard let to else { return keyword(.onward) }
    keyword(.to)
    line.add(to.description)
  }

  private mutating func removal(_ removal: RemovalSyntax) {
    switch removal {
    case .named(let keyword, let names):
      self.keyword(keyword)
      choices(names)
    case .titled(let keyword, let texts):
      self.keyword(keyword)
      for (index, title) in texts.enumerated() {
        if index > 0 { comma() }
        text(title.text)
      }
    case .conditional(let keyword, let condition):
      self.keyword(keyword)
      when(condition)
    case .order(let limits, let comparisons): order(limits, comparisons)
    case .testsOf(let names):
      keyword(.test)
      keyword(.indicator)
      choices(names)
    case .all(let keyword): self.keyword(keyword)
    }
  }
}
