import ExactNumbers

/// Changes of points and steps.
extension MutantWriter {
  // MARK: Bands

  /// What a band gives; the statement is made with each other outcome.
  mutating func addOutcome(
    _ line: Line, _ outcome: OutcomeSyntax, _ statement: (OutcomeSyntax) -> Statement.Kind
  ) {
    func change(_ group: RuleMutant.Class, _ range: SourceRange, _ other: OutcomeSyntax) -> Change {
      Change(group: group, range: range, outcome: other)
    }
    var changes: [Change] = []
    switch outcome {
    case .scores(let points):
      changes = neighbours(points).map { change(.points, points.range, .scores($0)) }
    case .line(let from, let to):
      changes =
        neighbours(from).map { change(.points, from.range, .line(from: $0, to: to)) }
        + neighbours(to).map { change(.points, to.range, .line(from: from, to: $0)) }
    case .judged(let from, let to):
      changes =
        neighbours(from).map { change(.points, from.range, .judged(from: $0, to: to)) }
        + neighbours(to).map { change(.points, to.range, .judged(from: from, to: $0)) }
    case .steps(let steps):
      changes = stepChanges(steps).map { change(.steps, $0.range, .steps($0.steps)) }
    }
    let from = words { $0.outcome(outcome) }
    for item in changes {
      add(
        item.group, line, at: item.range, from: from, to: words { $0.outcome(item.outcome) },
        statement(item.outcome))
    }
  }

  private struct Change {
    let group: RuleMutant.Class
    let range: SourceRange
    let outcome: OutcomeSyntax
  }

  private func stepChanges(_ steps: StepsSyntax) -> [(range: SourceRange, steps: StepsSyntax)] {
    var changes: [(range: SourceRange, steps: StepsSyntax)] = []
    for amount in neighbours(steps.amount, above: .zero) {
      changes.append((steps.amount.range, steps.with(amount: amount)))
    }
    if case .number(let literal) = steps.step.kind {
      for length in neighbours(literal, above: .zero) {
        let step = Expression(kind: .number(length), range: steps.step.range)
        changes.append((steps.step.range, steps.with(step: step)))
      }
    }
    for rounding in [StepsSyntax.Rounding.full, .started, .proRata] where rounding != steps.rounding
    {
      changes.append((steps.step.range, steps.with(rounding: rounding)))
    }
    if let limit = steps.limit {
      // What is below zero may be meant there.
      let limits: [PointsSyntax] =
        if case .amount(let literal) = limit.kind {
          neighbours(literal).map { PointsSyntax(kind: .amount($0), range: limit.range) }
        } else { neighbours(limit) }
      for other in limits { changes.append((limit.range, steps.with(limit: other))) }
    }
    return changes
  }

  // MARK: Cases

  /// Cases and 缺失时.
  mutating func addScored(_ line: Line) {
    func make(_ points: PointsSyntax) -> [(String, Statement.Kind)] {
      neighbours(points).compactMap { other in
        let text = words { $0.scored(other) }
        switch line.statement.kind {
        case .case(let condition, _, let reason):
          return (text, .case(condition, other, reason: reason))
        case .notApplicable(let condition, .scores, let reason):
          return (text, .notApplicable(condition, .scores(other), reason: reason))
        case .whenMissing(_, let reason): return (text, .whenMissing(other, reason: reason))
        default: return nil
        }
      }
    }
    switch line.statement.kind {
    case .case(_, let points, _), .notApplicable(_, .scores(let points), _),
      .whenMissing(let points, _):
      for (text, kind) in make(points) {
        add(.points, line, at: points.range, from: words { $0.scored(points) }, to: text, kind)
      }
    default: break
    }
  }

  // MARK: Items and deductions

  /// An item alone, and what moves between it and the one before it.
  mutating func addItem(_ line: Line) {
    guard case .item(let points, let condition, let text) = line.statement.kind else { return }
    for other in neighbours(points, above: .zero) {
      add(
        .points, line, at: points.range, from: words(points), to: words(other),
        .item(other, condition, text: text))
    }
    if let before = lastItem { addExchange(before, line) }
    lastItem = line
  }

  /// A tenth of a unit moves between neighbours, so that their sum stays.
  private mutating func addExchange(_ first: Line, _ second: Line) {
    guard case .item(let points, let condition, let text) = first.statement.kind,
      case .item(let others, let otherCondition, let otherText) = second.statement.kind,
      case .amount(let left) = points.kind, case .amount(let right) = others.kind
    else { return }
    let places = max(left.decimalPlaces, right.decimalPlaces) + 1
    for sign in [Rational.one, -.one] {
      let (moved, other) = (
        left.moved(by: sign, places: places), right.moved(by: -sign, places: places)
      )
      guard moved.value > .zero, other.value > .zero else { continue }
      add(
        .points, at: points.range, from: words(left) + " + " + words(right),
        to: words(moved) + " + " + words(other),
        [
          .init(
            file: first.file, statement: first.index,
            kind: .item(
              PointsSyntax(kind: .amount(moved), range: points.range), condition, text: text)),
          .init(
            file: second.file, statement: second.index,
            kind: .item(
              PointsSyntax(kind: .amount(other), range: others.range), otherCondition,
              text: otherText)),
        ])
    }
  }

  /// Deductions, bonuses, penalties and caps.
  mutating func addWhole(_ line: Line) {
    func points(_ points: PointsSyntax, _ make: (PointsSyntax) -> Statement.Kind) -> [Other] {
      neighbours(points, above: .zero).map { Other(points: points, other: $0, kind: make($0)) }
    }
    let others: [Other] =
      switch line.statement.kind {
      case .deductsPer(let amount, let count, let text):
        points(amount) { .deductsPer($0, count, text: text) }
      case .deductsWhen(let amount, let condition, let text):
        points(amount) { .deductsWhen($0, condition, text: text) }
      case .bonus(let amount, let condition, let text):
        points(amount) { .bonus($0, condition, text: text) }
      case .penalty(let amount, let condition, let text):
        points(amount) { .penalty($0, condition, text: text) }
      case .bonusesAtMost(let amount, let outsideTotal):
        points(amount) { .bonusesAtMost($0, outsideTotal: outsideTotal) }
      case .penaltiesAtMost(let amount): points(amount) { .penaltiesAtMost($0) }
      case .veto(let text, let condition, .totalAtMost(let amount)):
        neighbours(amount).map {
          Other(points: amount, other: $0, kind: .veto(text, condition, .totalAtMost($0)))
        }
      default: []
      }
    for item in others {
      add(
        .points, line, at: item.points.range, from: words(item.points), to: words(item.other),
        item.kind)
    }
  }

  private struct Other {
    let points: PointsSyntax
    let other: PointsSyntax
    let kind: Statement.Kind
  }
}

extension Literal {
  /// The digits after its point, as written.
  fileprivate var decimalPlaces: Int {
    digits.utf8.firstIndex(of: UInt8(ascii: ".")).map {
      digits.utf8.distance(from: $0, to: digits.utf8.endIndex) - 1
    } ?? 0
  }
}

extension StepsSyntax {
  fileprivate func with(
    amount: PointsSyntax? = nil, rounding: Rounding? = nil, step: Expression? = nil,
    limit: PointsSyntax? = nil
  ) -> StepsSyntax {
    StepsSyntax(
      adds: adds, amount: amount ?? self.amount, rounding: rounding ?? self.rounding,
      step: step ?? self.step, limit: limit ?? self.limit)
  }
}
