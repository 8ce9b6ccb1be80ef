import Evaluator
import ExactNumbers
import RuleLang

/// The page of one department: who and by which rules, the official table, the defence of each point, what
/// is to be noted, and where to sign.
struct DepartmentPage {
  private let evaluation: Evaluation
  private let record: Record?
  private let reconciliation: Reconciliation?
  private let ruleset: Ruleset
  private let say: Wording
  private let options: ReportOptions

  init(
    _ evaluation: Evaluation, _ record: Record?, _ reconciliation: Reconciliation?,
    _ ruleset: Ruleset, _ say: Wording
  ) {
    self.evaluation = evaluation
    self.record = record
    self.reconciliation = reconciliation
    self.ruleset = ruleset
    self.say = say
    options = ReportOptions(language: say.language)
  }

  /// What it is called.
  var title: String {
    let department = evaluation.department ?? say("（未写部门）", "(no department named)")
    return say(
      "\(department) \(evaluation.fiscalYear) 年度\(ruleset.name)",
      "\(department), \(ruleset.name), fiscal year \(evaluation.fiscalYear)")
  }

  func blocks() -> [Page.Block] {
    var blocks: [Page.Block] = [.heading(title, level: 1), .facts(facts)]
    if evaluation.status != .failed {
      blocks += bars()
      blocks.append(.table(DepartmentTable(evaluation, ruleset, say).table))
      blocks += claims()
    }
    let notes = ResultNotes(
      evaluation, record: record, ruleset: ruleset, options: options, isBrief: false)
    for note in notes.notes() {
      blocks += [.heading(Self.heading(note.title), level: 2), .list(note.items)]
    }
    let stories = self.stories()
    if !stories.isEmpty {
      blocks.append(.heading(say("各项得分说明", "Why each point was given or lost"), level: 2))
      blocks += stories
    }
    return blocks + [.signatures(signatures)]
  }

  /// The title of remarks without the colon that introduces them in a text.
  private static func heading(_ title: String) -> String {
    guard let last = title.last, last == "：" || last == ":" else { return title }
    return String(title.dropLast())
  }

  private var facts: [(label: String, texts: [String])] {
    let total = ScoreText.verdict(evaluation, say)
    let rules = say(
      "\(ruleset.name)，\(ruleset.year) 年，第 \(ruleset.revision) 次修订",
      "\(ruleset.name), \(ruleset.year), revision \(ruleset.revision)")
    var facts: [(label: String, texts: [String])] = [
      (say("部门", "Department"), [evaluation.department ?? ""]),
      (say("年度", "Fiscal year"), [String(evaluation.fiscalYear)]),
      (say("总分", "Total"), [total]),
      (say("规则", "Rules"), [rules]),
      (say("规则摘要", "Digest of the rules"), [ruleset.digest]),
    ]
    if let record, evaluation.status != .failed {
      facts.append((say("数据摘要", "Digest of the data"), [RecordDigest(ruleset).text(of: record)]))
    }
    facts.append((say("计算程序", "Program"), [ResultJSON.engine]))
    return facts.filter { !$0.texts.allSatisfy(\.isEmpty) }
  }

  private var signatures: [String] {
    say.language == .zh
      ? ["填报人", "部门负责人", "评价组", "日期"]
      : ["Prepared by", "Head of department", "Evaluator", "Date"]
  }

  /// What each heading at the top has of its points.
  private func bars() -> [Page.Block] {
    let bars = RulesetOutline(ruleset).entries.compactMap { entry -> Page.Bar? in
      guard entry.depth == 0, case .heading(let index) = entry.node,
        let result = evaluation.headings.first(where: { $0.index == index }),
        let lower = result.range.lower?.value.divided(by: result.points),
        let upper = result.range.upper?.value.divided(by: result.points)
      else { return nil }
      let score = ScoreText.of(result.score, range: result.range)
      return Page.Bar(
        label: ruleset.headings[index].name,
        shares: min(lower, upper)...max(lower, upper),
        text: say("\(score) / \(result.points) 分", "\(score) of \(result.points)"))
    }
    return bars.count > 1 ? [.bars(bars)] : []
  }

  // MARK: Claims

  /// What was claimed, beside what was computed.
  private func claims() -> [Page.Block] {
    guard let record, let reconciliation else { return [] }
    let words = ReconciliationWords(reconciliation, record, ruleset, files: [], options: options)
    // Points are those of the rules; that they agree is nothing to tell.
    let items = reconciliation.items.filter {
      $0.claimed != nil && $0.kind.isOfClaims && ($0.kind != .points || $0.verdict != .agrees)
    }
    guard !items.isEmpty else { return [] }
    var table = PageTable(
      caption: say("申报的与按规则计算的", "What was claimed and what the rules give"),
      columns: [
        say("项目", "Item"), say("比较", "Compared"), say("申报", "Claimed"), say("计算", "Computed"),
        say("相差", "Apart by"), say("结论", "Verdict"),
      ].map { .init(title: $0, kind: .text) })
    table.rows = items.map { item in
      [
        .init([words.name(item.subject)], mark: .head), .init(words.kind(item.kind)),
        .init(words.claimed(item)), .init(words.computed(item)),
        .init(item.verdict == .agrees ? "" : words.difference(item)),
        .init([verdict(item, words)], mark: item.verdict == .differs ? .change : .plain),
      ]
    }
    let title = say("自评与计算对照", "Claims against the rules")
    return [.heading(title, level: 2), .table(table)]
  }

  private func verdict(_ item: ReconciliationItem, _ words: ReconciliationWords) -> String {
    switch item.verdict {
    case .agrees: return say("相符", "agrees")
    case .open: return say("未能核对", "cannot be said")
    case .differs:
      let effects = words.effects(item)
      return say("不符", "differs")
        + (effects.isEmpty ? "" : say("，改变", ", changes ") + effects)
    }
  }

  // MARK: Stories

  /// The derivation of each indicator, folded away.
  private func stories() -> [Page.Block] {
    guard let record, evaluation.status != .failed else { return [] }
    let context = StoryContext(evaluation, record, ruleset, options)
    return RulesetOutline(ruleset).entries.compactMap { entry in
      guard case .indicator(let index) = entry.node,
        let result = evaluation.indicators.first(where: { $0.index == index })
      else { return nil }
      let indicator = ruleset.indicators[index]
      var facts: [(label: String, texts: [String])] = []
      for (label, text) in IndicatorStory(context, indicator, result).rows() {
        if label.isEmpty, let last = facts.indices.last {
          facts[last].texts.append(text)
        } else {
          facts.append((label, [text]))
        }
      }
      return .details(
        summary(indicator, result), facts, MeasureScale(context).scale(indicator, result))
    }
  }

  private func summary(_ indicator: Indicator, _ result: IndicatorResult) -> String {
    let score =
      switch result.status {
      case .excluded: say("不适用", "not applicable")
      case .failed: say("有错误", "not scored")
      case .undetermined, .scored, .judged:
        say.points(ScoreText.of(result.score, range: result.range))
      }
    return indicator.name + say.bracketed(say.points(result.points.description))
      + say("：", ": ") + score
  }
}

/// The official table of one department.
struct DepartmentTable {
  let evaluation: Evaluation
  let ruleset: Ruleset
  let say: Wording
  private let grid: IndicatorGrid
  private let words: ResultWords
  private let standards: StandardWords

  init(_ evaluation: Evaluation, _ ruleset: Ruleset, _ say: Wording) {
    self.evaluation = evaluation
    self.ruleset = ruleset
    self.say = say
    grid = IndicatorGrid(ruleset, say)
    words = ResultWords(evaluation, ruleset, say)
    standards = StandardWords(ruleset, say)
  }

  var table: PageTable {
    var table = PageTable(
      caption: say("评价指标和得分", "Indicators and scores"), columns: grid.columns(and: columns))
    table.rows = grid.rows(title: title) { cells(of: $0) } + steps()
    table.total = grid.row(say("总分", "Total"), total)
    return table
  }

  private var columns: [PageTable.Column] {
    var columns: [PageTable.Column] = [
      .init(title: say("分值", "Points"), kind: .number),
      .init(title: say("得分", "Score"), kind: .number),
    ]
    if grid.isWeighted {
      columns.append(.init(title: say("折合得分", "Score in the total"), kind: .number))
    }
    return columns + [
      .init(title: say("评价标准", "Standard"), kind: .prose),
      .init(title: say("完成情况", "Result"), kind: .text),
      .init(title: say("扣分原因", "Why points were lost"), kind: .prose),
    ]
  }

  private func cells(of index: Int) -> [PageTable.Cell] {
    let indicator = ruleset.indicators[index]
    let standard = PageTable.Cell(standards.paragraphs(of: indicator))
    guard let result = evaluation.indicators.first(where: { $0.index == index }) else {
      return numbers("", "", "") + [standard, .init(""), .init("")]
    }
    let isExcluded = result.status == .excluded
    let counted = result.score.map { ruleset.worth(of: $0, from: indicator).description }
    return numbers(
      isExcluded ? "—" : result.points.description, isExcluded ? "—" : words.score(result),
      isExcluded ? "—" : counted ?? "")
      + [standard, .init(words.measure(result)), .init(words.reasons(result))]
  }

  private func title(of index: Int) -> [String] {
    let heading = ruleset.headings[index]
    guard let result = evaluation.headings.first(where: { $0.index == index }) else {
      return [heading.name]
    }
    let points = heading.pointsInWords(result.points, say)
    let score = ScoreText.of(result.score, range: result.range)
    return [heading.name + say.bracketed(points), say("得 \(score) 分", "scored \(score)")]
  }

  // MARK: The whole

  private func numbers(_ points: String, _ score: String, _ counted: String) -> [PageTable.Cell] {
    [.init(points), .init(score)] + (grid.isWeighted ? [.init(counted)] : [])
  }

  /// What was added to the sum of the indicators and taken from it.
  private func steps() -> [PageTable.Row] {
    evaluation.adjustments.filter { !$0.points.isZero }.map { step in
      let points = ScoreText.signed(step.points)
      let numbers = grid.isWeighted ? numbers("", "", points) : numbers("", points, "")
      return grid.row(
        step.kind.words(say), numbers + [.init(""), .init(""), .init(say(step.text))])
    }
  }

  private var total: [PageTable.Cell] {
    let score = ScoreText.of(evaluation.score, range: evaluation.range)
    let numbers =
      grid.isWeighted
      ? numbers("", "", score) : numbers(evaluation.points.description, score, "")
    let grade = evaluation.status == .complete ? evaluation.grade ?? "" : ""
    return numbers + [.init(""), .init(grade), .init("")]
  }
}
