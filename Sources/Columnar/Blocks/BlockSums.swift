import Evaluator
import ExactNumbers
import RuleLang

/// Sums up the results of blocks that one plan has scored.
///
/// Scores that are whole multiples of a unit are summed as whole numbers; the few others as they
/// are. Both are exact.
///
/// Unsafe as ``Registers`` are: columns are read up to the row count of a block, for which they have
/// room.
final class BlockSums {
  typealias Words = UnsafeMutablePointer<Int64>

  /// A column of scores.
  private struct Column {
    let fraction: Fraction
    /// The points that can be had; zero for the total.
    let points: Rational
    /// The numbers of the column, where they are whole and so small that none of their sums wraps.
    let words: Words?
    /// The points as such a number; none is as small where they are no multiple of the unit.
    let full: Int64
  }

  private let registers: Registers
  private let ruleset: Ruleset
  private let scores: [Column]
  private let total: Column
  private let grades: Words?
  private let bandEnds: [Rational]
  /// The lowest numbers of the total that lie in each band but the first.
  private let bandStarts: [Int64]

  /// Numbers up to this one can be added so often that a block could not hold more rows.
  private static let smallMax = Int128(1) << 40
  private static let rowsMax = 1 << 20

  init(_ prepared: BlockScorer.Prepared, _ ruleset: Ruleset) {
    registers = prepared.registers
    self.ruleset = ruleset
    let plan = prepared.plan
    scores = zip(plan.scores, ruleset.indicators).map {
      Self.column($0, points: $1.points, prepared.registers)
    }
    total = Self.column(plan.total, points: .zero, prepared.registers)
    grades = plan.grade.map(prepared.registers.words)
    bandEnds = CohortSummary(ruleset).bandEnds
    let unit = plan.total.unit
    bandStarts = bandEnds.map { end in
      end.divided(by: unit).map { Int64($0.ceiling().machineWord ?? .max) } ?? .max
    }
  }

  private static func column(
    _ fraction: Fraction, points: Rational, _ registers: Registers
  ) -> Column {
    let isSmall =
      fraction.isWhole && !fraction.numerator.isWide && fraction.bounds.most <= smallMax
      && registers.capacity <= rowsMax
    let full = points.divided(by: fraction.unit)?.machineWord
    return Column(
      fraction: fraction, points: points,
      words: isSmall ? registers.words(fraction.numerator) : nil,
      full: full.map { Int64($0) } ?? .min)
  }

  /// What the rows come to that were not left out.
  ///
  /// - Complexity: O(*n*) in rows and indicators.
  func sums(of block: ColumnBlock) -> CompleteSums {
    var sums = CompleteSums(ruleset)
    for row in 0..<block.count where block.isLeftOut[row] == 0 { sums.count += 1 }
    guard sums.count > 0 else { return sums }
    addTotals(of: block, to: &sums)
    if let grades {
      for row in 0..<block.count where block.isLeftOut[row] == 0 {
        let grade = Int(grades[row])
        if sums.gradeCounts.indices.contains(grade) { sums.gradeCounts[grade] += 1 }
      }
    }
    for (index, column) in scores.enumerated() {
      sums.losses[index] = loss(column, block, rowCount: sums.count)
    }
    return sums
  }

  private func loss(
    _ column: Column, _ block: ColumnBlock, rowCount: Int
  ) -> CohortSummary.Loss {
    guard let words = column.words else {
      var loss = CohortSummary.Loss()
      for row in 0..<block.count where block.isLeftOut[row] == 0 {
        loss.add(column.points - registers.value(of: column.fraction, row))
      }
      return loss
    }
    let (isLeftOut, full) = (block.isLeftOut, column.full)
    var sum: Int64 = 0
    var lessCount: Int64 = 0
    for row in 0..<block.count {
      // What a row that was left out holds may be anything.
      let mask = Int64(isLeftOut[row]) &- 1
      sum &+= words[row] & mask
      lessCount &+= (words[row] == full ? 0 : 1) & mask
    }
    let scored = Rational(Int(sum)) * column.fraction.unit
    return CohortSummary.Loss(
      points: Rational(rowCount) * column.points - scored, departmentCount: Int(lessCount))
  }

  private func addTotals(of block: ColumnBlock, to sums: inout CompleteSums) {
    guard let words = total.words else {
      for row in 0..<block.count where block.isLeftOut[row] == 0 {
        sums.addTotal(registers.value(of: total.fraction, row), bandEnds: bandEnds)
      }
      return
    }
    var sum: Int64 = 0
    var (lowest, highest) = (Int64.max, Int64.min)
    for row in 0..<block.count where block.isLeftOut[row] == 0 {
      sum &+= words[row]
      lowest = min(lowest, words[row])
      highest = max(highest, words[row])
      var band = 0
      for start in bandStarts { band += words[row] >= start ? 1 : 0 }
      sums.bandCounts[band] += 1
    }
    let unit = total.fraction.unit
    sums.totalSum = Rational(Int(sum)) * unit
    sums.lowest = Rational(Int(lowest)) * unit
    sums.highest = Rational(Int(highest)) * unit
  }
}

extension Registers {
  /// The value of a fraction in a row.
  func value(of fraction: Fraction, _ row: Int) -> Rational {
    func whole(_ register: Register) -> BigInteger {
      register.isWide
        ? BigInteger(doubleWords(register)[row]) : BigInteger(Int(words(register)[row]))
    }
    let bottom = fraction.denominator.map(whole) ?? .one
    let quotient = Rational(numerator: whole(fraction.numerator), denominator: bottom) ?? .zero
    return quotient * fraction.unit
  }
}
