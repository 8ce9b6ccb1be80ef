/// Random expressions that are well-typed, with divisors that can be proven.
extension RulesetWriter {
  /// A number of a kind.
  mutating func number(_ kind: Kind, _ depth: Int) -> String {
    guard depth > 0, !random.isOne(in: 4) else { return leaf(kind) }
    switch random.int(0...11) {
    case 0, 1, 2: return leaf(kind)
    case 3: return "(\(number(kind, depth - 1)) ＋ \(number(kind, depth - 1)))"
    case 4: return "(\(number(kind, depth - 1)) － \(number(kind, depth - 1)))"
    case 5: return "绝对值(\(number(kind, depth - 1)))"
    case 6:
      let function = random.pick(["最小", "最大"])
      return "\(function)(\(number(kind, depth - 1)), \(number(kind, depth - 1)))"
    case 7:
      return
        "(如果 \(condition(depth - 1)) 则 \(number(kind, depth - 1)) 否则 \(number(kind, depth - 1)))"
    case 8: return rounded(kind, depth)
    case 9: return scaled(kind, depth)
    case 10 where table == nil && !tables.isEmpty: return aggregate(kind)
    default: return quotient(kind, depth)
    }
  }

  private mutating func leaf(_ kind: Kind) -> String {
    let columns = table?.figures.filter { $0.kind == kind }.map(\.name) ?? []
    if !columns.isEmpty, !random.isOne(in: 3) { return random.pick(columns) }
    let names = figures.filter { $0.kind == kind }.map(\.name)
    if !names.isEmpty, !random.isOne(in: 4) { return random.pick(names) }
    let measured = measures.filter { $0.kind == kind && !$0.name.isEmpty }.map(\.name)
    if table == nil, !measured.isEmpty, random.isOne(in: 4) {
      return "计算值 " + random.pick(measured)
    }
    if kind == .number, table == nil, random.isOne(in: 2) {
      if let score = score() { return score }
    }
    return constant(kind)
  }

  /// What has been scored before.
  private mutating func score() -> String? {
    guard !indicators.isEmpty else { return nil }
    switch random.int(0...5) {
    case 0: return "分值 \(random.pick(indicators))"
    case 1 where !headings.isEmpty: return "得分 \(random.pick(headings))"
    case 2: return random.pick(indicators)
    default: return "得分 \(random.pick(indicators))"
    }
  }

  private mutating func rounded(_ kind: Kind, _ depth: Int) -> String {
    let function = random.pick(["四舍五入", "向下取整", "向上取整"])
    let inner = number(kind, depth - 1)
    switch kind {
    case .number: return "\(function)(\(inner), \(random.pick(["0.1", "1", "0.5"])))"
    case .ratio: return "\(function)(\(inner), 1%)"
    case .money: return "\(function)(\(inner), 0.01 万元)"
    case .count: return "\(function)(\(inner))"
    }
  }

  private mutating func scaled(_ kind: Kind, _ depth: Int) -> String {
    switch kind {
    case .number: return "\(number(.number, depth - 1)) × \(number(.number, depth - 1))"
    case .ratio: return "\(number(.ratio, depth - 1)) × \(number(.ratio, depth - 1))"
    case .money:
      return "\(number(.money, depth - 1)) × \(number(random.pick([.number, .ratio]), depth - 1))"
    case .count: return "\(number(.count, depth - 1)) × 2"
    }
  }

  /// Something above zero of a kind, as the checker can see.
  mutating func positive(_ kind: Kind, _ depth: Int) -> String {
    let all = figures + (table?.figures ?? [])
    let safe = guarded.filter { $0.kind == kind }.map(\.name)
    if !safe.isEmpty, !random.isOne(in: 4) { return random.pick(safe) }
    let names = all.filter { $0.kind == kind && $0.isPositive }.map(\.name)
    if !names.isEmpty, !random.isOne(in: 3) { return random.pick(names) }
    switch random.int(0...2) {
    case 0: return "(绝对值(\(number(kind, depth - 1))) ＋ \(constant(kind, isPositive: true)))"
    case 1: return "最大(\(number(kind, depth - 1)), \(constant(kind, isPositive: true)))"
    default: return constant(kind, isPositive: true)
    }
  }

  private mutating func quotient(_ kind: Kind, _ depth: Int) -> String {
    switch kind {
    case .ratio:
      let inner = random.pick(Kind.allCases)
      return "(\(number(inner, depth - 1)) ÷ \(positive(inner, depth - 1)))"
    case .number: return "3 × (\(number(.money, depth - 1)) ÷ \(positive(.money, depth - 1)))"
    case .money: return "(\(number(.money, depth - 1)) ÷ \(positive(.number, depth - 1)))"
    case .count: return "(天数(\(random.pick(dates)), 2023-06-30) ÷ 1 天 × 1 人)"
    }
  }

  private mutating func aggregate(_ kind: Kind) -> String {
    let chosen = random.pick(tables)
    guard let column = chosen.figures.first(where: { $0.kind == kind }) else { return leaf(kind) }
    table = chosen
    defer { table = nil }
    let inner =
      random.isOne(in: 2)
      ? "\(chosen.name).\(column.name)" : "(\(number(kind, 1)) ＋ \(chosen.name).\(column.name))"
    let filter = random.isOne(in: 3) ? " 其中 \(condition(1))" : ""
    guard chosen.rowsMin > 0, filter.isEmpty else { return "合计(\(inner)\(filter))" }
    if chosen.rowsMin >= 3, random.isOne(in: 3), kind != .count { return "去极值平均(\(inner), 1)" }
    if kind == .count { return "\(random.pick(["合计", "最小", "最大"]))(\(inner))" }
    return "\(random.pick(["合计", "平均", "最小", "最大"]))(\(inner))"
  }

  /// A whole number of a plain kind that is never negative.
  mutating func wholeCount() -> String {
    if table == nil, !tables.isEmpty, random.isOne(in: 3) {
      let chosen = random.pick(tables)
      table = chosen
      defer { table = nil }
      return random.isOne(in: 2)
        ? "计数(\(chosen.name))" : "计数(\(chosen.name) 其中 \(condition(1)))"
    }
    let names = figures.filter { $0.kind == .count && $0.isNotNegative }.map(\.name)
    guard !names.isEmpty else { return "绝对值(天数(\(dates[0]), 2023-06-30))" }
    return random.isOne(in: 4)
      ? "最大(\(random.pick(names)) － 1, 0)" : random.pick(names)
  }

  // MARK: Conditions

  mutating func condition(_ depth: Int) -> String {
    guard depth > 0 else { return simpleCondition() }
    switch random.int(0...9) {
    case 0: return "(\(condition(depth - 1)) 且 \(condition(depth - 1)))"
    case 1: return "(\(condition(depth - 1)) 或 \(condition(depth - 1)))"
    case 2: return "非 (\(condition(depth - 1)))"
    case 3, 4, 5:
      let kind = random.pick(Kind.allCases)
      let comparison = random.pick(["＝", "≠", "＜", "≤", "＞", "≥"])
      return "\(number(kind, depth - 1)) \(comparison) \(number(kind, depth - 1))"
    case 6:
      let kind = random.pick(Kind.allCases)
      let margin = constant(kind, isPositive: true)
      return "\(number(kind, depth - 1)) ＝ \(number(kind, depth - 1)) 误差 \(margin)"
    case 7: return membership(depth)
    case 8 where table == nil && !tables.isEmpty: return tableCondition()
    default: return simpleCondition()
    }
  }

  private mutating func membership(_ depth: Int) -> String {
    let kind = random.pick([Kind.number, .ratio])
    let end = kind == .ratio ? "100%" : "5"
    let range = random.pick(["[0, \(end)]", "(0, \(end)]", "[0, \(end))", "(0, \(end))"])
    return "\(number(kind, depth - 1)) 属于 \(range)"
  }

  private mutating func tableCondition() -> String {
    let chosen = random.pick(tables)
    table = chosen
    defer { table = nil }
    switch random.int(0...3) {
    case 0: return "全部(\(chosen.name).成)"
    case 1: return "任一(\(chosen.name).成 且 \(condition(1)))"
    case 2: return "全部(\(chosen.name).成 或 \(condition(1)))"
    default: return "计数(\(chosen.name) 其中 成) ≥ 2"
    }
  }

  private mutating func simpleCondition() -> String {
    if let table, random.isOne(in: 2) { return table.answer }
    switch random.int(0...6) {
    case 0:
      let choice = random.pick(choices)
      return "\(choice.name) \(random.pick(["＝", "≠"])) \(random.pick(choice.values))"
    case 1 where usesTablesAndTexts: return "\(random.pick(texts)) \(random.pick(["＝", "≠"])) “真”"
    case 2: return "\(random.pick(dates)) \(random.pick(["＜", "≥", "＝"])) 2023-06-30"
    case 3 where usesTablesAndTexts: return "年数(\(dates[0]), \(dates[1])) ≥ 1"
    case 4 where table == nil:
      if let score = score() { return "\(score) ≥ \(constant(.number))" }
      return random.pick(answers)
    default: return random.pick(answers)
    }
  }
}
