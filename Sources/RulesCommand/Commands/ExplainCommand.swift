import Evaluator
import Reports
import RuleLang

extension Command {
  /// The command `rules explain`.
  static let explain = Command(
    syntax: CommandSyntax(
      name: "explain",
      summary: Message(zh: "说明每一分的理由，或一个错误代码", en: "explains every point, or an error code"),
      usage: ["RULES DATA… [--department D] [--indicator I]", "CODE"],
      operands: [
        .scoringRules, .scoredData,
        .init(
          name: "CODE",
          summary: Message(zh: "错误代码，如 E0203", en: "the code of an error, such as E0203")),
      ],
      operandCountMin: 1,
      options: [
        .init(
          name: "--department", short: "-d", value: Message(zh: "D", en: "D"),
          summary: Message(zh: "只说明这个部门", en: "only this department")),
        .init(
          name: "--indicator", short: "-i", value: Message(zh: "I", en: "I"),
          summary: Message(zh: "只说明这个指标", en: "only this indicator")), .jobs,
      ] + CommandSyntax.Option.ofData,
      examples: [
        .init(
          line: "rules explain Rules Examples/示例部门.json --indicator 预算调整率",
          summary: Message(zh: "说明一个指标为什么得这些分", en: "why an indicator has its points")),
        .init(
          line: "rules explain E0203",
          summary: Message(zh: "说明错误 E0203", en: "explain the error E0203")),
      ]),
    action: { run throws(CommandFailure) in try ExplainCommand(run: run).carryOut() })
}

/// Explains results and error codes.
private struct ExplainCommand {
  let run: CommandRun

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let operands = run.arguments.operands
    if operands.count == 1 {
      if CodePages.isCode(operands[0]) {
        try CodePages(run: run).print(operands[0])
        return .clean
      }
      let data = CommandSyntax.Operand.scoredData
      throw CommandFailure(
        zh: "缺少参数 \(data.name)：\(data.summary.zh)",
        en: "the argument \(data.name) is missing: \(data.summary.en)",
        helps: [.seeHelp(of: "rules explain")])
    }
    return try explainResults()
  }

  private func explainResults() throws(CommandFailure) -> ExitStatus {
    let department = run.arguments.values["--department"].map(NameCharacters.normalized)
    var departments: [String] = []
    let plan = try ScoringPlan.made(for: run, namesDigest: true) { raw in
      if let name = raw.department { departments.append(name) }
      return department == nil || raw.department == department
    }
    guard let plan else { return .findings }
    if let department, !departments.contains(department) {
      var failure = unknown(
        department, among: departments, zh: "数据里没有部门", en: "the data have no department")
      failure.vocabulary = plan.commonVocabulary
      throw failure
    }
    let teller = Teller(
      rulesets: plan.rulesets.map(\.ruleset), indicator: try checkedIndicator(in: plan),
      language: run.arguments.language, usesColor: run.usesColor(run.console.output))
    var scoring = ScoringRun(plan, for: run) { teller.parts($0) }
    var isFirst = true
    scoring.carryOut(to: run.console.output) { part in
      if !isFirst { run.console.output.write("\n") }
      isFirst = false
      run.console.output.write(part.text)
    }
    return run.report(scoring, plan)
  }

  /// The indicator that was asked for, if one of the rulesets has it.
  private func checkedIndicator(in plan: ScoringPlan) throws(CommandFailure) -> String? {
    guard let given = run.arguments.values["--indicator"] else { return nil }
    let name = NameCharacters.normalized(given)
    let names = plan.rulesets.flatMap { $0.ruleset.indicators.map(\.name) }
    if names.contains(name) || names.isEmpty { return name }
    var failure = unknown(
      name, among: names, zh: "规则里没有指标", en: "the rules have no indicator")
    failure.vocabulary = plan.commonVocabulary
    throw failure
  }

  /// Says which name was probably meant or, where there are few, which there are.
  private func unknown(
    _ name: String, among names: [String], zh: String, en: String
  ) -> CommandFailure {
    var helps = [Message.didYouMean(nearest(to: name, in: names))].compactMap { $0 }
    if helps.isEmpty {
      let some = names.prefix(10)
      let more = names.count > some.count ? "…" : ""
      if !some.isEmpty {
        helps.append(
          Message(
            zh: "有：\(some.joined(separator: "、"))\(more)",
            en: "there are: \(some.joined(separator: ", "))\(more)"))
      }
    }
    return CommandFailure(zh: "\(zh)“\(name)”", en: "\(en) '\(name)'", helps: helps)
  }

  /// The nearest name, or the only one that the given text is a part of.
  private func nearest(to name: String, in names: [String]) -> String? {
    if let nearest = EditDistance.nearest(to: name, in: names) { return nearest }
    let longer = Set(names.filter { $0.hasPart(name) })
    return longer.count == 1 ? longer.first : nil
  }
}

/// Tells how results came about.
private struct Teller: Sendable {
  let rulesets: [Ruleset]
  let indicator: String?
  let language: Language?
  let usesColor: Bool

  /// The explanations, a part for each record; none for a ruleset without the indicator.
  func parts(_ results: [ScoredRecord]) -> [ResultPart] {
    results.compactMap { result in
      let ruleset = rulesets[result.ruleset]
      let index = ruleset.indicators.firstIndex { $0.name == indicator }
      if indicator != nil, index == nil { return nil }
      return ResultPart(ruleset: result.ruleset, text: text(result, ruleset, index), count: 1)
    }
  }

  private func text(_ result: ScoredRecord, _ ruleset: Ruleset, _ indicator: Int?) -> String {
    let options = ReportOptions(language: language ?? ruleset.vocabulary, usesColor: usesColor)
    guard let record = result.record else {
      return EvaluationTable.text(
        result.evaluation, record: nil, ruleset: ruleset, options: options)
    }
    return Explanation.text(
      result.evaluation, record: record, ruleset: ruleset, indicator: indicator,
      options: options)
  }
}
