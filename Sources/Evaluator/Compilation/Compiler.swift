import ExactNumbers
import RuleLang

/// Lowers a checked ruleset to a ``Program``.
struct Compiler {
  /// The slots of what is looked at once all indicators are scored.
  struct Roots: Sendable {
    var gradeConditions: [Int?] = []
    var vetoConditions: [Int] = []
    var adjustmentConditions: [Int] = []
    var checks: [Program.CheckSlots] = []
    var orders: [[Int]] = []
  }

  private let ruleset: Ruleset
  /// The record's frame, and above it that of the rows being lowered.
  private var frames: [Frame]
  private var texts = TextNumbers()
  private var readsTexts = false
  private var aggregates: [AggregateProgram] = []
  private var indicators: [IndicatorProgram?]
  private var definitionSlots: [Int]
  private var scoreSlots: [Int: Int] = [:]
  private var measureSlots: [Int: Int] = [:]
  private var headingSlots: [Int: Int] = [:]

  static func compile(_ ruleset: Ruleset) -> Program {
    var compiler = Compiler(ruleset)
    let roots = compiler.run()
    return Program(
      ruleset: ruleset, template: compiler.frames[0].template,
      instructions: compiler.frames[0].instructions, operands: compiler.frames[0].operands,
      aggregates: compiler.aggregates, indicators: compiler.indicators.compactMap { $0 },
      tree: HeadingTree(ruleset),
      definitionSlots: compiler.definitionSlots, roots: roots, texts: compiler.texts.all,
      readsTexts: compiler.readsTexts)
  }

  private init(_ ruleset: Ruleset) {
    self.ruleset = ruleset
    frames = [Frame(inputCount: ruleset.facts.count)]
    indicators = Array(repeating: nil, count: ruleset.indicators.count)
    definitionSlots = Array(repeating: 0, count: ruleset.definitions.count)
  }

  private mutating func run() -> Roots {
    for step in ruleset.evaluationOrder {
      switch step {
      case .definition(let index):
        definitionSlots[index] = lower(ruleset.definitions[index].expression)
      case .indicator(let index):
        indicators[index] = lower(ruleset.indicators[index])
        scoreSlots[index] = frames[frames.count - 1].append(.indicator(Int32(index)))
        if case .bands(let measure, _)? = indicators[index]?.method {
          measureSlots[index] = frames[frames.count - 1].append(
            .measure(indicator: Int32(index), Int32(measure)))
        }
      }
    }
    var roots = Roots()
    for grade in ruleset.grades {
      if case .condition(let condition) = grade.criterion {
        roots.gradeConditions.append(lower(condition))
      } else {
        roots.gradeConditions.append(nil)
      }
    }
    roots.vetoConditions = ruleset.vetoes.map { lower($0.condition) }
    roots.adjustmentConditions = ruleset.adjustments.map { lower($0.condition) }
    for check in ruleset.checks { roots.checks.append(lowerCheck(check)) }
    for order in ruleset.orders { roots.orders.append(order.limits.map { lower($0) }) }
    return roots
  }

  private mutating func lowerCheck(_ check: Check) -> Program.CheckSlots {
    switch check.condition.kind {
    case .comparison(let left, _, let right) where left.type.number != nil:
      let sides = (lower(left), lower(right))
      return .init(condition: lower(check.condition), left: sides.0, right: sides.1, margin: nil)
    case .equalWithin(let left, let right, let margin) where left.type.number != nil:
      let sides = (lower(left), lower(right))
      let tolerance = lower(margin)
      return .init(
        condition: lower(check.condition), left: sides.0, right: sides.1, margin: tolerance)
    default:
      return .init(condition: lower(check.condition), left: nil, right: nil, margin: nil)
    }
  }

  // MARK: Indicators

  private mutating func lower(_ indicator: Indicator) -> IndicatorProgram {
    IndicatorProgram(cases: lower(indicator.cases), method: lower(indicator.method))
  }

  private mutating func lower(_ cases: [Case]) -> [IndicatorProgram.CaseProgram] {
    cases.map { .init(condition: lower($0.condition), outcome: $0.outcome) }
  }

  private mutating func lower(_ method: Method) -> MethodProgram {
    switch method {
    case .bands(let bands):
      let measure = lower(bands.measure)
      return .bands(
        measure: measure,
        bands.bands.map { BandProgram(values: lower($0.values), outcome: $0.outcome) })
    case .checklist(let items, let isLadder):
      return .checklist(
        items.map { ($0.points, lower($0.condition)) }, isLadder: isLadder)
    case .deductions(let deductions):
      return .deductions(
        deductions.map { deduction in
          switch deduction.basis {
          case .per(let count): (deduction.points, lower(count), true)
          case .when(let condition): (deduction.points, lower(condition), false)
          }
        })
    case .judged: return .judged
    case .formula(let expression, let isClamped, _):
      return .formula(lower(expression), isClamped: isClamped)
    case .bestOf(let alternatives):
      return .bestOf(alternatives.map { (lower($0.cases), lower($0.method)) })
    }
  }

  private mutating func lower(_ values: Band.Values) -> BandProgram.Values {
    switch values {
    case .interval(let low, let high):
      let lower = low.map { BandProgram.End(slot: self.lower($0.value), isClosed: $0.isClosed) }
      let upper = high.map { BandProgram.End(slot: self.lower($0.value), isClosed: $0.isClosed) }
      return .interval(lower: lower, upper: upper)
    case .notEqual(let value): return .notEqual(lower(value))
    case .choice(let index): return .choice(index)
    case .boolean(let value): return .boolean(value)
    case .text: return .never
    }
  }

  // MARK: Expressions

  /// The slot of an expression's value; instructions for it are added to the frame.
  private mutating func lower(_ expression: TypedExpression) -> Int {
    if case .text = expression.type { readsTexts = true }
    switch expression.kind {
    case .constant(let constant): return frames[frames.count - 1].constant(texts.value(constant))
    case .fact(let index): return frames[frames.count - 1].outer(index)
    case .definition(let index): return frames[frames.count - 1].outer(definitionSlots[index])
    case .column(let index): return index
    case .score(let index): return frames[frames.count - 1].outer(scoreSlots[index] ?? 0)
    case .measure(let index): return frames[frames.count - 1].outer(measureSlots[index] ?? 0)
    case .headingScore(let index): return frames[frames.count - 1].outer(headingSlot(index))
    case .negated(let operand): return frames[frames.count - 1].append(.negate(slot(operand)))
    case .sum(let terms): return frames[frames.count - 1].append(.sum(operands(terms)))
    case .product(let factors): return frames[frames.count - 1].append(.product(operands(factors)))
    case .comparison(let left, let comparison, let right):
      return frames[frames.count - 1].append(.compare(slot(left), comparison, slot(right)))
    case .equalWithin(let left, let right, let margin):
      return frames[frames.count - 1].append(
        .equalWithin(slot(left), slot(right), slot(margin)))
    case .and(let parts): return frames[frames.count - 1].append(.and(list(parts)))
    case .or(let parts): return frames[frames.count - 1].append(.or(list(parts)))
    case .not(let operand): return frames[frames.count - 1].append(.not(slot(operand)))
    case .conditional(let condition, let value, let otherwise):
      return frames[frames.count - 1].append(
        .select(
          slot(condition), then: slot(value), otherwise: slot(otherwise)))
    case .function(let function, let arguments): return lower(function, arguments)
    case .aggregate(let aggregation, let table, let value, let filter):
      return lower(aggregation, table, value, filter)
    case .unknown: return frames[frames.count - 1].constant(.missing)
    }
  }

  private mutating func slot(_ expression: TypedExpression) -> Int32 {
    Int32(lower(expression))
  }

  private mutating func operands(
    _ parts: [TypedExpression.Operand]
  ) -> OperandRange {
    var lowered: [Operand] = []
    for part in parts {
      lowered.append(Operand(slot: slot(part.expression), isInverse: part.isInverse))
    }
    return frames[frames.count - 1].pool(lowered)
  }

  private mutating func list(_ parts: [TypedExpression]) -> OperandRange {
    var lowered: [Operand] = []
    for part in parts { lowered.append(Operand(slot: slot(part), isInverse: false)) }
    return frames[frames.count - 1].pool(lowered)
  }

  private mutating func lower(
    _ function: ScalarFunction, _ arguments: [TypedExpression]
  ) -> Int {
    switch function {
    case .magnitude: return frames[frames.count - 1].append(.magnitude(slot(arguments[0])))
    case .minimum: return frames[frames.count - 1].append(.minimum(list(arguments)))
    case .maximum: return frames[frames.count - 1].append(.maximum(list(arguments)))
    case .round(let mode):
      return frames[frames.count - 1].append(
        .round(slot(arguments[0]), step: slot(arguments[1]), mode))
    case .years:
      return frames[frames.count - 1].append(.years(slot(arguments[0]), slot(arguments[1])))
    }
  }

  private mutating func lower(
    _ aggregation: Aggregation, _ table: Int, _ value: TypedExpression?,
    _ filter: TypedExpression?
  ) -> Int {
    frames.append(Frame(inputCount: ruleset.tables[table].columns.count, isRow: true))
    let filterSlot = filter.map { lower($0) }
    let valueSlot = value.map { lower($0) }
    let rows = frames.removeLast()
    aggregates.append(
      AggregateProgram(
        aggregation: aggregation, table: table, template: rows.template,
        columnCount: ruleset.tables[table].columns.count, imports: rows.imports,
        instructions: rows.instructions, operands: rows.operands, value: valueSlot,
        filter: filterSlot))
    return frames[frames.count - 1].append(.aggregate(Int32(aggregates.count - 1)))
  }

  /// The slot of a heading's score; what is under it has been scored before.
  private mutating func headingSlot(_ index: Int) -> Int {
    if let slot = headingSlots[index] { return slot }
    let slot = frames[0].append(.heading(Int32(index)))
    headingSlots[index] = slot
    return slot
  }
}

/// The slots and instructions of the record's program, or of a table's rows.
struct Frame {
  private(set) var template: [Value]
  private(set) var instructions: [Instruction] = []
  private(set) var operands: [Operand] = []
  private(set) var imports: [(outer: Int, inner: Int)] = []
  private let isRow: Bool
  private var importSlots: [Int: Int] = [:]

  init(inputCount: Int, isRow: Bool = false) {
    template = Array(repeating: .missing, count: inputCount)
    self.isRow = isRow
  }

  /// A slot outside the rows, as seen from here.
  mutating func outer(_ slot: Int) -> Int {
    guard isRow else { return slot }
    if let known = importSlots[slot] { return known }
    template.append(.missing)
    importSlots[slot] = template.count - 1
    imports.append((slot, template.count - 1))
    return template.count - 1
  }

  mutating func constant(_ value: Value) -> Int {
    template.append(value)
    return template.count - 1
  }

  mutating func append(_ operation: Instruction.Operation) -> Int {
    template.append(.missing)
    instructions.append(Instruction(operation: operation, result: Int32(template.count - 1)))
    return template.count - 1
  }

  mutating func pool(_ list: [Operand]) -> OperandRange {
    let range = OperandRange(lower: Int32(operands.count), count: Int32(list.count))
    operands += list
    return range
  }
}

/// Numbers for texts, so that comparing texts is comparing numbers.
struct TextNumbers {
  private(set) var all: [String] = []
  private var numbers: [String: Int] = [:]

  init(_ texts: [String] = []) {
    for text in texts { _ = number(text) }
  }

  mutating func number(_ text: String) -> Int {
    if let known = numbers[text] { return known }
    numbers[text] = all.count
    all.append(text)
    return all.count - 1
  }

  mutating func value(_ constant: Constant) -> Value {
    switch constant {
    case .number(let value): .number(value)
    case .boolean(let value): .boolean(value)
    case .choice(let index): .choice(index)
    case .text(let text): .text(number(text))
    }
  }
}
