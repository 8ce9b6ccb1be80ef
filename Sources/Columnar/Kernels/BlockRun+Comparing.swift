import RuleLang

/// Comparisons.
extension BlockRun {
  func compare(_ step: Step) {
    switch step {
    case .compare(let left, let comparison, let right, let to):
      left.isWide
        ? compare(left, comparison, right, to, of: Int128.self)
        : compare(left, comparison, right, to, of: Int64.self)
    case .compareConstant(let left, let comparison, let value, let to):
      left.isWide
        ? compare(left, comparison, value, to)
        : compare(left, comparison, Int64(truncatingIfNeeded: value), to)
    case .compareQuotient(let top, let scale, let comparison, let bottom, let value, let to):
      top.isWide
        ? compare(top, scale, comparison, bottom, value, to, of: Int128.self)
        : compare(top, scale, comparison, bottom, value, to, of: Int64.self)
    default: break
    }
  }

  private func compare<T: Word>(
    _ left: Register, _ comparison: Comparison, _ right: Register, _ to: Flags, of type: T.Type
  ) {
    let (first, second) = (T.pointer(left, registers), T.pointer(right, registers))
    answer(comparison, to) { row in (first[row], second[row]) }
  }

  private func compare<T: Word>(
    _ left: Register, _ comparison: Comparison, _ value: T, _ to: Flags
  ) {
    let first = T.pointer(left, registers)
    answer(comparison, to) { row in (first[row], value) }
  }

  private func compare<T: Word>(
    _ top: Register, _ scale: Int128, _ comparison: Comparison, _ bottom: Register,
    _ value: Int128, _ to: Flags, of type: T.Type
  ) {
    let (first, second) = (T.pointer(top, registers), T.pointer(bottom, registers))
    let (p, q) = (T(truncatingIfNeeded: scale), T(truncatingIfNeeded: value))
    if p == 1, q == 1 { return answer(comparison, to) { row in (first[row], second[row]) } }
    answer(comparison, to) { row in (first[row] &* p, second[row] &* q) }
  }

  @inline(__always)
  private func answer<T: Word>(
    _ comparison: Comparison, _ to: Flags, _ sides: (Int) -> (T, T)
  ) {
    switch comparison {
    case .equal:
      fill(to) { row in
        let (a, b) = sides(row)
        return a == b
      }
    case .notEqual:
      fill(to) { row in
        let (a, b) = sides(row)
        return a != b
      }
    // The sign of a difference says which side is less; numbers that fit have one. Comparing them takes
    // twice the instructions.
    case .less:
      fill(to) { row in
        let (a, b) = sides(row)
        return (a &- b).signMask != 0
      }
    case .lessOrEqual:
      fill(to) { row in
        let (a, b) = sides(row)
        return (b &- a).signMask == 0
      }
    case .greater:
      fill(to) { row in
        let (a, b) = sides(row)
        return (b &- a).signMask != 0
      }
    case .greaterOrEqual:
      fill(to) { row in
        let (a, b) = sides(row)
        return (a &- b).signMask == 0
      }
    }
  }

  @inline(__always)
  private func fill(_ to: Flags, _ holds: (Int) -> Bool) {
    let target = registers.flags(to)
    for row in 0..<count { target[row] = holds(row) ? 1 : 0 }
  }
}
