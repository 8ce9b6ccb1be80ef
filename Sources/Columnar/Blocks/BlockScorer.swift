import Evaluator
import ExactNumbers
import RuleLang

/// Scores blocks by one program; it keeps the plans it has made.
///
/// Used by one thread at a time.
final class BlockScorer {
  /// How the columns of a block are stored, whatever their values are.
  struct Layout: Hashable {
    enum Column: Hashable {
      case number(unit: Rational)
      /// Numbers that are none or one of a unit, kept as answers.
      case tick(unit: Rational)
      case truth
      case choice
    }

    /// By fact; nil where there is no such column.
    var facts: [Column?]
    /// By indicator: the unit of the points that evaluators gave.
    var judgments: [Rational?]
  }

  /// A plan with its memory.
  final class Prepared {
    let plan: BlockPlan
    let registers: Registers
    /// Rows with a number of more bits are scored by themselves; nil where all of the shape fit.
    let bitsMax: Int?
    /// What writes its results, once there was something to write, and for how many rows so far.
    var writer: RowWriter?
    var rowCount = 0

    init(_ plan: BlockPlan, capacity: Int, bitsMax: Int?) {
      self.plan = plan
      registers = Registers(plan, capacity: capacity)
      self.bitsMax = bitsMax
    }
  }

  /// The usual shape, and between what the numbers of each of its columns lie.
  private struct Usual {
    let layout: Layout
    let shape: Shape
    let prepared: Prepared
    let columns: [(index: Int, lower: Int64, upper: Int64)]
  }

  private let program: Program
  private let capacity: Int
  private var prepared: [(shape: Shape, plan: Prepared)] = []
  /// The shape that most blocks fit, with its plan.
  private var usual: Usual?
  private var impossible: Set<Shape> = []
  private let declared: [Interval]
  private let isUsed: [Bool]
  /// Few shapes come in practice; beyond this many the oldest are of no use.
  private static let preparedMax = 16

  init(_ program: Program, capacity: Int) {
    self.program = program
    self.capacity = capacity
    declared = program.ruleset.facts.map(\.bounds)
    isUsed = Array(Reach(program).slots.prefix(program.ruleset.facts.count))
  }

  /// Scores a block; the registers of the result hold until the next call.
  ///
  /// Rows that cannot be scored here are left out of the block.
  ///
  /// - Returns: the plan and its registers; nil where no row could be scored.
  func score(_ block: ColumnBlock, _ layout: Layout) -> Prepared? {
    guard block.count > 0 else { return nil }
    guard let prepared = plan(for: block, layout) else { return nil }
    if let bitsMax = prepared.bitsMax { leaveOut(block, layout, beyond: bitsMax) }
    bind(block, layout, to: prepared.registers)
    BlockRun(prepared.registers, count: block.count).run(prepared.plan)
    if let unknown = prepared.plan.unknown {
      let flags = prepared.registers.flags(unknown)
      for row in 0..<block.count { block.isLeftOut[row] |= flags[row] }
    }
    return prepared
  }

  private func bind(_ block: ColumnBlock, _ layout: Layout, to registers: Registers) {
    for (index, column) in layout.facts.enumerated() {
      switch column {
      case .number?, .choice?: registers.bind(index, to: block.numbers[index])
      case .truth?, .tick?: registers.bind(Flags(index: index), to: block.answers[index])
      case nil: break
      }
    }
    for (index, unit) in layout.judgments.enumerated() where unit != nil {
      let place = layout.facts.count + index
      registers.bind(place, to: block.numbers[place])
    }
  }

  // MARK: Shapes

  private func shape(of block: ColumnBlock, _ layout: Layout) -> Shape {
    var shape = Shape(
      facts: Array(repeating: nil, count: layout.facts.count),
      judgments: Array(repeating: nil, count: layout.judgments.count))
    for (index, column) in layout.facts.enumerated() where isUsed[index] {
      switch column {
      case .number(let unit)?:
        shape.facts[index] = .number(
          unit: unit, bounds(block.bounds(index), declared[index], unit))
      case .tick(let unit)?: shape.facts[index] = .tick(unit: unit)
      case .truth?: shape.facts[index] = .truth
      case .choice?: shape.facts[index] = .choice
      case nil: break
      }
    }
    for (index, unit) in layout.judgments.enumerated() {
      guard let unit else { continue }
      let points = program.ruleset.indicators[index].points
      shape.judgments[index] = .number(
        unit: unit,
        bounds(block.bounds(layout.facts.count + index), Interval(.zero, points), unit))
    }
    return shape
  }

  /// Bounds in steps of a few bits, so that blocks share plans; what the rules declare is kept.
  private func bounds(
    _ found: (lower: Int64, upper: Int64), _ declared: Interval, _ unit: Rational
  ) -> Bounds {
    var lower = found.lower < 0 ? -Self.raised(found.lower.magnitude) : 0
    var upper = Self.raised(found.upper.magnitude)
    if let end = declared.lower, let count = end.value.divided(by: unit) {
      if count.signum() > 0 || count.isZero && !end.isClosed { lower = 1 }
      if count.isZero && end.isClosed { lower = 0 }
    }
    if let end = declared.upper?.value.divided(by: unit)?.floor().machineWord, end >= 0 {
      upper = min(upper, Int128(end))
    }
    return (try? Bounds(min(lower, upper), max(lower, upper))) ?? Bounds.one
  }

  private static func raised(_ magnitude: UInt64) -> Int128 {
    let bits = 64 - magnitude.leadingZeroBitCount
    return (Int128(1) << Int128((bits + 3) / 4 * 4)) - 1
  }

  // MARK: Plans

  private func plan(for block: ColumnBlock, _ layout: Layout) -> Prepared? {
    if let usual, usual.layout == layout, fits(block, usual) { return usual.prepared }
    let shape = shape(of: block, layout)
    return usualPlan(for: shape, layout) ?? prepare(shape)
  }

  /// Whether all numbers of a block lie within the usual shape; a few comparisons in nearly all
  /// blocks.
  private func fits(_ block: ColumnBlock, _ usual: Usual) -> Bool {
    for (index, lower, upper) in usual.columns {
      let bits = block.bits[index]
      if bits >= 0 {
        guard bits <= upper else { return false }
      } else {
        let bounds = block.bounds(index)
        guard lower <= bounds.lower, bounds.upper <= upper else { return false }
      }
    }
    return true
  }

  /// The plan for the usual shape, where a block has it; what a block has more of becomes usual,
  /// unless it takes wider numbers to compute with.
  private func usualPlan(for shape: Shape, _ layout: Layout) -> Prepared? {
    guard let known = usual, known.layout == layout, let joined = known.shape.joined(with: shape)
    else {
      guard let first = prepare(shape), first.bitsMax == nil else { return nil }
      return settle(shape, layout, first)
    }
    if joined == known.shape { return known.prepared }
    guard let wider = prepare(joined), wider.bitsMax == nil,
      wider.plan.wideCount <= known.prepared.plan.wideCount
    else { return nil }
    return settle(joined, layout, wider)
  }

  private func settle(_ shape: Shape, _ layout: Layout, _ prepared: Prepared) -> Prepared {
    var columns: [(index: Int, lower: Int64, upper: Int64)] = []
    for (index, column) in (shape.facts + shape.judgments).enumerated() {
      guard case .number(_, let bounds)? = column else { continue }
      // The bits of all numbers together may pass what the rules declare; no single number does.
      let upper = Self.raised(UInt64(clamping: bounds.upper))
      columns.append((index, Int64(clamping: bounds.lower), Int64(clamping: upper)))
    }
    usual = Usual(layout: layout, shape: shape, prepared: prepared, columns: columns)
    return prepared
  }

  private func prepare(_ shape: Shape) -> Prepared? {
    if let known = prepared.first(where: { $0.shape == shape }) { return known.plan }
    guard !impossible.contains(shape) else { return nil }
    if prepared.count >= Self.preparedMax { prepared.removeAll() }
    if let plan = try? Lowering.plan(program, shape) {
      let made = Prepared(
        plan.compacted(
          inputCount: shape.facts.count + shape.judgments.count, inputFlagCount: shape.facts.count),
        capacity: capacity, bitsMax: nil)
      prepared.append((shape, made))
      return made
    }
    for bitsMax in [48, 40, 32, 24, 16] {
      guard let plan = try? Lowering.plan(program, shape.limited(to: bitsMax)) else { continue }
      let made = Prepared(
        plan.compacted(
          inputCount: shape.facts.count + shape.judgments.count, inputFlagCount: shape.facts.count),
        capacity: capacity, bitsMax: bitsMax)
      prepared.append((shape, made))
      return made
    }
    if impossible.count >= Self.preparedMax { impossible.removeAll() }
    impossible.insert(shape)
    return nil
  }

  private func leaveOut(_ block: ColumnBlock, _ layout: Layout, beyond bitsMax: Int) {
    let most = (Int64(1) << Int64(bitsMax)) - 1
    var columns = layout.facts.indices.filter { isUsed[$0] && layout.facts[$0]?.isNumber == true }
    columns += layout.judgments.indices.filter { layout.judgments[$0] != nil }
      .map { $0 + layout.facts.count }
    for column in columns where block.bits[column] < 0 || block.bits[column] > most {
      let values = block.numbers[column]
      for row in 0..<block.count where values[row] > most || values[row] < -most {
        block.isLeftOut[row] = 1
      }
    }
  }
}

extension BlockScorer.Layout.Column {
  /// Whether it is kept as answers.
  var isAnswer: Bool {
    switch self {
    case .truth, .tick: true
    case .number, .choice: false
    }
  }

  var isNumber: Bool {
    if case .number = self { return true }
    return false
  }
}

extension Shape {
  /// A shape for blocks of both; nil where their columns are not stored alike.
  func joined(with other: Shape) -> Shape? {
    guard let facts = Self.joined(facts, other.facts),
      let judgments = Self.joined(judgments, other.judgments)
    else { return nil }
    return Shape(facts: facts, judgments: judgments)
  }

  private static func joined(_ first: [Column?], _ second: [Column?]) -> [Column?]? {
    var all: [Column?] = []
    for (one, two) in zip(first, second) {
      switch (one, two) {
      case (.number(let unit, let bounds)?, .number(let otherUnit, let otherBounds)?):
        guard unit == otherUnit else { return nil }
        all.append(.number(unit: unit, bounds.hull(otherBounds)))
      default:
        guard one == two else { return nil }
        all.append(one)
      }
    }
    return all
  }

  /// The same with numbers of at most so many bits.
  func limited(to bitsMax: Int) -> Shape {
    let most = (Int128(1) << Int128(bitsMax)) - 1
    func limited(_ column: Column?) -> Column? {
      guard case .number(let unit, let bounds)? = column else { return column }
      let limited = try? Bounds(max(-most, min(bounds.lower, most)), min(bounds.upper, most))
      return .number(unit: unit, limited ?? bounds)
    }
    return Shape(facts: facts.map(limited), judgments: judgments.map(limited))
  }
}
