import ExactNumbers
import RuleLang

/// Looks for the figures of one record, changing some and solving for one at a time.
struct FigureSearch {
  /// A slot and the number it should have.
  struct Wish {
    let slot: Int
    let value: Rational
  }

  /// A number of the record that can be changed.
  private enum Variable {
    case fact(Int)
    case cell(table: Int, row: Int, column: Int)
  }

  private let program: Program
  private let slice: ProgramSlice
  private let wish: Wish?
  private let figures: TrialFigures
  private let runCountMax: Int
  private var runCount = 0
  private var sequence = TrialSequence()

  init(_ program: Program, _ slice: ProgramSlice, _ wish: Wish?, runCountMax: Int) {
    self.runCountMax = runCountMax
    self.program = program
    self.slice = slice
    self.wish = wish
    figures = TrialFigures(program.ruleset, slice, wish?.value)
  }

  /// The first record found that shows what is wanted.
  mutating func run(_ isShown: (Execution) -> Bool) -> Record? {
    for attempt in 0..<runCountMax {
      let record = figures.record(attempt, &sequence)
      let execution = execute(record)
      if isShown(execution) { return record }
      if let found = solved(from: execution, isShown) { return found }
      if runCount > runCountMax { return nil }
      // Without numbers and with few answers there is nothing new to try.
      if figures.isExhausted(after: attempt) { return nil }
    }
    return nil
  }

  private mutating func execute(_ record: Record) -> Execution {
    runCount += 1
    var execution = Execution(preparing: program, record)
    for instruction in slice.instructions { execution.step(instruction) }
    return execution
  }

  // MARK: Solving

  /// A record that differs from a run's in one number, solved for.
  private mutating func solved(
    from execution: Execution, _ isShown: (Execution) -> Bool
  ) -> Record? {
    if let wish {
      for variable in variables(of: execution.record) {
        let roots = roots(of: variable, execution.record) { slots in
          slots[wish.slot].number.map { $0 - wish.value }
        }
        for root in roots {
          if let found = shown(execution.record, variable, root, isShown) { return found }
        }
      }
      return nil
    }
    guard !slice.comparisons.isEmpty else { return nil }
    let (left, right) = slice.comparisons[sequence.next(below: slice.comparisons.count)]
    let variables = variables(of: execution.record)
    guard !variables.isEmpty else { return nil }
    let variable = variables[sequence.next(below: variables.count)]
    let roots = roots(of: variable, execution.record) { slots in
      guard let first = slots[left].number, let second = slots[right].number else { return nil }
      return first - second
    }
    for root in roots {
      let beside = nearby(root, variable)
      for value in beside {
        if let found = shown(execution.record, variable, value, isShown) { return found }
      }
    }
    return nil
  }

  private mutating func shown(
    _ record: Record, _ variable: Variable, _ value: Rational, _ isShown: (Execution) -> Bool
  ) -> Record? {
    guard allows(variable, value) else { return nil }
    let changed = setting(variable, value, in: record)
    return isShown(execute(changed)) ? changed : nil
  }

  /// A root, and the values just beside it that a person would write.
  private func nearby(_ root: Rational, _ variable: Variable) -> [Rational] {
    let field = field(variable)
    let distance: Rational =
      field.type.number?.isRatio ?? false
      ? (Rational(1, over: 100) ?? .one) : figures.unitFactor(field)
    let part = root.magnitude * (Rational(1, over: 10) ?? .one)
    let values = [root, root + distance, root - distance, root + part, root - part]
    guard figures.isWhole(field) else { return values }
    return values.map { $0.floor() } + [root.ceiling()]
  }

  /// Where a function of one number is zero, found through three of its values at a time: it may
  /// be a quotient of straight lines, piece by piece.
  private mutating func roots(
    of variable: Variable, _ record: Record, _ function: ([Value]) -> Rational?
  ) -> [Rational] {
    let field = field(variable)
    var known: [(at: Rational, value: Rational)] = []
    for place in figures.places(field, around: number(variable, record)) {
      let execution = execute(setting(variable, place, in: record))
      if let value = function(execution.slots) { known.append((place, value)) }
    }
    var roots = known.filter { $0.value.isZero }.map(\.at)
    for start in known.indices.dropLast(2) {
      let root = Self.root(known[start], known[start + 1], known[start + 2])
      if let root, !roots.contains(root) { roots.append(root) }
    }
    return roots
  }

  /// The zero of (a·x + b) ÷ (c·x + d) through three points, by the cross-ratio, which such a
  /// function keeps.
  static func root(
    _ first: (at: Rational, value: Rational), _ second: (at: Rational, value: Rational),
    _ third: (at: Rational, value: Rational)
  ) -> Rational? {
    guard first.value != second.value, !third.value.isZero,
      let ratio = (second.value * (first.value - third.value)).divided(
        by: third.value * (first.value - second.value)),
      let factor = (ratio * (first.at - second.at)).divided(by: first.at - third.at)
    else { return nil }
    return (second.at - factor * third.at).divided(by: .one - factor)
  }

  // MARK: Numbers of a record

  private func variables(of record: Record) -> [Variable] {
    var variables = slice.facts.filter { figures.isNumber(program.ruleset.facts[$0]) }
      .map { Variable.fact($0) }
    for (table, columns) in slice.tables {
      for row in (record.tables[table] ?? []).indices {
        for column in columns.sorted()
        where figures.isNumber(program.ruleset.tables[table].columns[column]) {
          variables.append(.cell(table: table, row: row, column: column))
        }
      }
    }
    return variables
  }

  private func field(_ variable: Variable) -> Field {
    switch variable {
    case .fact(let index): program.ruleset.facts[index]
    case .cell(let table, _, let column): program.ruleset.tables[table].columns[column]
    }
  }

  private func number(_ variable: Variable, _ record: Record) -> Rational {
    let value: Constant?
    switch variable {
    case .fact(let index): value = record.facts[index]
    case .cell(let table, let row, let column): value = record.tables[table]?[row][column]
    }
    if case .number(let number)? = value { return number }
    return .zero
  }

  private func setting(_ variable: Variable, _ value: Rational, in record: Record) -> Record {
    var changed = record
    switch variable {
    case .fact(let index): changed.facts[index] = .number(value)
    case .cell(let table, let row, let column):
      changed.tables[table]?[row][column] = .number(value)
    }
    return changed
  }

  /// Whether a figure may have a value, and data can be written that give it.
  private func allows(_ variable: Variable, _ value: Rational) -> Bool {
    figures.allows(field(variable), value)
  }
}

/// Numbers in an order that looks like chance and is the same on every run.
struct TrialSequence {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// A number from 0 up to but not including a bound, which is positive.
  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return bound > 0 ? Int(truncatingIfNeeded: (state >> 33) % UInt64(bound)) : 0
  }
}
