import Testing

@testable import RuleLang

@Suite("Which version is in force when")
struct SchemeVersionTests {
  private func day(_ text: String) -> Date { Date(text: text) ?? Date(dayNumber: 0) }

  private func period(_ from: String?, _ to: String?) -> EffectivePeriod {
    EffectivePeriod(from: from.map(day), to: to.map(day))
  }

  @Test("both ends of a period belong to it")
  func ends() {
    let half = period("2024-01-01", "2024-06-30")
    #expect(half.contains(day("2024-01-01")) && half.contains(day("2024-06-30")))
    #expect(!half.contains(day("2023-12-31")) && !half.contains(day("2024-07-01")))
    #expect(period(nil, "2024-06-30").contains(day("1900-01-01")))
    #expect(period("2024-07-01", nil).contains(day("2999-01-01")))
    #expect(period("2024-07-01", "2024-06-30").isReversed)
    #expect(!period("2024-07-01", "2024-07-01").isReversed)
  }

  @Test("the first common day of two periods")
  func common() {
    let first = period(nil, "2024-06-30")
    #expect(first.firstCommonDay(with: period("2024-07-01", nil)) == nil)
    #expect(first.firstCommonDay(with: period("2024-06-30", nil)) == day("2024-06-30"))
    #expect(
      period("2024-01-01", nil).firstCommonDay(with: period("2024-03-01", "2024-03-31"))
        == day("2024-03-01"))
    #expect(first.firstCommonDay(with: period(nil, "2024-03-31")) == day("2024-03-31"))
    #expect(period(nil, nil).firstCommonDay(with: period(nil, nil)) != nil)
  }

  @Test("without periods the highest revision is in force, whatever the order")
  func revisions() {
    let versions = SchemeVersions([(3, nil), (1, nil), (2, nil)])
    #expect(versions.inForce(on: day("2024-05-01")) == 0)
    #expect(versions.possible == [0])
    #expect(versions.gaps(in: 2024).isEmpty)
  }

  @Test("a period goes before what has none")
  func mixed() {
    let versions = SchemeVersions([(1, nil), (2, period("2024-07-01", nil)), (3, nil)])
    #expect(versions.inForce(on: day("2024-06-30")) == 2)
    #expect(versions.inForce(on: day("2024-07-01")) == 1)
    #expect(versions.possible == [1, 2])
    #expect(versions.gaps(in: 2024).isEmpty)
  }

  @Test("days without any version, at the start, between and at the end of the year")
  func gaps() {
    let versions = SchemeVersions([
      (2, period("2024-06-01", "2024-10-31")), (1, period("2024-02-01", "2024-03-31")),
    ])
    let gaps = versions.gaps(in: 2024)
    #expect(
      gaps.map(\.days) == [
        period("2024-01-01", "2024-01-31"), period("2024-04-01", "2024-05-31"),
        period("2024-11-01", "2024-12-31"),
      ])
    #expect(gaps.map(\.after) == [nil, 1, 0])
    #expect(versions.inForce(on: day("2024-05-15")) == nil)
    #expect(SchemeVersions([(1, period("2023-06-01", "2025-01-31"))]).gaps(in: 2024).isEmpty)
    #expect(
      SchemeVersions([(1, period("2025-01-01", nil))]).gaps(in: 2024).map(\.days)
        == [period("2024-01-01", "2024-12-31")])
  }

  @Test("every day is in exactly one version or in a gap")
  func everyDay() {
    let versions = SchemeVersions([
      (1, period(nil, "2024-02-28")), (2, period("2024-03-05", "2024-08-01")),
      (3, period("2024-08-02", nil)),
    ])
    let gaps = versions.gaps(in: 2024).map(\.days)
    for number in day("2024-01-01").dayNumber...day("2024-12-31").dayNumber {
      let day = Date(dayNumber: number)
      let inGap = gaps.contains { $0.contains(day) }
      #expect((versions.inForce(on: day) == nil) == inGap, "\(day.description)")
    }
  }
}
