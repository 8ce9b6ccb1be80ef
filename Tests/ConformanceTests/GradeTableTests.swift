import RuleLang
import Testing

/// Grade tables as real schemes print them: right or wrong, and each mistake with a total that
/// shows it.
@Suite("Grade tables of real schemes")
struct GradeTableTests {
  /// What is found in a grade table, in Chinese.
  private func messages(_ grades: String, header: String = "", basis: String = "") -> [String] {
    let text = """
      规则集 示例
      年度 2023
      总分 100 分
      \(header)
      三级指标 社会效益 100 分
        评定

      等次\(basis)
      \(grades)

      """
    return RulesetChecker.check([SourceFile(path: "例.rules", text: text)]).diagnostics
      .map(\.message.zh)
  }

  private static let published = "优 [90, 100]\n良 [80, 89]\n中 [60, 79]\n差 [0, 59]"
  private static let twoGrades = "合格 ≥ 80\n不合格 ≤ 79"

  @Test func wholeNumbersLeaveGapsBetweenThem() {
    let found = messages(Self.published)
    let totals = ["89.5", "79.5", "59.5"]
    #expect(found.count == totals.count)
    for (message, total) in zip(found, totals) {
      #expect(message.hasPrefix("等次有空档") && message.hasSuffix("例如 \(total)"))
    }
  }

  @Test func sharedEndsOverlap() {
    let found = messages("优 [80, 100]\n良 [60, 80]\n中 [40, 60]\n差 [0, 40)")
    let totals = ["80", "60"]
    #expect(found.count == totals.count)
    for (message, total) in zip(found, totals) {
      #expect(message.hasPrefix("等次重叠") && message.contains(total))
    }
  }

  @Test func aGapOfOne() {
    let found = messages(Self.twoGrades)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("等次有空档：总分 (79, 80) 不属于任何等次，例如 79.5") == true)
  }

  @Test func wholeTotalsLeaveNone() {
    let header = "总分 保留 1 四舍五入"
    for grades in [Self.published, Self.twoGrades] {
      #expect(messages(grades, header: header, basis: " 按保留后总分") == [])
    }
    // The exact total may still be 79.5.
    #expect(messages(Self.twoGrades, header: header, basis: " 按精确总分").count == 1)
    // Half points are no whole ones.
    let halves = messages(Self.twoGrades, header: "总分 保留 0.5 四舍五入", basis: " 按保留后总分")
    #expect(halves.count == 1 && halves.first?.contains("79.5") == true)
  }
}
