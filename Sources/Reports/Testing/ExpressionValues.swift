import Evaluator
import ExactNumbers
import RuleLang

/// The parts of an expression with their values, each at its place in the rules.
struct ExpressionValues {
  /// A part of an expression: where it is pointed at, and its value in words.
  struct Part {
    let offset: Int
    let value: String
  }

  let ruleset: Ruleset
  let known: KnownValues
  let figures: FigureText
  private(set) var parts: [Part] = []
  /// The definitions that stand in it, in the order in which they are met.
  private(set) var definitions: [Int] = []

  init(_ ruleset: Ruleset, _ known: KnownValues, _ figures: FigureText) {
    self.ruleset = ruleset
    self.known = known
    self.figures = figures
  }

  /// Takes in a definition that another clause uses.
  mutating func note(_ definition: Int) {
    if !definitions.contains(definition) { definitions.append(definition) }
  }

  /// Takes in an expression; what stands inside the rows of a table has no single value.
  mutating func add(_ expression: TypedExpression) {
    switch expression.kind {
    case .constant, .unknown, .column: return
    case .fact(let index):
      point(expression, at: expression.range.lower, unit: figures.unit(ofFact: index))
    case .definition(let index):
      point(expression, at: expression.range.lower)
      if !definitions.contains(index) { definitions.append(index) }
    case .score, .measure, .headingScore, .aggregate:
      point(expression, at: expression.range.lower)
    case .negated(let operand), .not(let operand):
      point(expression, at: expression.range.lower)
      add(operand)
    case .sum(let operands), .product(let operands):
      addAll(operands.map(\.expression), of: expression)
    case .comparison(let left, _, let right): addAll([left, right], of: expression)
    case .equalWithin(let left, let right, let margin):
      addAll([left, right], of: expression)
      add(margin)
    case .and(let conditions), .or(let conditions):
      if let (value, ends) = Self.membership(expression, conditions) {
        point(expression, at: sign(after: value.range.upper))
        for part in [value] + ends { add(part) }
      } else {
        addAll(conditions, of: expression)
      }
    case .conditional(let condition, let value, let otherwise):
      point(expression, at: expression.range.lower)
      for part in [condition, value, otherwise] { add(part) }
    case .function(_, let arguments):
      point(expression, at: expression.range.lower)
      for argument in arguments { add(argument) }
    }
  }

  /// The operands, and under the last sign between them the value of the whole.
  private mutating func addAll(_ operands: [TypedExpression], of whole: TypedExpression) {
    if operands.count > 1 {
      point(whole, at: sign(after: operands[operands.count - 2].range.upper))
    }
    for operand in operands { add(operand) }
  }

  private mutating func point(
    _ expression: TypedExpression, at offset: Int, unit: String? = nil
  ) {
    guard !parts.contains(where: { $0.offset == offset }) else { return }
    let value = known.value(expression).map {
      figures.text($0, expression.type, unit: unit ?? figures.unit(of: expression))
    }
    parts.append(Part(offset: offset, value: value ?? figures.say("缺", "missing")))
  }

  /// Where the sign after an operand stands, past the brackets that close there.
  private func sign(after offset: Int) -> Int {
    var offset = offset
    let bytes = ruleset.files[file].bytes
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ")"): offset += 1
      // The ideographic space and the full-width bracket.
      case 0xE3 where bytes[offset...].starts(with: [0xE3, 0x80, 0x80]): offset += 3
      case 0xEF where bytes[offset...].starts(with: [0xEF, 0xBC, 0x89]): offset += 3
      default: return offset
      }
    }
    return offset
  }

  /// The file the expressions stand in.
  var file = 0

  /// `x in [a, b]` is understood as two comparisons of x that have the place of the whole.
  private static func membership(
    _ expression: TypedExpression, _ conditions: [TypedExpression]
  ) -> (value: TypedExpression, ends: [TypedExpression])? {
    guard conditions.count == 2, conditions.allSatisfy({ $0.range == expression.range }),
      case .comparison(let value, _, let lower) = conditions[0].kind,
      case .comparison(_, _, let upper) = conditions[1].kind
    else { return nil }
    return (value, [lower, upper])
  }
}

extension ExpressionValues {
  /// The diagram of a clause, with values at the places that have been taken in.
  func diagram(of clause: Clause, remark: String = "") -> ValueDiagram {
    let source = ruleset.files[clause.range.file]
    let anchors = parts.compactMap { part -> ValueDiagram.Anchor? in
      guard clause.range.offsets.contains(part.offset) else { return nil }
      let before = source.textOnOneLine(clause.range.lower..<part.offset)
      var offset = before.utf8.count
      let rest = clause.text.utf8.dropFirst(offset)
      if offset > 0, rest.first == UInt8(ascii: " ") { offset += 1 }
      return ValueDiagram.Anchor(offset: offset, value: part.value)
    }
    return ValueDiagram(text: clause.text, anchors: anchors, remark: remark)
  }
}
