/// Other registers for the same steps.
struct Renaming {
  let register: (Register) -> Register
  let flags: (Flags) -> Flags
}

extension Step {
  /// The same step with other registers; each that it reads or writes is asked for.
  func renamed(_ new: Renaming) -> Step {
    let (r, f) = (new.register, new.flags)
    switch self {
    case .set(let value, let to): return .set(value, to: r(to))
    case .widen(let source, let to): return .widen(r(source), to: r(to))
    case .narrow(let source, let to): return .narrow(r(source), to: r(to))
    case .linear(let terms, let constant, let to):
      return .linear(
        terms.map { Term(register: r($0.register), factor: $0.factor) }, constant: constant,
        to: r(to))
    case .product(let left, let right, let to): return .product(r(left), r(right), to: r(to))
    case .minimum(let left, let right, let to): return .minimum(r(left), r(right), to: r(to))
    case .maximum(let left, let right, let to): return .maximum(r(left), r(right), to: r(to))
    case .atLeast(let source, let value, let to): return .atLeast(r(source), value, to: r(to))
    case .atMost(let source, let value, let to): return .atMost(r(source), value, to: r(to))
    case .magnitude(let source, let to): return .magnitude(r(source), to: r(to))
    case .moveSign(let divisor, let dividend, let to):
      return .moveSign(
        of: r(divisor), r(dividend), to: (divisor: r(to.divisor), dividend: r(to.dividend)))
    case .withoutZero(let source, let zeros, let to):
      return .withoutZero(r(source), zeros: f(zeros), to: r(to))
    case .select(let mask, let first, let second, let to):
      return .select(f(mask), r(first), r(second), to: r(to))
    case .selectConstant(let mask, let value, let otherwise, let to):
      return .selectConstant(f(mask), value, otherwise: r(otherwise), to: r(to))
    case .tally(let items, let constant, let to):
      return .tally(items.map { (f($0.0), $0.1) }, constant: constant, to: r(to))
    case .lookUp(let source, let lower, let table, let to):
      return .lookUp(r(source), lower: lower, table, to: r(to))
    default: return renamedScoring(new)
    }
  }

  private func renamedScoring(_ new: Renaming) -> Step {
    let (r, f) = (new.register, new.flags)
    switch self {
    case .compare(let left, let comparison, let right, let to):
      return .compare(r(left), comparison, r(right), to: f(to))
    case .compareConstant(let left, let comparison, let value, let to):
      return .compareConstant(r(left), comparison, value, to: f(to))
    case .compareQuotient(let top, let scale, let comparison, let bottom, let value, let to):
      return .compareQuotient(
        r(top), scale: scale, comparison, r(bottom), value: value, to: f(to))
    case .bands(let top, let bottom, let row, let to):
      return .bands(r(top), bottom.map(r), row, to: r(to))
    case .deduct(let distance, let deduction, let to):
      let renamed = Distance(
        numerator: r(distance.numerator), denominator: distance.denominator.map(r),
        scale: distance.scale, limit: distance.limit, length: distance.length)
      return .deduct(renamed, deduction, to: r(to))
    case .roundQuotient(let top, let scale, let bottom, let divisor, let mode, let to):
      return .roundQuotient(
        r(top), scale: scale, bottom.map(r), divisor: divisor, mode, to: r(to))
    case .roundSum(let parts, let constant, let divisor, let mode, let to, let unknown):
      func word(_ index: Int) -> Int { r(Register(index: index, isWide: false)).index }
      let renamed = parts.map {
        Part(
          numerator: word($0.numerator), denominator: word($0.denominator), factor: $0.factor)
      }
      return .roundSum(
        renamed, constant: constant, divisor: divisor, mode, to: r(to), unknown: f(unknown))
    case .setFlags(let value, let to): return .setFlags(value, to: f(to))
    case .and(let first, let second, let to): return .and(f(first), f(second), to: f(to))
    case .or(let first, let second, let to): return .or(f(first), f(second), to: f(to))
    case .not(let source, let to): return .not(f(source), to: f(to))
    case .selectFlags(let mask, let first, let second, let to):
      return .selectFlags(f(mask), f(first), f(second), to: f(to))
    default: return self
    }
  }
}
