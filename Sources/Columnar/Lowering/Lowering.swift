import Evaluator
import ExactNumbers
import RuleLang

/// Lowers a program to loops over the columns of blocks of one shape.
///
/// Each slot of the program becomes a ``Lane``. Only what scores depend on is lowered: checks are
/// not. Where the engine would find something missing or undefined, rows are marked as unknown, and
/// scored by the engine; so a plan need not know how these combine.
struct Lowering {
  let program: Program
  let shape: Shape
  var steps: [Step] = []
  private(set) var narrowCount: Int
  private(set) var wideCount = 0
  private(set) var flagCount: Int
  private var lanes: [Lane?]
  private let reach: [Bool]
  var scores: [Lane?]
  var headingLanes: [Int: Lane] = [:]
  /// Figures that are 0 or 1, by their registers of one word: the answers they are made of.
  var ticks: [Int: Flags] = [:]
  /// Where numbers are 0, by their registers of one word.
  var zeros: [Int: Flags] = [:]
  private var noFlags: Flags?

  var ruleset: Ruleset { program.ruleset }

  /// The plan for blocks of a shape.
  ///
  /// - Throws: what stands in the way; then records are scored one by one.
  static func plan(_ program: Program, _ shape: Shape) throws(Obstacle) -> BlockPlan {
    var lowering = Lowering(program, shape)
    return try lowering.run()
  }

  private init(_ program: Program, _ shape: Shape) {
    self.program = program
    self.shape = shape
    narrowCount = shape.facts.count + shape.judgments.count
    flagCount = shape.facts.count
    lanes = Array(repeating: nil, count: program.template.count)
    scores = Array(repeating: nil, count: program.indicators.count)
    reach = Reach(program).slots
  }

  private mutating func run() throws(Obstacle) -> BlockPlan {
    for (slot, value) in program.template.enumerated() where reach[slot] {
      lanes[slot] = try slot < shape.facts.count ? fact(slot) : constant(value)
    }
    for instruction in program.instructions where reach[Int(instruction.result)] {
      lanes[Int(instruction.result)] = try lower(instruction.operation)
    }
    return try whole()
  }

  private mutating func fact(_ index: Int) throws(Obstacle) -> Lane {
    switch shape.facts[index] {
    case .number(let unit, let bounds)?:
      return .number(
        Fraction(numerator: Register(index: index, isWide: false), bounds: bounds, unit: unit))
    case .tick(let unit)?:
      // The step goes where nothing computes with the number: asking and counting take the answers.
      let number = register(isWide: false)
      steps.append(.tally([(Flags(index: index), Int64(1))], constant: 0, to: number))
      ticks[number.index] = Flags(index: index)
      return .number(Fraction(numerator: number, bounds: .tick, unit: unit))
    case .truth?: return .truth(Truth(flags: Flags(index: index)))
    case .choice?: return .choice(Register(index: index, isWide: false))
    case nil: throw .notColumnar
    }
  }

  private func constant(_ value: Value) -> Lane? {
    switch value {
    case .number(let number): .constant(number)
    case .boolean(let value): .fixedTruth(value)
    case .choice(let index): .fixedChoice(index)
    case .text, .missing, .undefined: nil
    }
  }

  private mutating func lower(_ operation: Instruction.Operation) throws(Obstacle) -> Lane {
    switch operation {
    case .negate(let slot): return try scaled(lane(slot), by: Rational(-1))
    case .sum(let range): return try sum(operands(range))
    case .product(let range): return try product(operands(range))
    case .compare(let left, let comparison, let right):
      return try compare(lane(left), comparison, lane(right))
    case .equalWithin(let left, let right, let margin):
      let difference = try sum([(lane(left), false), (lane(right), true)])
      return try compare(magnitude(difference), .lessOrEqual, lane(margin))
    case .and(let range): return try connect(operands(range).map(\.0), deciding: false)
    case .or(let range): return try connect(operands(range).map(\.0), deciding: true)
    case .not(let slot): return try negated(lane(slot))
    case .select(let condition, let value, let otherwise):
      return try select(lane(condition), lane(value), lane(otherwise))
    case .magnitude(let slot): return try magnitude(lane(slot))
    case .minimum(let range): return try extreme(operands(range).map(\.0), isMinimum: true)
    case .maximum(let range): return try extreme(operands(range).map(\.0), isMinimum: false)
    case .round(let slot, let step, let mode):
      guard case .constant(let step) = try lane(step) else { throw .notColumnar }
      return try rounded(lane(slot), to: step, mode)
    case .indicator(let index):
      let score = try score(Int(index))
      scores[Int(index)] = score
      return score
    case .measure(let index, let slot):
      return try measure(lane(slot), of: Int(index))
    case .heading(let index): return try headingScore(Int(index), 0)
    case .years, .aggregate: throw .notColumnar
    }
  }

  func lane(_ slot: Int32) throws(Obstacle) -> Lane { try lane(Int(slot)) }

  func lane(_ slot: Int) throws(Obstacle) -> Lane {
    guard let lane = lanes[slot] else { throw .notColumnar }
    return lane
  }

  private func operands(
    _ range: OperandRange
  ) throws(Obstacle) -> [(Lane, isInverse: Bool)] {
    var list: [(Lane, isInverse: Bool)] = []
    for index in Int(range.lower)..<Int(range.lower + range.count) {
      let operand = program.operands[index]
      list.append((try lane(operand.slot), operand.isInverse))
    }
    return list
  }

  // MARK: Registers

  mutating func register(isWide: Bool) -> Register {
    if isWide {
      wideCount += 1
      return Register(index: wideCount - 1, isWide: true)
    }
    narrowCount += 1
    return Register(index: narrowCount - 1, isWide: false)
  }

  /// A register that holds numbers within bounds.
  mutating func register(for bounds: Bounds) -> Register { register(isWide: !bounds.isNarrow) }

  mutating func flags() -> Flags {
    flagCount += 1
    return Flags(index: flagCount - 1)
  }

  /// Answers that are no everywhere.
  mutating func none() -> Flags {
    if let noFlags { return noFlags }
    let none = flags()
    steps.append(.setFlags(false, to: none))
    noFlags = none
    return none
  }

  /// The same numbers in a register of a width.
  mutating func fitted(_ source: Register, isWide: Bool) -> Register {
    guard source.isWide != isWide else { return source }
    let result = register(isWide: isWide)
    steps.append(isWide ? .widen(source, to: result) : .narrow(source, to: result))
    return result
  }

  /// The rows that are unknown in any of several.
  mutating func union(_ all: [Flags?]) -> Flags? {
    var result: Flags?
    for flags in all {
      guard let flags else { continue }
      guard let before = result, before != flags else {
        result = flags
        continue
      }
      let joined = self.flags()
      steps.append(.or(before, flags, to: joined))
      result = joined
    }
    return result
  }
}
