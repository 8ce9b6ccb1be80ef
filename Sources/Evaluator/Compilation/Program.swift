package import ExactNumbers
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
  package let template: [Value]

  /// What to do, in order.
  package let instructions: [Instruction]

  /// The operands of instructions that take lists.
  package let operands: [Operand]

  /// The programs for the rows of tables.
  package let aggregates: [AggregateProgram]

  /// The indicators, by index.
  package let indicators: [IndicatorProgram]

  /// What stands under each heading.
  package let tree: HeadingTree

  /// The slot of each definition.
  package let definitionSlots: [Int]

  /// The slots of the conditions of grades; nil for grades without.
  package let gradeConditions: [Int?]

  /// The slots of the conditions of vetoes.
  package let vetoConditions: [Int]

  /// The slots of the conditions of bonuses and penalties.
  package let adjustmentConditions: [Int]

  /// The slots of the checks.
  package let checks: [CheckSlots]

  /// The slots of the limits of declared orders.
  package let orders: [[Int]]

  /// The texts of constants, by number.
  package let texts: [String]

  /// Whether any expression reads a text; otherwise those of a record are not looked at.
  package let readsTexts: Bool

  /// Lowers a ruleset.
  ///
  /// - Complexity: O(*n*) in the size of the rules.
  public init(_ ruleset: Ruleset) { self = Compiler.compile(ruleset) }

  /// The slots of a check: whether it holds and, where it compares numbers, its two sides and the
  /// most they may be apart.
  package struct CheckSlots: Sendable {
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
package enum Value: Sendable, Equatable {
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
  package enum Cause: Sendable, Equatable {
    case divisionByZero
    case noRows
    case numberTooLarge
  }

  package var number: Rational? {
    if case .number(let value) = self { return value }
    return nil
  }

  package var boolean: Bool? {
    if case .boolean(let value) = self { return value }
    return nil
  }

  /// What an operation gives whose operands are not all known.
  package var absence: Value? {
    switch self {
    case .missing, .undefined: self
    default: nil
    }
  }
}

/// A run of operands in a program's pool.
package struct OperandRange: Sendable {
  package let lower: Int32
  package let count: Int32
}

/// An operand of a sum, a product or a list.
package struct Operand: Sendable {
  package let slot: Int32
  /// Whether it is subtracted, or divided by.
  package let isInverse: Bool
}

/// One step of a program; its result goes to a slot of its own.
package struct Instruction: Sendable {
  /// What a step does.
  package enum Operation: Sendable {
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

  package let operation: Operation
  package let result: Int32
}

/// A program for the rows of a table, and how their values become one.
package struct AggregateProgram: Sendable {
  package let aggregation: Aggregation
  package let table: Int
  /// The values of a row's slots before it is run: cells first, then what comes from outside.
  package let template: [Value]
  package let columnCount: Int
  /// The slots outside whose values the rows use, with their slots inside.
  package let imports: [(outer: Int, inner: Int)]
  package let instructions: [Instruction]
  package let operands: [Operand]
  package let value: Int?
  package let filter: Int?
}

/// An indicator lowered: where its conditions, measures and ends are.
package struct IndicatorProgram: Sendable {
  package struct CaseProgram: Sendable {
    package let condition: Int
    package let outcome: Case.Outcome
  }

  package let cases: [CaseProgram]
  package let method: MethodProgram
}

/// A method lowered.
package indirect enum MethodProgram: Sendable {
  case bands(measure: Int, [BandProgram])
  case checklist([(points: Rational, condition: Int)], isLadder: Bool)
  case deductions([(points: Rational, slot: Int, isCount: Bool)])
  case judged
  case formula(Int, isClamped: Bool)
  case bestOf([(cases: [IndicatorProgram.CaseProgram], method: MethodProgram)])
}

/// A band lowered.
package struct BandProgram: Sendable {
  package struct End: Sendable {
    package let slot: Int
    package let isClosed: Bool
  }

  package enum Values: Sendable {
    case interval(lower: End?, upper: End?)
    case notEqual(Int)
    case choice(Int)
    case boolean(Bool)
    case never
  }

  package let values: Values
  package let outcome: Band.Outcome
}
