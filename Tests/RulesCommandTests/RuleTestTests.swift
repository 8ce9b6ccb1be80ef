import Testing

@testable import RulesCommand

@Suite struct RuleTestTests {
  @Test func countsWhatPassed() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "Rules/2023/甲/a.rules")
    let passed = Outcome(status: 0, output: "1 个测试通过，0 个未通过  Rules/2023/甲\n")
    #expect(workspace.run("test") == passed)
    try workspace.write(Rules.scheme("乙"), to: "Rules/2023/乙/a.rules")
    #expect(
      workspace.run("test", "--language", "en").output == """
        1 passed, 0 failed  Rules/2023/乙
        1 passed, 0 failed  Rules/2023/甲
        2 passed, 0 failed

        """)
  }

  @Test func saysWhatFailed() throws {
    let workspace = try Workspace()
    try workspace.write(
      Rules.scheme().replacing("预算调整率 ＝ 5 分", with: "预算调整率 ＝ 4 分"),
      to: "Rules/2023/甲/a.rules")
    #expect(
      workspace.run("test")
        == Outcome(
          status: 1,
          output: """
            未通过  恰好 10%（Rules/2023/甲/a.rules:24）
              应得 预算调整率 ＝ 4 分（Rules/2023/甲/a.rules:26）
                   │             │
                   5 分          4 分
              因为 计算 追加预算 ÷ 年初预算（Rules/2023/甲/a.rules:13）
                        │        │ │
                        10 万元  │ 100 万元
                                 10%
              依照 ≤ 10% 得满分（Rules/2023/甲/a.rules:14）

            0 个测试通过，1 个未通过  Rules/2023/甲

            """))
  }

  @Test func aChangeThatGoesUnnoticedIsAFinding() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "Rules/2023/甲/a.rules")
    let mutated = workspace.run("test", "--mutate")
    #expect(mutated.status == 1 && mutated.errors.isEmpty)
    #expect(mutated.output.contains("改了没有测试发现的："))
    #expect(workspace.run("test", "--coverage").status == 0)
    let english = workspace.run("test", "--mutate", "--coverage", "--language=en")
    #expect(english.output.contains("changed without any test noticing:"))
    #expect(english.output.contains("not covered ("))
    #expect(workspace.run("test", "--mutate").output == mutated.output)
  }

  @Test func suggestionsAreARuleFileOnStandardOutput() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "Rules/2023/甲/a.rules")
    let outcome = workspace.run("test", "--suggest")
    #expect(outcome.status == 0)
    #expect(outcome.errors == "1 个测试通过，0 个未通过  Rules/2023/甲\n")
    #expect(outcome.output.hasPrefix("测试 “") || outcome.output.hasPrefix("// "))
    try workspace.write(outcome.output, to: "Rules/2023/甲/b.rules")
    let pasted = workspace.run("check")
    #expect(pasted.status == 1 && pasted.errors.contains("E0420"))
    let confirmed = outcome.output.replacing("  // 应得", with: "  应得")
    try workspace.write(confirmed, to: "Rules/2023/甲/b.rules")
    #expect(workspace.run("test").status == 0)
  }

  @Test func everythingIsOneDocument() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "Rules/2023/甲/a.rules")
    let outcome = workspace.run(
      "test", "--coverage", "--suggest", "--mutate", "--format", "json")
    #expect(outcome.status == 1 && outcome.errors.isEmpty)
    for member in ["\"passed\": 1", "\"coverage\":", "\"suggestions\":", "\"mutation\":"] {
      #expect(outcome.output.contains(member))
    }
    #expect(workspace.run("test", "--format=xml").status == 2)
    #expect(workspace.run("test", "nowhere").status == 2)
  }

  @Test func reportsBrokenRules() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme("甲").replacing("总分 10", with: "总分 11"), to: "a.rules")
    let outcome = workspace.run("test", "a.rules")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("错误[E0403]"))
  }

  @Test func showsARuleset() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/甲/a.rules")
    let outcome = workspace.run("show", "Rules")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("甲\n") && outcome.output.contains("三级指标 预算调整率 5 分"))
    let english = workspace.run("show", "Rules", "--language=en").output
    #expect(english.contains("indicator 预算调整率 5 points"))
  }
}
