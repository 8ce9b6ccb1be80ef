import ExactNumbers
import Testing

/// Whole numbers against the machine's own arithmetic, at the edges of words and around them.
@Suite struct BigIntegerWordTests {
  @Test func propertiesOfDoubleWords() throws {
    for value in EdgeValues.doubleWords {
      let big = BigInteger(value)
      #expect(big.description == String(value))
      #expect(BigInteger(String(value)) == big)
      #expect(big.machineWord == Int(exactly: value))
      #expect(big.bitWidth == 128 - value.magnitude.leadingZeroBitCount)
      #expect(big.isZero == (value == 0))
      #expect(big.isNegative == (value < 0))
      #expect(big.signum() == Int(value.signum()))
      #expect(big.isEven == value.isMultiple(of: 2))
      #expect(big.isOdd == !value.isMultiple(of: 2))
      #expect(big.magnitude.description == String(value.magnitude))
      #expect(-big == BigInteger(-value))
    }
  }

  @Test func wordsAndDoubleWordsMakeTheSameNumbers() {
    for value in EdgeValues.words {
      #expect(BigInteger(value) == BigInteger(Int128(value)))
      #expect(BigInteger(value).hashValue == BigInteger(Int128(value)).hashValue)
    }
  }

  @Test func sumsAndComparisonsOfDoubleWords() {
    for left in EdgeValues.doubleWords {
      for right in EdgeValues.doubleWords {
        let (first, second) = (BigInteger(left), BigInteger(right))
        expect(first + second == BigInteger(left + right), "\(left) + \(right)")
        expect(first - second == BigInteger(left - right), "\(left) - \(right)")
        expect((first < second) == (left < right), "\(left) < \(right)")
        expect((first == second) == (left == right), "\(left) == \(right)")
      }
    }
  }

  @Test func productsThatFitDoubleWords() {
    for left in EdgeValues.doubleWords {
      for right in EdgeValues.doubleWords {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        if overflow { continue }
        expect(BigInteger(left) * BigInteger(right) == BigInteger(product), "\(left) * \(right)")
      }
    }
  }

  @Test func quotientsOfDoubleWords() throws {
    for left in EdgeValues.doubleWords {
      for right in EdgeValues.doubleWords where right != 0 {
        let division = BigInteger(left).quotientAndRemainder(dividingBy: BigInteger(right))
        let (quotient, remainder) = try #require(division)
        expect(quotient == BigInteger(left / right), "\(left) / \(right)")
        expect(remainder == BigInteger(left % right), "\(left) % \(right)")
        let isBelow = left % right != 0 && (left < 0) != (right < 0)
        let floor = left / right - (isBelow ? 1 : 0)
        expect(
          BigInteger(left).floorDivided(by: BigInteger(right)) == BigInteger(floor),
          "floor \(left) / \(right)")
      }
    }
  }

  @Test func divisorsOfDoubleWords() {
    for left in EdgeValues.doubleWords {
      for right in EdgeValues.doubleWords {
        var (high, low) = (left.magnitude, right.magnitude)
        while low != 0 { (high, low) = (low, high % low) }
        let divisor = BigInteger(left).greatestCommonDivisor(with: BigInteger(right))
        expect(divisor.description == String(high), "gcd \(left), \(right)")
      }
    }
  }

  @Test func zeroDividesNothing() {
    for value in EdgeValues.big + [.zero, .one] {
      #expect(value.quotientAndRemainder(dividingBy: .zero) == nil)
      #expect(value.floorDivided(by: .zero) == nil)
    }
  }

  @Test func leastWordOverMinusOne() throws {
    let least = BigInteger(Int.min)
    let division = try #require(least.quotientAndRemainder(dividingBy: BigInteger(-1)))
    #expect(division.quotient.description == "9223372036854775808")
    #expect(division.remainder == .zero)
    #expect(least.magnitude == division.quotient)
    #expect(-division.quotient == least)
    #expect((-division.quotient).machineWord == .min)
    let leastDouble = BigInteger(Int128.min)
    #expect((-leastDouble).description == "170141183460469231731687303715884105728")
  }
}
