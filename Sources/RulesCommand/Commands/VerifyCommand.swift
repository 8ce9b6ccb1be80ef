import Evaluator
import Reports
import RuleLang
import Tabular

extension Command {
  /// The command `rules verify`.
  static let verify = Command(
    syntax: CommandSyntax(
      name: "verify",
      summary: Message(zh: "把存下的结果重算一遍，比较是否一样", en: "makes stored results again and compares them"),
      usage: ["RESULT DATA… [--rules RULES] [--format text|json]"],
      operands: [
        .init(
          name: "RESULT",
          summary: Message(
            zh: "rules evaluate --format json 或 jsonl 写的结果文件",
            en: "a file that rules evaluate --format json or jsonl wrote")), .scoredData,
      ],
      operandCountMin: 2,
      options: [
        .init(
          name: "--rules", value: Message(zh: "RULES", en: "RULES"),
          summary: Message(zh: "规则在哪里，默认是 Rules", en: "where the rules are, by default Rules")),
        .init(
          name: "--format", value: Message(zh: "text|json", en: "text|json"),
          choices: ["text", "json"],
          summary: Message(
            zh: "text：给人看（默认）；json：给程序读",
            en: "text: for people (default); json: for programs")),
      ] + CommandSyntax.Option.ofData,
      notes: [
        Message(
          zh: "不一样时说明是规则、数据还是程序变了，或者是结果被改过。",
          en: "Where something differs it says whether rules, data or program have changed,"
            + " or the result was edited.")
      ],
      examples: [
        .init(
          line: "rules verify 结果.json Examples/示例部门.json",
          summary: Message(zh: "核验一份结果", en: "verify a file of results"))
      ]),
    action: { run throws(CommandFailure) in try VerifyCommand(run: run).carryOut() })
}

/// Verifies a file of results.
private struct VerifyCommand {
  let run: CommandRun

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let path = run.arguments.operands[0]
    let rules = run.arguments.values["--rules"] ?? "Rules"
    let (file, findings, stored) = try results(at: path)
    var verifier = ResultVerifier(run: run, rulesPath: rules)
    let verifications = stored.isEmpty ? [] : try verifier.verify(stored)
    let language = run.language(for: verifier.vocabulary ?? run.environment.language)
    if verifier.areRulesBroken { return .findings }
    if run.arguments.values["--format"] == "json" {
      run.console.output.write(VerificationReport.json(verifications))
    } else if !stored.isEmpty {
      run.console.output.write(
        VerificationReport.text(
          verifications,
          options: ReportOptions(
            language: language, usesColor: run.usesColor(run.console.output))))
    }
    run.console.output.flush()
    let notices = run.notices(in: language)
    notices.diagnostics(findings, files: [file])
    for found in verifier.findings { notices.diagnostics(found.diagnostics, files: found.files) }
    let all = findings + verifier.findings.flatMap(\.diagnostics)
    if !all.isEmpty { notices.summary(of: all) }
    let isSame = verifications.allSatisfy { $0.verdict == .same }
    return isSame && !findings.containsErrors ? .clean : .findings
  }

  /// The results of a file, and what of it could not be read.
  private func results(
    at path: String
  ) throws(CommandFailure) -> (file: SourceFile, findings: [Diagnostic], stored: [StoredResult]) {
    let bytes = try bytes(at: path)
    let text: [UInt8]
    do {
      text = try TextDecoder.decode(bytes).utf8
    } catch {
      let finding = Finding.brokenResult(zh: "它不是文字", en: "it is no text")
      return (
        SourceFile(path: path, bytes: []), [finding.at(SourceRange(file: 0, lower: 0, upper: 0))],
        []
      )
    }
    let reader = StoredResultReader(text)
    let findings = reader.problems.map { problem in
      Finding.brokenResult(zh: problem.zh, en: problem.en).at(
        SourceRange(file: 0, lower: problem.range.lowerBound, upper: problem.range.upperBound))
    }
    return (SourceFile(path: path, bytes: text), findings.sortedAndCapped(), reader.results)
  }

  private func bytes(at path: String) throws(CommandFailure) -> [UInt8] {
    if try run.files.existingKind(path) == .folder {
      throw CommandFailure(
        zh: "“\(path)”是文件夹，不是结果文件", en: "'\(path)' is a folder, not a file of results",
        helps: [
          Message(zh: "先写结果，再写数据：RESULT DATA", en: "the result comes first: RESULT DATA")
        ])
    }
    do throws(FileError) {
      return try run.files.read(path, bytesMax: TextDecoder.sizeBytesMax)
    } catch {
      throw CommandFailure(error)
    }
  }
}
