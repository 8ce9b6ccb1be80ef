/// How deep and how large an expression is with the definitions it uses written out.
///
/// What is proven of an expression is proven of it as written out, so this bounds the work.
struct ExpressionExtent {
  /// The deepest nesting.
  let depth: Int

  /// The number of parts; no larger than one more than the limit.
  let size: Int

  /// The limit that it exceeds, if any.
  var exceeded: Finding.Limit? {
    if depth > Limits.expandedDepthMax { return .expandedDepth }
    return size > Limits.expandedSizeMax ? .expandedSize : nil
  }

  static func of(
    _ expression: TypedExpression, definitions: [Int: ExpressionExtent]
  ) -> ExpressionExtent {
    func around(_ parts: [TypedExpression]) -> ExpressionExtent {
      var depth = 0
      var size = 1
      for part in parts {
        let inner = of(part, definitions: definitions)
        depth = max(depth, inner.depth)
        size = min(size + inner.size, Limits.expandedSizeMax + 1)
      }
      return ExpressionExtent(depth: depth + 1, size: size)
    }
    switch expression.kind {
    case .constant, .fact, .column, .score, .measure, .headingScore, .unknown: return around([])
    case .definition(let index):
      let inner = definitions[index]
      return ExpressionExtent(depth: 1 + (inner?.depth ?? 0), size: 1 + (inner?.size ?? 0))
    case .negated(let operand), .not(let operand): return around([operand])
    case .sum(let operands), .product(let operands): return around(operands.map(\.expression))
    case .comparison(let left, _, let right): return around([left, right])
    case .equalWithin(let left, let right, let margin): return around([left, right, margin])
    case .and(let operands), .or(let operands): return around(operands)
    case .conditional(let condition, let value, let otherwise):
      return around([condition, value, otherwise])
    case .function(_, let arguments): return around(arguments)
    case .aggregate(_, _, let value, let filter): return around([value, filter].compactMap { $0 })
    }
  }
}
