import ExactNumbers
import RuleLang

/// One loop over a block.
///
/// The registers that a step reads and writes have one width, but for answers and where it says
/// otherwise. Whoever makes a step has proven with ``Bounds`` that nothing in it leaves that width.
indirect enum Step: Sendable {
  /// A summand: a register and what it is multiplied by.
  struct Term: Sendable {
    let register: Register
    let factor: Int128
  }

  /// Where a band ends: values at or above it, or above it, are in the next.
  struct Threshold: Sendable {
    /// The numerator's and the denominator's factors: n × `scale` is compared with d × `value`.
    let scale: Int128
    let value: Int128
    let isClosed: Bool
  }

  /// Bands in a row.
  struct Bands: Sendable {
    /// They rise.
    let thresholds: [Threshold]
    /// What each band gives: one more than there are thresholds, as the first is below all.
    let values: [Int64]
    /// Whether the quotient's parts and the thresholds fit in half a word each, without a sign, and
    /// their products in one word.
    let areShort: Bool
  }

  /// One fraction of a sum that is rounded: `factor` × numerator ÷ denominator.
  struct Part: Sendable {
    let numerator: Int
    let denominator: Int
    let factor: Int64
  }

  /// How far from a limit a measure lies, in steps: |n × `scale` − d × `limit`| ÷ (d × `length`).
  struct Distance: Sendable {
    let numerator: Register
    let denominator: Register?
    let scale: Int128
    let limit: Int128
    let length: Int128
  }

  /// What steps give.
  struct Deduction: Sendable {
    let start: Int64
    let amount: Int64
    let end: Int64
    /// Whether a step that is begun counts.
    let isStarted: Bool
    /// What holds on the other side of the limit and, where it is `closed`, at the limit.
    var other: Other?

    struct Other: Sendable {
      let value: Int64
      /// Whether steps are counted where the measure is above the limit.
      let isBelow: Bool
      let isClosed: Bool
    }
  }

  case set(Int128, to: Register)
  case widen(Register, to: Register)
  /// The numbers, which fit one word, of a register of two.
  case narrow(Register, to: Register)
  case linear([Term], constant: Int128, to: Register)
  case product(Register, Register, to: Register)
  case minimum(Register, Register, to: Register)
  case maximum(Register, Register, to: Register)
  case atLeast(Register, Int128, to: Register)
  case atMost(Register, Int128, to: Register)
  case magnitude(Register, to: Register)
  /// Moves the sign of a divisor to what is divided.
  case moveSign(of: Register, Register, to: (divisor: Register, dividend: Register))
  /// A divisor with 1 in the place of 0, where that is known to be.
  case withoutZero(Register, zeros: Flags, to: Register)
  case compare(Register, Comparison, Register, to: Flags)
  case compareConstant(Register, Comparison, Int128, to: Flags)
  /// n × `scale` compared with d × `value`.
  case compareQuotient(Register, scale: Int128, Comparison, Register, value: Int128, to: Flags)
  /// The value of the band that a quotient or, without a divisor, a number lies in. It writes one
  /// word.
  case bands(Register, Register?, Bands, to: Register)
  /// Whole steps from a limit, down or up to where they end: `start` − `amount` × steps. It writes
  /// one word.
  case deduct(Distance, Deduction, to: Register)
  /// n × `scale` ÷ (d × `divisor`), rounded to a whole number.
  case roundQuotient(
    Register, scale: Int128, Register?, divisor: Int128, RoundingMode, to: Register)
  /// A sum of fractions, rounded: `constant` ÷ `divisor` and the parts ÷ `divisor`. It reads and
  /// writes one word; what cannot be decided is left to the exact sum, and what is beyond that is
  /// unknown.
  case roundSum([Part], constant: Int64, divisor: Int64, RoundingMode, to: Register, unknown: Flags)
  case select(Flags, Register, Register, to: Register)
  case selectConstant(Flags, Int128, otherwise: Register, to: Register)
  /// The sum of the points of what holds; it writes one word.
  case tally([(Flags, Int64)], constant: Int64, to: Register)
  /// The entry of a table for a number that lies within it; it reads and writes one word.
  case lookUp(Register, lower: Int64, [Int64], to: Register)
  case setFlags(Bool, to: Flags)
  case and(Flags, Flags, to: Flags)
  case or(Flags, Flags, to: Flags)
  case not(Flags, to: Flags)
  case selectFlags(Flags, Flags, Flags, to: Flags)
}
