import Testing

@testable import RulesCommand

/// Results as pages, as the command writes them.
@Suite struct PageTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "r.rules")
    try workspace.write(
      """
      部门,年度,年初预算（万元）,追加预算（万元）,制度健全
      一局,2023,100,5,是
      二局,2023,100,15,是
      三局,2023,100,x,是
      四局,2023,100,5,

      """, to: "d.csv")
  }

  @Test func oneDocumentHoldsAllDepartments() throws {
    let outcome = workspace.run("evaluate", "r.rules", "d.csv", "--format", "html")
    #expect(outcome.status == 1)
    let html = outcome.output
    #expect(html.hasPrefix("<!DOCTYPE html>\n"))
    #expect(html.hasSuffix("</main>\n</body></html>\n"))
    for word in ["<!DOCTYPE", "<main>", "<title>甲结果（2023 年度）</title>"] {
      #expect(html.ranges(of: word).count == 1, "\(word)")
    }
    let titles = html.split(separator: "<h1>").dropFirst().map { $0.prefix { $0 != " " } }
    #expect(titles == ["一局", "二局", "三局", "四局"])
    // The third has a figure that is none: an error in the place of its table.
    #expect(html.ranges(of: "<table>").count == 3)
    #expect(html.contains("<li>[E0501]") || html.contains("<li>[E05"), "\(html.suffix(3_000))")
  }

  @Test(arguments: ["html", "markdown"])
  func theWayOfReadingAndThreadsChangeNothing(_ format: String) {
    let arguments = ["evaluate", "r.rules", "d.csv", "--format", format]
    let whole = workspace.run(arguments + ["--jobs", "1"], readsInParts: false)
    for jobs in ["1", "2", "7"] {
      for partBytes in [1, 60, 1 << 18] {
        let parts = workspace.run(arguments + ["--jobs", jobs], partBytes: partBytes)
        #expect(parts.output == whole.output)
        #expect(parts.status == whole.status)
      }
    }
  }

  @Test func rulesetsShareTheDocument() throws {
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/甲/a.rules")
    try workspace.write(Rules.scheme("乙"), to: "Rules/2023/乙/a.rules")
    try workspace.write(
      "[" + Rules.record("一局") + "," + Rules.record("二局", scheme: "乙") + "]", to: "d.json")
    let outcome = workspace.run("evaluate", "Rules", "d.json", "--format", "html", "-o", "页.html")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let html = try #require(workspace.text(of: "页.html"))
    #expect(html.ranges(of: "<!DOCTYPE").count == 1)
    #expect(html.ranges(of: "</html>").count == 1)
    #expect(html.ranges(of: "<h1>").count == 2)
  }

  @Test func wordsAreEnglishWhereAsked() {
    let outcome = workspace.run(
      "evaluate", "r.rules", "d.csv", "--format", "html", "--language", "en")
    #expect(outcome.output.contains("<html lang=\"en\">"))
    #expect(outcome.output.contains("<summary>制度建设 (5 points): 5 points</summary>"))
  }
}
