import ExactNumbers

/// Changes of the ends of bands and grades, of parameters, and of what conditions compare with.
extension MutantWriter {
  /// The end of a range: where it stands, its number, and whether it belongs to the range.
  private struct End {
    let line: Line
    /// The number, in base units.
    let value: Rational
    let literal: Literal
    /// Whether a flip of its bracket is another range; ＝ and ≠ have none.
    let hasBracket: Bool
  }

  // MARK: Ranges

  mutating func addEnds(of lines: [Line]) {
    let ends = lines.flatMap { self.ends(of: $0) }
    var seen: Set<Rational> = []
    for end in ends where seen.insert(end.value).inserted {
      let shared = ends.filter { $0.value == end.value }
      addMoves(of: end, shared)
      if shared.allSatisfy(\.hasBracket) { addFlip(of: end, shared) }
    }
  }

  private func ends(of line: Line) -> [End] {
    guard let range = line.statement.kind.changeableRange else { return [] }
    return range.numbers.map { literal, comparison in
      let factor = literal.unit.flatMap { ruleset.units[$0.text]?.factor } ?? .one
      return End(
        line: line, value: literal.value * factor, literal: literal,
        hasBracket: comparison != .equal && comparison != .notEqual)
    }
  }

  private mutating func addMoves(of end: End, _ shared: [End]) {
    let written = unitWritten(end.literal, beside: measure(of: end.line))
    for sign in [Rational.one, -.one] {
      let moved = written.moved(by: sign)
      let edits = changedLines(shared) { range in
        range.replacingNumbers { literal in
          shared.contains { $0.literal.range == literal.range } ? moved : literal
        }
      }
      add(.thresholds, at: end.literal.range, from: words(end.literal), to: words(moved), edits)
    }
  }

  private mutating func addFlip(of end: End, _ shared: [End]) {
    let places = Set(shared.map(\.literal.range))
    let edits = changedLines(shared) { $0.flippingEnds(at: places) }
    guard let first = end.line.statement.kind.changeableRange else { return }
    add(
      .brackets, at: end.literal.range, from: words { $0.range(first) },
      to: words { $0.range(first.flippingEnds(at: places)) }, edits)
  }

  /// The statements of ends with their ranges changed, each once.
  private func changedLines(
    _ ends: [End], _ change: (RangeSyntax) -> RangeSyntax
  ) -> [RuleMutant.Edit] {
    var edits: [RuleMutant.Edit] = []
    for line in ends.map(\.line)
    where !edits.contains(where: { $0.file == line.file && $0.statement == line.index }) {
      guard let range = line.statement.kind.changeableRange else { continue }
      edits.append(
        RuleMutant.Edit(
          file: line.file, statement: line.index,
          kind: line.statement.kind.with(range: change(range))))
    }
    return edits
  }

  // MARK: Numbers without a unit

  /// What a band's end is compared with.
  private func measure(of line: Line) -> TypedExpression? {
    guard let indicator, case .band = line.statement.kind else { return nil }
    switch ruleset.indicators[indicator].method {
    case .bands(let method): return method.measure
    case .bestOf(let alternatives):
      for case .bands(let method) in alternatives.map(\.method)
      where method.bands.contains(where: { $0.clause.range == line.statement.range }) {
        return method.measure
      }
      return nil
    default: return nil
    }
  }

  /// A bare zero with the unit it would need if it were another number.
  private func unitWritten(_ literal: Literal, beside value: TypedExpression?) -> Literal {
    guard literal.value.isZero, literal.form == .plain, literal.unit == nil,
      let type = value?.type.number
    else { return literal }
    if type.isRatio {
      return Literal(
        digits: literal.digits, value: .zero, form: .percent, unit: nil, range: literal.range)
    }
    guard type.dimension == .money else { return literal }
    let name = value.flatMap { WrittenUnit.moneyUnit($0, in: ruleset) } ?? "元"
    return Literal(
      digits: literal.digits, value: .zero, form: .plain,
      unit: Name(text: name, range: literal.range), range: literal.range)
  }

  // MARK: Parameters and conditions

  mutating func addParameter(_ line: Line) {
    guard case .parameter(let name, let expression, let basis) = line.statement.kind,
      case .number(let literal) = expression.kind
    else { return }
    indicator = nil
    for moved in neighbours(literal) {
      add(
        .thresholds, line, at: literal.range, from: words(literal), to: words(moved),
        .parameter(name, Expression(kind: .number(moved), range: expression.range), basis: basis))
    }
  }

  mutating func addConditions(of line: Line) {
    guard let condition = line.statement.kind.changeableCondition else { return }
    for change in changes(of: condition) {
      add(
        change.group, line, at: change.range, from: change.from, to: change.to,
        line.statement.kind.with(condition: change.condition))
    }
  }

  private struct ConditionChange {
    let group: RuleMutant.Class
    let range: SourceRange
    let from: String
    let to: String
    let condition: Expression

    func inside(_ make: (Expression) -> Expression) -> ConditionChange {
      ConditionChange(group: group, range: range, from: from, to: to, condition: make(condition))
    }
  }

  /// The changes of a condition, each as the whole of it; its depth is bounded by the parser.
  private func changes(of condition: Expression) -> [ConditionChange] {
    func list(_ parts: [Expression], _ make: ([Expression]) -> Expression.Kind) -> [ConditionChange]
    {
      parts.indices.flatMap { index in
        changes(of: parts[index]).map { change in
          change.inside { part in
            var others = parts
            others[index] = part
            return Expression(kind: make(others), range: condition.range)
          }
        }
      }
    }
    switch condition.kind {
    case .and(let parts): return list(parts) { .and($0) }
    case .or(let parts): return list(parts) { .or($0) }
    case .not(let inner): return list([inner]) { .not($0[0]) }
    case .parenthesized(let inner): return list([inner]) { .parenthesized($0[0]) }
    case .comparison(let left, let comparison, let right, nil):
      return changes(of: left, comparison, right, condition.range)
    case .membership(let value, let range): return changes(of: value, in: range, condition.range)
    default: return []
    }
  }

  private func changes(
    of left: Expression, _ comparison: Comparison, _ right: Expression, _ range: SourceRange
  ) -> [ConditionChange] {
    var changes: [ConditionChange] = []
    func add(
      _ group: RuleMutant.Class, _ place: SourceRange, _ first: Expression, _ sign: Comparison,
      _ second: Expression
    ) {
      let old = Expression(kind: .comparison(left, comparison, right, tolerance: nil), range: range)
      let new = Expression(kind: .comparison(first, sign, second, tolerance: nil), range: range)
      changes.append(
        ConditionChange(
          group: group, range: place, from: words { $0.expression(old) },
          to: words { $0.expression(new) }, condition: new))
    }
    for (side, isLeft) in [(left, true), (right, false)] {
      guard case .number(let literal) = side.kind else { continue }
      for moved in neighbours(unitWritten(literal, beside: compared[range])) {
        let number = Expression(kind: .number(moved), range: side.range)
        add(.thresholds, literal.range, isLeft ? number : left, comparison, isLeft ? right : number)
      }
    }
    if let flipped = comparison.flippedBracket, compared[range]?.type.number != nil {
      add(.brackets, range, left, flipped, right)
    }
    return changes
  }

  private func changes(
    of value: Expression, in values: RangeSyntax, _ range: SourceRange
  ) -> [ConditionChange] {
    func make(_ other: RangeSyntax, _ group: RuleMutant.Class, _ place: SourceRange)
      -> ConditionChange
    {
      ConditionChange(
        group: group, range: place, from: words { $0.range(values) },
        to: words { $0.range(other) },
        condition: Expression(kind: .membership(value, other), range: range))
    }
    return values.numbers.flatMap { literal, comparison -> [ConditionChange] in
      let written = unitWritten(literal, beside: compared[range])
      let moves = neighbours(written).map { moved in
        make(
          values.replacingNumbers { $0.range == literal.range ? moved : $0 }, .thresholds,
          literal.range)
      }
      guard comparison != .equal, comparison != .notEqual else { return moves }
      return moves + [make(values.flippingEnds(at: [literal.range]), .brackets, literal.range)]
    }
  }
}
