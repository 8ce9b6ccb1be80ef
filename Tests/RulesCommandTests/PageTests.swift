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

  @Test func oneRecordHasItsPage() throws {
    try workspace.write(Rules.record("一局"), to: "一.json")
    let outcome = workspace.run("evaluate", "r.rules", "一.json", "--format", "html")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("<!DOCTYPE html>\n"))
    #expect(outcome.output.hasSuffix("</main>\n</body></html>\n"))
    #expect(outcome.output.contains("<h1>一局 2023 年度甲</h1>"))
    #expect(!outcome.output.contains("<script"))
  }

  @Test func severalRecordsHaveOnePageAboutAll() {
    let outcome = workspace.run("evaluate", "r.rules", "d.csv", "--format", "html")
    #expect(outcome.status == 1)
    #expect(outcome.output.ranges(of: "<!DOCTYPE").count == 1)
    #expect(outcome.output.ranges(of: "<h1>").count == 1)
    for name in ["一局", "二局", "三局", "四局", "4 个：完整 2、缺资料 1、有错误 1"] {
      #expect(outcome.output.contains(name), "\(name)")
    }
    #expect(outcome.errors.contains("E0505"))
  }

  @Test(arguments: ["html", "markdown"])
  func threadsChangeNothing(_ format: String) {
    let arguments = ["evaluate", "r.rules", "d.csv", "--format", format]
    let one = workspace.run(arguments + ["--jobs", "1"])
    #expect(workspace.run(arguments + ["--jobs", "7"]).output == one.output)
    let ending = format == "html" ? ".html" : ".md"
    for jobs in ["1", "7"] {
      #expect(workspace.run(arguments + ["--jobs", jobs, "-o", "页" + jobs]).status == 1)
    }
    #expect(workspace.names(in: "页1/departments").count == 4)
    for name in ["index" + ending]
      + workspace.names(in: "页1/departments").map({ "departments/" + $0 })
    {
      let text = workspace.text(of: "页1/" + name)
      #expect(text != nil && text == workspace.text(of: "页7/" + name))
    }
  }

  @Test func aFolderHoldsThePageOfEachAndOneThatLeadsToThem() throws {
    for (path, folder) in [("新", "新"), ("又新/", "又新"), ("空", "空")] {
      try workspace.makeFolder("空")
      let outcome = workspace.run(
        "evaluate", "r.rules", "d.csv", "--format", "html", "-o", path)
      #expect(outcome.status == 1)
      #expect(outcome.output.isEmpty)
      #expect(workspace.names(in: folder) == ["departments", "index.html"])
      let names = workspace.names(in: folder + "/departments")
      #expect(
        names == ["0001-一局.html", "0002-二局.html", "0003-三局.html", "0004-四局.html"])
      let index = try #require(workspace.text(of: folder + "/index.html"))
      #expect(index.contains("<a href=\"departments/0002-%E4%BA%8C%E5%B1%80.html\">二局</a>"))
      let page = try #require(workspace.text(of: folder + "/departments/0003-三局.html"))
      #expect(page.contains("<a href=\"../index.html\">"))
      #expect(page.contains("E0505"))
    }
    #expect(!workspace.names(in: ".").contains { $0.hasSuffix(".new") })
  }

  @Test func aFolderWithFilesIsLeftAlone() throws {
    try workspace.write("别的", to: "旧/说明.txt")
    let outcome = workspace.run("evaluate", "r.rules", "d.csv", "--format", "html", "-o", "旧")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("写不了“旧”：文件夹里已经有文件"))
    #expect(workspace.names(in: "旧") == ["说明.txt"])
    // A run that ends early leaves nothing.
    let early = workspace.run(
      "evaluate", "r.rules", "d.csv", "--format", "html", "-o", "早", "--max-errors", "1")
    #expect(early.status == 1)
    #expect(!workspace.names(in: ".").contains { $0.hasPrefix("早") })
  }

  @Test(arguments: [("evaluate", "页.html"), ("evaluate", "页/"), ("annexes", "页.html")])
  func recordsWithoutRulesHaveNoPage(_ command: String, _ path: String) throws {
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/甲/a.rules")
    try workspace.write(Rules.scheme("乙"), to: "Rules/2023/乙/a.rules")
    try workspace.write(Rules.record("一局", year: 2032), to: "晚.json")
    let outcome = workspace.run(command, "Rules", "晚.json", "--format", "html", "-o", path)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("E0510"), "\(outcome.errors)")
    #expect(!workspace.names(in: ".").contains { $0.hasPrefix("页") })
  }

  @Test func namesOfFilesAreHarmless() {
    #expect(PageName.of(12, "../../etc/passwd") == "0012-______etc_passwd")
    #expect(PageName.of(12_345, nil) == "12345")
    #expect(PageName.of(1, "a\u{202E}b c：d-e") == "0001-a_b_c_d-e")
    #expect(PageName.of(1, String(repeating: "长", count: 10_000)).utf8.count == 5 + 3 * 40)
  }

  @Test func rulesetsShareThePage() throws {
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/甲/a.rules")
    try workspace.write(Rules.scheme("乙"), to: "Rules/2023/乙/a.rules")
    try workspace.write(Rules.record("一局"), to: "记录/一.json")
    try workspace.write(Rules.record("一局", scheme: "乙"), to: "记录/二.json")
    try workspace.write("不是数据", to: "记录/说明.txt")
    let outcome = workspace.run("evaluate", "Rules", "记录", "--format", "html", "-o", "页.html")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let html = try #require(workspace.text(of: "页.html"))
    #expect(html.ranges(of: "<h1>").count == 1)
    #expect(html.ranges(of: "<h2>").count == 2)
    #expect(html.ranges(of: "<table").count == 2)
  }

  @Test func aFolderOfDataIsItsFilesInOrder() throws {
    try workspace.write("部门,年度,年初预算（万元）,追加预算（万元）,制度健全\n乙,2023,100,5,是\n", to: "数据/2.csv")
    try workspace.write("部门,年度,年初预算（万元）,追加预算（万元）,制度健全\n甲,2023,100,5,是\n", to: "数据/1.CSV")
    try workspace.write("{", to: "数据/下级/坏.json")
    let outcome = workspace.run("evaluate", "r.rules", "数据", "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let names = outcome.output.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
    #expect(names == ["甲", "乙"])
    let inside = workspace.run("evaluate", "r.rules", "数据", "--format", "csv", "-o", "数据/果.csv")
    #expect(inside.status == 2)
    #expect(inside.errors.contains("下次会被当作数据"))
  }

  @Test func wordsAreEnglishWhereAsked() {
    let outcome = workspace.run(
      "evaluate", "r.rules", "d.csv", "--format", "html", "--language", "en")
    #expect(outcome.output.contains("<html lang=\"en\">"))
    #expect(outcome.output.contains("4: 2 complete, 1 incomplete, 1 failed"))
  }
}
