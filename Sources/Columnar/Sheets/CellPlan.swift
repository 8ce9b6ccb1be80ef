import Evaluator
import ExactNumbers
import RuleLang

/// How the cells of a column are read into a block.
struct CellPlan {
  enum Kind {
    /// Nothing is made of it.
    case passedOver
    case department
    /// It is what ``expected`` says, or the row is scored by itself.
    case expected
    case number
    case answer
    /// A day, a choice: it is read as values are.
    case other
    /// The reason of a judgment, which must have one below full points.
    case reason
  }

  let kind: Kind
  /// The column of the sheet.
  let column: Int
  /// The column of the block.
  var target = 0
  /// Whether scores depend on it, so that a row without it is scored by itself.
  var isNeeded = false
  /// Whether its numbers are whole, so that no digits behind the point are wanted.
  var isWhole = false
  /// Whether its numbers are 0 or 1, so that they are kept as answers.
  var isTick: Bool { kind == .number && isWhole && factor != nil && lower == 0 && upper == 1 }
  /// What its cells say in each row; empty is an empty cell.
  var expected: [UInt8] = []
  /// What one whole number of the sheet's unit is in base units; nil where bare numbers are errors.
  var factor: Rational?
  /// The digits behind the point that numbers are kept with.
  var decimals = 0
  /// Between what the numbers lie, as they are kept.
  var lower = Int64.min
  var upper = Int64.max
  /// Of a judgment, the intervals that its points have to lie in one of.
  var ranges: [Interval] = []
  /// The most digits behind the point that were met beyond ``decimals``, and how often.
  var wantedDecimals = 0
  var wantedCount = 0

  /// The unit of the whole numbers in the block.
  var unit: Rational {
    guard let factor, decimals > 0 else { return factor ?? .one }
    return factor.divided(by: Rational(CellPlan.powersOfTen[decimals])) ?? factor
  }

  static let powersOfTen: [Int] = (0...18).map { count in
    (0..<count).reduce(1) { value, _ in value * 10 }
  }

  /// The most digits behind the point that columns keep.
  static let decimalsMax = 9
}

extension CellPlan {
  /// The interval that reaches over all of ``ranges``; nil where there is none.
  var hull: Interval? {
    let ends = ranges.flatMap { [$0.lower, $0.upper].compactMap { $0?.value } }
    guard let lowest = ends.min(), let highest = ends.max() else { return nil }
    return Interval(lowest, highest)
  }

  /// Works out between what numbers may lie, once the unit is settled.
  mutating func settleBounds(_ bounds: Interval) {
    func whole(_ end: Interval.End, up: Bool) -> Int64 {
      guard let count = end.value.divided(by: unit) else { return up ? .min : .max }
      let edge = up ? count.ceiling() : count.floor()
      let isOutside = !end.isClosed && edge == count
      guard let word = edge.machineWord else {
        return edge.isNegative ? -Self.most : Self.most
      }
      let moved = isOutside ? (up ? word &+ 1 : word &- 1) : word
      return max(-Self.most, min(Int64(moved), Self.most))
    }
    lower = bounds.lower.map { whole($0, up: true) } ?? -Self.most
    upper = bounds.upper.map { whole($0, up: false) } ?? Self.most
  }

  /// No number of 18 digits is larger.
  private static let most: Int64 = 1_000_000_000_000_000_000
}

/// The plans of all columns of a sheet; nil where some column cannot be read into blocks.
struct CellPlans {
  var cells: [CellPlan]
  /// By fact, how its column stands in a block; a number's unit is that of its cells.
  let facts: [CellPlan.Kind?]

  init?(_ columns: SheetColumns, _ program: Program) {
    let ruleset = program.ruleset
    let reach = Reach(program).slots
    var facts: [CellPlan.Kind?] = Array(repeating: nil, count: ruleset.facts.count)
    var cells: [CellPlan] = []
    var hasDepartment = false
    var hasYear = columns.fiscalYear == columns.expectedYear
    for (index, purpose) in columns.purposes.enumerated() {
      switch purpose {
      case .nothing, .foreign: cells.append(CellPlan(kind: .passedOver, column: index))
      case .department:
        hasDepartment = true
        cells.append(CellPlan(kind: .department, column: index))
      case .fiscalYear:
        hasYear = true
        cells.append(Self.expected(String(columns.expectedYear), index))
      case .moneyUnit(let unit): cells.append(Self.expected(unit, index))
      case .scheme: cells.append(Self.expected(columns.expectedScheme, index))
      case .evaluationDate: cells.append(Self.expected("", index))
      case .reason(let indicator):
        cells.append(CellPlan(kind: .reason, column: index, target: indicator))
      case .judgment(let indicator):
        var cell = CellPlan(
          kind: .number, column: index, target: ruleset.facts.count + indicator, isNeeded: true)
        cell.factor = .one
        cell.ranges = columns.judgedRanges(indicator)
        cell.settleBounds(cell.hull ?? Interval(.zero, ruleset.indicators[indicator].points))
        cells.append(cell)
      case .fact(let fact):
        let cell = Self.fact(fact, index, columns, ruleset, isNeeded: reach[fact])
        facts[fact] = cell.kind
        cells.append(cell)
      }
    }
    // Without them no row is whole, and the engine says so.
    guard hasDepartment, hasYear else { return nil }
    self.cells = cells
    self.facts = facts
  }

  private static func expected(_ text: String, _ column: Int) -> CellPlan {
    CellPlan(kind: .expected, column: column, expected: Array(text.utf8))
  }

  private static func fact(
    _ fact: Int, _ column: Int, _ columns: SheetColumns, _ ruleset: Ruleset, isNeeded: Bool
  ) -> CellPlan {
    let kind: CellPlan.Kind
    switch ruleset.facts[fact].type {
    case .number: kind = .number
    case .boolean: kind = .answer
    case .choice, .date: kind = .other
    case .text, .unknown: kind = .passedOver
    }
    var cell = CellPlan(kind: kind, column: column, target: fact, isNeeded: isNeeded)
    if case .number(let type) = ruleset.facts[fact].type {
      cell.factor = columns.bareFactor(column)
      cell.isWhole = type.isWhole
    }
    cell.settleBounds(ruleset.facts[fact].bounds)
    return cell
  }
}
