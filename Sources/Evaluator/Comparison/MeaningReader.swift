import ExactNumbers
import RuleLang

/// Something that a ruleset declares and expressions name.
enum Symbol: Hashable {
  case fact(Int)
  case table(Int)
  case column(table: Int, Int)
  case indicator(Int)
  case heading(Int)
}

/// Reads the meanings of a ruleset's expressions: names resolved, definitions written out.
struct MeaningReader {
  let ruleset: Ruleset
  let table: MeaningTable

  /// What a name stands for, in both rulesets.
  private let symbol: (Symbol) -> Int
  private var definitions: [Int: Int] = [:]

  /// A reader that takes names for what a function says.
  init(_ ruleset: Ruleset, _ table: MeaningTable, symbol: @escaping (Symbol) -> Int) {
    self.ruleset = ruleset
    self.table = table
    self.symbol = symbol
  }

  /// The meaning of an expression.
  ///
  /// - Parameters:
  ///   - expression: the expression.
  ///   - rows: the table whose rows it is about, inside of an aggregate.
  /// - Returns: its number in the table of meanings.
  /// - Complexity: O(*n* log *n*) in the size of the expression with its definitions written out.
  mutating func meaning(of expression: TypedExpression, rows: Int? = nil) -> Int {
    switch expression.kind {
    case .constant(let constant): return meaning(of: constant, expression.type)
    case .fact(let index): return symbol(.fact(index))
    case .definition(let index):
      if let known = definitions[index] { return known }
      let found = meaning(of: ruleset.definitions[index].expression)
      definitions[index] = found
      return found
    case .column(let index): return symbol(.column(table: rows ?? 0, index))
    case .score(let index): return table.number("score", [symbol(.indicator(index))])
    case .measure(let index): return table.number("measure", [symbol(.indicator(index))])
    case .headingScore(let index): return table.number("heading", [symbol(.heading(index))])
    case .negated(let operand):
      return table.sum([(meaning(of: operand, rows: rows), Rational(-1))])
    case .sum(let terms):
      return table.sum(
        terms.map { (meaning(of: $0.expression, rows: rows), Rational($0.isInverse ? -1 : 1)) })
    case .product(let factors):
      return table.product(factors.map { (meaning(of: $0.expression, rows: rows), $0.isInverse) })
    case .function(let function, let arguments):
      return meaning(of: function, arguments.map { meaning(of: $0, rows: rows) })
    case .aggregate(let aggregation, let table, let value, let filter):
      return meaning(of: aggregation, table, value, filter)
    case .conditional(let condition, let value, let otherwise):
      return table.number(
        "if", [condition, value, otherwise].map { meaning(of: $0, rows: rows) })
    case .comparison, .equalWithin, .and, .or, .not, .unknown:
      return meaning(ofCondition: expression, rows: rows)
    }
  }

  private mutating func meaning(ofCondition expression: TypedExpression, rows: Int?) -> Int {
    switch expression.kind {
    case .comparison(let left, let comparison, let right):
      let sides = (meaning(of: left, rows: rows), meaning(of: right, rows: rows))
      // 完成 ＝ 否 is 非 完成.
      for (side, other) in [(left, sides.1), (right, sides.0)] {
        guard case .constant(.boolean(let value)) = side.kind else { continue }
        return value == (comparison == .equal) ? other : table.negation(of: other)
      }
      return table.comparison(sides.0, comparison, sides.1)
    case .equalWithin(let left, let right, let margin):
      let sides = [meaning(of: left, rows: rows), meaning(of: right, rows: rows)].sorted()
      return table.number("within", sides + [meaning(of: margin, rows: rows)])
    case .and(let parts): return table.joined("and", parts.map { meaning(of: $0, rows: rows) })
    case .or(let parts): return table.joined("or", parts.map { meaning(of: $0, rows: rows) })
    case .not(let operand): return table.negation(of: meaning(of: operand, rows: rows))
    default: return meaning(of: expression, rows: rows)
    }
  }

  private func meaning(of constant: Constant, _ type: ValueType) -> Int {
    switch constant {
    case .number(let value): return table.constant(value)
    case .boolean(let value): return table.number(value ? "yes" : "no")
    case .choice(let index):
      guard case .choice(let names) = type, names.indices.contains(index) else {
        return table.number("choice", [index])
      }
      return table.number("choice:" + names[index])
    case .text(let text): return table.number("text:" + text)
    }
  }

  private func meaning(of function: ScalarFunction, _ arguments: [Int]) -> Int {
    switch function {
    case .magnitude:
      // |a − b| is |b − a|.
      return table.number(
        "abs", [min(arguments[0], table.sum([(arguments[0], Rational(-1))]))])
    case .minimum: return table.joined("min", arguments)
    case .maximum: return table.joined("max", arguments)
    case .round(let mode): return table.number("round:" + mode.rawValue, arguments)
    case .years: return table.number("years", arguments)
    }
  }

  private mutating func meaning(
    of aggregation: Aggregation, _ index: Int, _ value: TypedExpression?, _ filter: TypedExpression?
  ) -> Int {
    let none = table.number("none")
    let parts = [
      symbol(.table(index)), value.map { meaning(of: $0, rows: index) } ?? none,
      filter.map { meaning(of: $0, rows: index) } ?? none,
    ]
    return table.number("rows:\(aggregation)", parts)
  }
}

// MARK: Indicators

extension MeaningReader {
  /// The meaning of all that gives an indicator its score, without its name and its place.
  mutating func meaning(of indicator: Indicator) -> Int {
    let missing = indicator.whenMissing.map { table.constant($0.points) } ?? table.number("none")
    return table.number(
      "indicator",
      [
        table.constant(indicator.points), meaning(of: indicator.cases), missing,
        meaning(of: indicator.method),
      ])
  }

  /// The meaning of cases, in their order.
  mutating func meaning(of cases: [Case]) -> Int {
    table.number("cases", cases.flatMap { [meaning(of: $0.condition), meaning(of: $0.outcome)] })
  }

  /// The meaning of what a case gives.
  func meaning(of outcome: Case.Outcome) -> Int {
    switch outcome {
    case .scores(let points): table.constant(points)
    case .excludedOverHeading: table.number("over heading")
    case .excludedOverTotal: table.number("over total")
    }
  }

  /// The meaning of a method; the order of its lines does not matter.
  mutating func meaning(of method: Method) -> Int {
    switch method {
    case .bands(let bands):
      let lines = bands.bands.map { meaning(of: $0, bands.measure.type) }.sorted()
      return table.number("bands", [meaning(of: bands.measure)] + lines)
    case .checklist(let items, let isLadder):
      let lines = items.map { item in
        table.number("item", [table.constant(item.points), meaning(of: item.condition)])
      }
      return table.number(isLadder ? "ladder" : "checklist", lines.sorted())
    case .deductions(let deductions):
      let lines = deductions.map { line in
        table.number("deducts", [table.constant(line.points), meaning(of: line.basis)])
      }
      return table.number("deductions", lines.sorted())
    case .judged: return table.number("judged")
    case .formula(let expression, let isClamped, _):
      return table.number(isClamped ? "clamped" : "formula", [meaning(of: expression)])
    case .bestOf(let alternatives):
      let lines = alternatives.map { alternative in
        table.number(
          "alternative", [meaning(of: alternative.cases), meaning(of: alternative.method)])
      }
      return table.number("best of", lines.sorted())
    }
  }

  /// The meaning of what a deduction counts.
  mutating func meaning(of basis: Deduction.Basis) -> Int {
    switch basis {
    case .per(let count): table.number("per", [meaning(of: count)])
    case .when(let condition): table.number("when", [meaning(of: condition)])
    }
  }

  /// The meaning of a band of a measure of a type.
  mutating func meaning(of band: Band, _ type: ValueType) -> Int {
    table.number("band", [meaning(of: band.values, type), meaning(of: band.outcome)])
  }

  /// The meaning of the values of a band of a measure of a type.
  mutating func meaning(of values: Band.Values, _ type: ValueType) -> Int {
    switch values {
    case .interval(let lower, let upper):
      return table.number("interval", [meaning(of: lower), meaning(of: upper)])
    case .notEqual(let value): return table.number("not equal", [meaning(of: value)])
    case .choice(let index): return meaning(of: Constant.choice(index), type)
    case .boolean(let value): return table.number(value ? "yes" : "no")
    case .text(let text): return table.number("text:" + text)
    }
  }

  private mutating func meaning(of end: Band.End?) -> Int {
    guard let end else { return table.number("none") }
    return table.number(end.isClosed ? "closed" : "open", [meaning(of: end.value)])
  }

  /// The meaning of what a band gives.
  func meaning(of outcome: Band.Outcome) -> Int {
    switch outcome {
    case .scores(let points): return table.constant(points)
    case .line(let from, let to):
      return table.number("line", [table.constant(from), table.constant(to)])
    case .judged(let from, let to):
      return table.number("judged", [table.constant(from), table.constant(to)])
    case .steps(let steps):
      let numbers = [steps.amount, steps.step, steps.start, steps.limit].map { table.constant($0) }
      let name = "\(steps.adds) \(steps.rounding.rawValue) \(steps.isFromLower)"
      return table.number(name, numbers)
    }
  }
}
