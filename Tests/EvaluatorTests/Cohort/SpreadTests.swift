import Evaluator
import ExactNumbers
import Testing

@Suite("How values are spread")
struct SpreadTests {
  private static func spread(_ values: [Int?]) -> Spread? {
    Spread(values.map { $0.map { Rational($0) } })
  }

  @Test("quartiles are the medians of the halves, without the middle value")
  func quartiles() throws {
    let odd = try #require(Self.spread([7, 1, 3, nil, 2, 6, 5, 4]))
    #expect(odd.median == Rational(4))
    #expect(odd.quartiles == (Rational(2), Rational(6)))
    #expect(odd.fences == (Rational(-4), Rational(12)))
    #expect(odd.outliers.isEmpty)
    let even = try #require(Self.spread([1, 2, 3, 4, 5, 6]))
    #expect(even.median == Rational(7).divided(by: Rational(2)))
    #expect(even.quartiles == (Rational(2), Rational(5)))
  }

  @Test("what lies beyond the fences is named, the furthest first; what lies on them is not")
  func outliers() throws {
    // The quartiles are 2 and 6, the fences -4 and 12.
    #expect(Self.spread([1, 2, 3, 4, 5, 6, 12])?.outliers == [])
    #expect(Self.spread([13, 2, 3, 4, 5, 6, 1])?.outliers == [0])
    #expect(Self.spread([4, 4, nil, 4, 4, 4, 5, 3, 4, 9])?.outliers == [9, 7])
  }

  @Test("four values are too few")
  func few() {
    #expect(Self.spread([1, 2, nil, 3, 100]) == nil)
    #expect(Self.spread([1, 2, 3, 4, 100]) != nil)
  }
}
