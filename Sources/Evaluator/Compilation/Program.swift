import ExactNumbers
public import RuleLang

/// A ruleset lowered to a flat list of instructions over numbered slots.
///
/// The compiler makes it, once for a ruleset; it never changes and may be shared. Slots hold, in
/// this order, the facts, then constants and results; each result has its own slot, so that
/// after a run every intermediate value is still there for the explanation.
public struct Program: Sendable {
  /// The ruleset it was made from.
  public let ruleset: Ruleset

  /// The values of all slots before a run: constants in place, facts missing.
  let template: [Value]

  /// What to do, in order.
  let instructions: [Instruction]

  /// The operands of instructions that take lists.
  let operands: [Operand]

  /// The programs for the rows of tables.
  let aggregates: [AggregateProgram]

  /// The indicators, by index.
  let indicators: [IndicatorProgram]

  /// What stands under each heading.
  let tree: HeadingTree

  /// The slot of each definition.
  let definitionSlots: [Int]

  /// The slots of the conditions of grades; nil for grades without.
  let gradeConditions: [Int?]

  /// The slots of the conditions of vetoes.
  let vetoConditions: [Int]

  /// The slots of the conditions of bonuses and penalties.
  let adjustmentConditions: [Int]

  /// The slots of the checks.
  let checks: [CheckSlots]

  /// The slots of the limits of declared orders.
  let orders: [[Int]]

  /// The texts of constants, by number.
  let texts: [String]

  /// Whether any expression reads a text; otherwise those of a record are not looked at.
  let readsTexts: Bool

  /// Lowers a ruleset.
  ///
  /// - Complexity: O(*n*) in the size of the rules.
  public init(_ ruleset: Ruleset) { self = Compiler.compile(ruleset) }

  /// The slots of a check: whether it holds and, where it compares numbers, its two sides and the
  /// most they may be apart.
  struct CheckSlots: Sendable {
    let condition: Int
    let left: Int?
    let right: Int?
    let margin: Int?
  }

  init(
    ruleset: Ruleset, template: [Value], instructions: [Instruction], operands: [Operand],
    aggregates: [AggregateProgram], indicators: [IndicatorProgram], tree: HeadingTree,
    definitionSlots: [Int], roots: Compiler.Roots, texts: [String],
    readsTexts: Bool
  ) {
    self.ruleset = ruleset
    self.template = template
    self.instructions = instructions
    self.operands = operands
    self.aggregates = aggregates
    self.indicators = indicators
    self.tree = tree
    self.definitionSlots = definitionSlots
    gradeConditions = roots.gradeConditions
    vetoConditions = roots.vetoConditions
    adjustmentConditions = roots.adjustmentConditions
    checks = roots.checks
    orders = roots.orders
    self.texts = texts
    self.readsTexts = readsTexts
  }
}

/// The value of a slot.
enum Value: Sendable, Equatable {
  /// A number in base units, or the day number of a date.
  case number(Rational)
  case boolean(Bool)
  /// The index of a choice.
  case choice(Int)
  /// The number of a text; equal texts have equal numbers.
  case text(Int)
  /// The data do not have it.
  case missing
  /// It cannot be computed.
  case undefined(Cause)

  /// Why a value cannot be computed.
  enum Cause: Sendable, Equatable {
    case divisionByZero
    case noRows
    case numberTooLarge
  }

  var number: Rational? {
    if case .number(let value) = self { return value }
    return nil
  }

  var boolean: Bool? {
    if case .boolean(let value) = self { return value }
    return nil
  }

  /// What an operation gives whose operands are not all known.
  var absence: Value? {
    switch self {
    case .missing, .undefined: self
    default: nil
    }
  }
}

/// A run of operands in a program's pool.
struct OperandRange: Sendable {
  let lower: Int32
  let count: Int32
}

/// An operand of a sum, a product or a list.
struct Operand: Sendable {
  let slot: Int32
  /// Whether it is subtracted, or divided by.
  let isInverse: Bool
}

/// One step of a program; its result goes to a slot of its own.
struct Instruction: Sendable {
  /// What a step does.
  enum Operation: Sendable {
    case negate(Int32)
    case sum(OperandRange)
    case product(OperandRange)
    case compare(Int32, Comparison, Int32)
    case equalWithin(Int32, Int32, Int32)
    case and(OperandRange)
    case or(OperandRange)
    case not(Int32)
    case select(Int32, then: Int32, otherwise: Int32)
    case magnitude(Int32)
    case minimum(OperandRange)
    case maximum(OperandRange)
    case round(Int32, step: Int32, RoundingMode)
    case years(Int32, Int32)
    case aggregate(Int32)
    /// Scores an indicator; the result is its rounded score.
    case indicator(Int32)
    /// The measure of an indicator, as other rules see it: missing where a case decides before it.
    case measure(indicator: Int32, Int32)
    /// Sums what is under a heading, on the heading's own scale.
    case heading(Int32)
  }

  let operation: Operation
  let result: Int32
}

/// A program for the rows of a table, and how their values become one.
struct AggregateProgram: Sendable {
  let aggregation: Aggregation
  let table: Int
  /// The values of a row's slots before it is run: cells first, then what comes from outside.
  let template: [Value]
  let columnCount: Int
  /// The slots outside whose values the rows use, with their slots inside.
  let imports: [(outer: Int, inner: Int)]
  let instructions: [Instruction]
  let operands: [Operand]
  let value: Int?
  let filter: Int?
}

/// An indicator lowered: where its conditions, measures and ends are.
struct IndicatorProgram: Sendable {
  struct CaseProgram: Sendable {
    let condition: Int
    let outcome: Case.Outcome
  }

  let cases: [CaseProgram]
  let method: MethodProgram
}

/// A method lowered.
indirect enum MethodProgram: Sendable {
  case bands(measure: Int, [BandProgram])
  case checklist([(points: Rational, condition: Int)], isLadder: Bool)
  case deductions([(points: Rational, slot: Int, isCount: Bool)])
  case judged
  case formula(Int, isClamped: Bool)
  case bestOf([(cases: [IndicatorProgram.CaseProgram], method: MethodProgram)])
}

/// A band lowered.
struct BandProgram: Sendable {
  struct End: Sendable {
    let slot: Int
    let isClosed: Bool
  }

  enum Values: Sendable {
    case interval(lower: End?, upper: End?)
    case notEqual(Int)
    case choice(Int)
    case boolean(Bool)
    case never
  }

  let values: Values
  let outcome: Band.Outcome
}
