import RuleLang
import Tabular

/// What came of making one stored result again.
public struct Verification: Sendable {
  /// How it came out.
  public enum Verdict: String, Sendable {
    case same, differs, missingInData, missingInResult
  }

  /// A side that has changed.
  public enum Side: String, Sendable, CaseIterable {
    case rules, data, program, result, words
  }

  /// A fact of the receipt that is another now.
  public struct Change: Sendable {
    /// What it is.
    public enum Subject: String, Sendable {
      case ruleset, revision, digest, version
    }

    /// The side.
    public let side: Side

    /// What it is.
    public let subject: Subject

    /// What is stored.
    public let stored: String

    /// What is now; nil where there is none any more.
    public let now: String?

    /// A change from its parts.
    public init(_ side: Side, _ subject: Subject, stored: String, now: String?) {
      self.side = side
      self.subject = subject
      self.stored = stored
      self.now = now
    }
  }

  /// The department.
  public let department: String?

  /// The fiscal year.
  public let fiscalYear: Int

  /// The name of the ruleset; nil for a record without a result.
  public let ruleset: String?

  /// How it came out.
  public let verdict: Verdict

  /// What of the receipt is another now.
  public let changes: [Change]

  /// The sides that have changed.
  public let sides: [Side]

  /// What differs.
  public let differences: [ResultDifference]

  /// A department on one side alone.
  public init(
    department: String?, fiscalYear: Int, ruleset: String?, onlyOneSide verdict: Verdict
  ) {
    self.department = department
    self.fiscalYear = fiscalYear
    self.ruleset = ruleset
    self.verdict = verdict
    changes = []
    sides = []
    differences = []
  }

  /// A result that was made again, or could not be.
  ///
  /// Where neither rules nor data have changed, a difference is in the result itself.
  public init(
    _ stored: StoredResult, changes: [Change], differences: [ResultDifference]
  ) {
    department = stored.department
    fiscalYear = stored.fiscalYear
    ruleset = stored.ruleset
    self.changes = changes
    self.differences = differences
    var sides = Side.allCases.filter { side in changes.contains { $0.side == side } }
    if sides.isEmpty, !differences.isEmpty {
      sides = differences.allSatisfy(\.isOfWords) ? [.words] : [.result]
    }
    self.sides = sides
    let isSame = differences.isEmpty && sides.allSatisfy { $0 == .program }
    verdict = isSame ? .same : .differs
  }
}

/// Verifications as a text for people and as a document.
public enum VerificationReport {
  /// What differs, department by department, and how many results are as they were.
  ///
  /// - Parameters:
  ///   - verifications: what was verified, in the order of the file.
  ///   - options: the language and the dress.
  /// - Returns: The lines, each ending in a line feed.
  public static func text(_ verifications: [Verification], options: ReportOptions) -> String {
    let say = options.say
    let writer = VerificationLines(options)
    var lines: [String] = []
    for verification in verifications where verification.verdict != .same {
      lines += writer.lines(verification) + [""]
    }
    let same = verifications.count { $0.verdict == .same }
    let others = verifications.count - same
    let programs = Set(
      verifications.flatMap(\.changes).filter { $0.side == .program }.map(\.stored)
    ).sorted()
    if !programs.isEmpty {
      lines.append(
        say(
          "结果是 \(say.list(programs)) 写的，重算用的是 \(ResultJSON.engine)",
          "the results were written by \(say.list(programs)), and made again by"
            + " \(ResultJSON.engine)"))
    }
    let summary =
      others == 0
      ? say("核验 \(same) 条结果，都和重算的一样", "verified \(same): every result is as it was")
      : say(
        "核验 \(verifications.count) 条：\(same) 条一样，\(others) 条不一样",
        "verified \(verifications.count): \(same) as they were, \(others) not")
    lines.append(options.ink.drawn(summary, others == 0 ? .good : .bad))
    return lines.map { $0 + "\n" }.joined()
  }

  /// The document of chapter 17; it ends in a line feed.
  public static func json(_ verifications: [Verification]) -> String {
    func text(_ value: String?) -> JSONItem { value.map { .string($0) } ?? .null }
    let items = verifications.map { verification -> JSONItem in
      let differences = verification.differences.map { difference in
        JSONItem.object([
          ("node", text(difference.node)), ("member", .string(difference.member)),
          ("stored", text(difference.stored)), ("recomputed", text(difference.recomputed)),
        ])
      }
      let changes = verification.changes.map { change in
        JSONItem.object([
          ("side", .string(change.side.rawValue)),
          ("subject", .string(change.subject.rawValue)), ("stored", .string(change.stored)),
          ("now", text(change.now)),
        ])
      }
      return .object([
        ("department", text(verification.department)),
        ("fiscalYear", .integer(verification.fiscalYear)),
        ("ruleset", text(verification.ruleset)),
        ("verdict", .string(verification.verdict.rawValue)),
        ("changed", .array(verification.sides.map { .string($0.rawValue) })),
        ("changes", .array(changes)), ("differences", .array(differences)),
      ])
    }
    let same = verifications.count { $0.verdict == .same }
    let document = JSONItem.object([
      ("engine", .string(ResultJSON.engine)), ("verified", .integer(verifications.count)),
      ("differing", .integer(verifications.count - same)), ("results", .array(items)),
    ])
    return document.text(indented: true) + "\n"
  }
}

/// The lines of one department.
private struct VerificationLines {
  let say: Wording
  let ink: Pen

  init(_ options: ReportOptions) {
    say = options.say
    ink = options.ink
  }

  func lines(_ verification: Verification) -> [String] {
    let department = PlainText.of(
      verification.department ?? say("（未写部门）", "(no department named)"))
    let year = say("\(verification.fiscalYear) 年度", "fiscal year \(verification.fiscalYear)")
    let verdict =
      switch verification.verdict {
      case .same: say("一样", "as it was")
      case .missingInData: say("数据里没有这个部门", "the data have no record of it")
      case .missingInResult: say("结果里没有这个部门", "the file has no result of it")
      case .differs: say.list(verification.sides.map(words))
      }
    var lines = [
      ink.drawn(department, .strong) + "  " + year + say("：", ": ") + ink.drawn(verdict, .bad)
    ]
    let labelled = LabelledLines(labelWidth: say.language == .zh ? 4 : 7, ink: ink)
    for change in verification.changes where change.side != .program {
      let text = word(change.subject) + " " + pair(change.stored, change.now)
      lines += labelled.lines(name(change.side), text)
    }
    let told = told(verification.differences)
    for (index, difference) in told.prefix(Self.differencesMax).enumerated() {
      lines += labelled.lines(index == 0 ? say("不同", "differs") : "", text(difference))
    }
    let rest = verification.differences.count - min(told.count, Self.differencesMax)
    if rest > 0 {
      lines += labelled.lines("", say("另有 \(rest) 处随之不同", "and \(rest) more with them"))
    }
    return lines
  }

  /// The differences without those that only follow from another: a range from its score, what a
  /// choice would give from the total.
  private func told(_ differences: [ResultDifference]) -> [ResultDifference] {
    let scored = Set(differences.filter { $0.member == "score" }.map { $0.node ?? "" })
    return differences.filter { difference in
      if difference.member.hasPrefix("range") { return !scored.contains(difference.node ?? "") }
      return difference.part != "choices" || !scored.contains("")
    }
  }

  private func word(_ subject: Verification.Change.Subject) -> String {
    switch subject {
    case .ruleset: say("规则集", "ruleset")
    case .revision: say("修订", "revision")
    case .digest: say("摘要", "digest")
    case .version: say("版本", "version")
    }
  }

  private static let differencesMax = 40

  private func words(_ side: Verification.Side) -> String {
    switch side {
    case .rules: say("规则变了", "the rules have changed")
    case .data: say("数据变了", "the data have changed")
    case .program: say("程序版本不同", "the program is of another version")
    case .result:
      say(
        "规则、数据和程序都没有变，是结果被改过",
        "rules, data and program are the same: the result was edited")
    case .words:
      say(
        "数字都一样，只有文字不同：规则的排版或用词改过，或结果里的文字被改过",
        "the figures are the same and only words differ: the layout of the rules or words of the"
          + " result were changed")
    }
  }

  private func name(_ side: Verification.Side) -> String {
    switch side {
    case .rules: say("规则", "rules")
    case .data: say("数据", "data")
    case .program: say("程序", "program")
    case .result: say("结果", "result")
    case .words: say("文字", "words")
    }
  }

  private func text(_ difference: ResultDifference) -> String {
    let node = difference.node.map { PlainText.of($0) } ?? say("整体", "the whole")
    let member = member(difference.member)
    return node + (member.isEmpty ? "" : " " + member) + say("：", ": ")
      + pair(difference.stored, difference.recomputed)
  }

  private func pair(_ stored: String?, _ now: String?) -> String {
    let none = say("没有", "nothing")
    let (old, new) = (stored.map { PlainText.of($0) } ?? none, now.map { PlainText.of($0) } ?? none)
    return say("存的 \(old)，重算 \(new)", "stored \(old), made anew \(new)")
  }

  /// A member in words, where it is one that people know.
  private func member(_ path: String) -> String {
    let words = [
      "score": say("得分", "score"), "grade": say("等次", "grade"),
      "grades": say("可能的等次", "possible grades"), "points": say("分值", "points"),
      "status": say("状态", "status"), "unrounded": say("取舍前的得分", "score before rounding"),
      "measure.exact": say("计算值", "measure"), "measure.shown": say("显示的计算值", "shown measure"),
      "holds": say("是否成立", "holds"), "method": say("评分方法", "method"),
      "clause.text": say("条款", "clause"),
    ]
    if let word = words[path] { return word }
    if path.hasPrefix("lost[") {
      let number = path.dropFirst(5).prefix { $0 != "]" }
      let ofReason = path.hasSuffix(".reason")
      return ofReason
        ? say("第 \(number) 项失分的理由", "reason of loss \(number)")
        : say("第 \(number) 项失分", "loss \(number)")
    }
    if path.hasPrefix("range") { return say("得分范围 ", "range ") + path.dropFirst(5) }
    return path
  }
}
