public import Evaluator
import ExactNumbers
public import RuleLang

/// The page about many departments: ranking, grades, totals, means, losses, and what lies far from the others.
///
/// Chapter 19 has what stands on it.
public enum CohortPage {
  /// The paths from this page to those of a department.
  public struct Links: Sendable {
    let page: String
    let annexes: String?

    /// The paths to a department's page and to that of its annexes, if it has some.
    public init(page: String, annexes: String? = nil) {
      self.page = page
      self.annexes = annexes
    }
  }

  /// The results by one ruleset.
  public struct Group {
    let ruleset: Ruleset
    let cohort: Cohort
    let summary: CohortSummary
    let links: [Links]

    /// The results by one ruleset.
    ///
    /// - Parameters:
    ///   - ruleset: the ruleset.
    ///   - cohort: the results.
    ///   - summary: what they come to.
    ///   - links: where each leads to, in the order of the cohort; empty where there are no pages of departments.
    public init(
      _ ruleset: Ruleset, _ cohort: Cohort, _ summary: CohortSummary, links: [Links] = []
    ) {
      self.ruleset = ruleset
      self.cohort = cohort
      self.summary = summary
      self.links = links
    }
  }

  /// The page as one HTML file, which needs no other and fetches nothing.
  ///
  /// - Parameters:
  ///   - groups: the results, by ruleset.
  ///   - language: the language of the words around those of the rules and the data.
  /// - Returns: UTF-8; nothing that comes from rules or data is markup in it.
  /// - Complexity: O(*n* log *n*) in the departments.
  public static func html(_ groups: [Group], language: Language) -> [UInt8] {
    HTMLPage(page(groups, language)).bytes()
  }

  /// The same in Markdown.
  public static func markdown(_ groups: [Group], language: Language) -> String {
    MarkdownPage(page(groups, language)).text()
  }

  private static func page(_ groups: [Group], _ language: Language) -> Page {
    let say = Wording(language: language)
    let title = say("评价结果汇总", "Results of all departments")
    let parts = groups.map { CohortPart($0, say) }
    var page = Page(
      title: parts.count == 1 ? parts[0].title + say("汇总", ": all departments") : title,
      language: language)
    page.blocks.append(.heading(page.title, level: 1))
    if parts.isEmpty { page.blocks.append(.paragraph(say("没有记录。", "There are no records."))) }
    for (place, part) in parts.enumerated() {
      page.blocks += part.blocks(at: parts.count == 1 ? nil : place)
    }
    return page
  }
}

/// The part of the page about one ruleset.
private struct CohortPart {
  private let group: CohortPage.Group
  private let say: Wording
  /// The headings at the top, by index.
  private let headings: [Int]

  init(_ group: CohortPage.Group, _ say: Wording) {
    self.group = group
    self.say = say
    headings = RulesetOutline(group.ruleset).entries.compactMap { entry in
      guard entry.depth == 0, case .heading(let index) = entry.node else { return nil }
      return index
    }
  }

  private var ruleset: Ruleset { group.ruleset }
  private var cohort: Cohort { group.cohort }
  private var summary: CohortSummary { group.summary }

  var title: String {
    say(
      "\(ruleset.name) \(ruleset.year) 年度结果", "\(ruleset.name), results, \(ruleset.year)")
  }

  /// The blocks of the part that stands at a place among others; nil where it is the only one.
  func blocks(at place: Int?) -> [Page.Block] {
    let level = place == nil ? 2 : 3
    let prefix = place.map { "part-\($0 + 1)-" } ?? ""
    var sections: [(title: String, id: String, block: Page.Block?)] = [
      (say("排名", "Ranking"), "ranking", .table(ranking))
    ]
    if summary.completeCount > 1 {
      sections += [
        (say("等次分布", "Grades"), "grades", bars(of: grades)),
        (say("总分分布", "Totals"), "totals", bars(of: bands)),
        (say("各部分平均得分", "Mean scores"), "means", means),
        (say("扣分主要在哪里", "Where points are lost"), "losses", .table(losses)),
        (say("离群的总分和计算值", "Far from the others"), "outliers", outliers),
      ]
    }
    sections.removeAll { section in section.block == nil }
    var blocks: [Page.Block] = place == nil ? [] : [.heading(title, level: 2)]
    blocks.append(.facts(facts))
    if sections.count > 1 {
      blocks.append(
        .contents(
          say("\(title)目录", "Contents: \(title)"), sections.map { ($0.title, prefix + $0.id) }))
    }
    for (title, id, block) in sections {
      blocks += [.heading(title, level: level, id: prefix + id), block].compactMap { $0 }
    }
    return blocks
  }

  private var facts: [(label: String, texts: [String])] {
    let words = CohortWords(summary: summary, ruleset: ruleset, say: say)
    var facts: [(label: String, texts: [String])] = [
      (
        say("规则", "Rules"),
        [
          say(
            "\(ruleset.name)，\(ruleset.year) 年，第 \(ruleset.revision) 次修订",
            "\(ruleset.name), \(ruleset.year), revision \(ruleset.revision)")
        ]
      ),
      (say("规则摘要", "Digest of the rules"), [ruleset.digest]),
      (say("部门", "Departments"), [words.counts]),
    ]
    if let totals = words.totals { facts.append((say("总分", "Totals"), [totals])) }
    return facts + [(say("计算程序", "Program"), [ResultJSON.engine])]
  }

  // MARK: Ranking

  private var hasAnnexes: Bool { group.links.contains { $0.annexes != nil } }

  private var ranking: PageTable {
    var columns: [PageTable.Column] = [
      .init(title: say("名次", "Rank"), kind: .number),
      .init(title: say("部门", "Department"), kind: .text, filter: .words),
      .init(title: say("总分", "Total"), kind: .number),
    ]
    if !ruleset.grades.isEmpty {
      columns.append(.init(title: say("等次", "Grade"), kind: .text, filter: .choice))
    }
    columns += headings.map { index in
      let heading = ruleset.headings[index]
      return .init(
        title: heading.name + say.bracketed(heading.pointsInWords(heading.points, say)),
        kind: .number)
    }
    columns += [
      .init(title: say("状态", "State"), kind: .text, filter: .choice),
      .init(title: say("说明", "Remarks"), kind: .prose),
    ]
    if hasAnnexes { columns.append(.init(title: say("附表", "Annexes"), kind: .text)) }
    var table = PageTable(
      caption: say("\(title)排名", "Ranking: \(title)"), columns: columns,
      isInteractive: cohort.entries.count > 1)
    let ranks = cohort.ranks
    table.rows = cohort.ranking.map { row(cohort.entries[$0], ranks[$0], group.links[safely: $0]) }
    return table
  }

  private func row(
    _ entry: Cohort.Entry, _ rank: Cohort.Rank?, _ links: CohortPage.Links?
  ) -> PageTable.Row {
    let number = rank.map { rank in
      rank.isTied ? "\(rank.number)" + say.bracketed(say("并列", "tied")) : "\(rank.number)"
    }
    var name = PageTable.Cell([self.name(of: entry)], mark: .head)
    name.link = links?.page
    let isFailed = entry.status == .failed
    var cells: [PageTable.Cell] = [
      .init(number ?? ""), name,
      .init(isFailed ? "" : ScoreText.of(entry.score, range: entry.range)),
    ]
    if !ruleset.grades.isEmpty { cells.append(.init(grade(of: entry))) }
    cells += headings.map { .init(entry.headings[$0]?.description ?? "") }
    cells += [.init(state(of: entry)), .init(remarks(on: entry))]
    guard hasAnnexes else { return cells }
    var annexes = PageTable.Cell(links?.annexes == nil ? "" : say("附表", "annexes"))
    annexes.link = links?.annexes
    return cells + [annexes]
  }

  private func name(of entry: Cohort.Entry) -> String {
    entry.department ?? say("（未写部门）", "(no department named)")
  }

  private func grade(of entry: Cohort.Entry) -> String {
    switch entry.status {
    case .complete: entry.grade ?? ""
    case .incomplete: entry.possibleGrades.reversed().joined(separator: say(" 或 ", " or "))
    case .failed: ""
    }
  }

  private func state(of entry: Cohort.Entry) -> String {
    switch entry.status {
    case .complete: say("完整", "complete")
    case .incomplete: say("缺资料", "incomplete")
    case .failed: say("有错误", "failed")
    }
  }

  private static let namesMax = 5

  private func remarks(on entry: Cohort.Entry) -> String {
    switch entry.status {
    case .complete: return ""
    case .incomplete:
      let names = say.list(Array(entry.missing.prefix(Self.namesMax)))
      let rest = entry.missing.count - Self.namesMax
      return say("缺：", "missing: ") + names
        + (rest > 0 ? say("，另有 \(rest) 项", ", and \(rest) more") : "")
    case .failed:
      let rest = entry.errorCount - 1
      return (entry.error.map { say($0) } ?? "")
        + (rest > 0 ? say("；另有 \(rest) 处错误", "; and \(rest) more") : "")
    }
  }

  // MARK: Distributions

  private var grades: [(name: String, count: Int)] {
    guard !ruleset.grades.isEmpty else { return [] }
    let rows = zip(ruleset.grades, summary.gradeCounts).map { (name: $0.name, count: $1) }
    return summary.ungradedCount > 0
      ? rows + [(say("无等次", "no grade"), summary.ungradedCount)] : rows
  }

  private var bands: [(name: String, count: Int)] {
    let words = CohortWords(summary: summary, ruleset: ruleset, say: say)
    return summary.bandCounts.indices.reversed().map { (words.band($0), summary.bandCounts[$0]) }
  }

  private func bars(of rows: [(name: String, count: Int)]) -> Page.Block? {
    guard !rows.isEmpty else { return nil }
    let all = Rational(summary.completeCount)
    let shares = rows.map { Rational($0.count).divided(by: all) ?? .zero }
    let texts = SummedPercents.texts(of: shares)
    return .bars(
      rows.indices.map { place in
        let count = rows[place].count
        return Page.Bar(
          label: rows[place].name, shares: shares[place]...shares[place],
          text: say(
            "\(count) 个部门，\(texts[place])",
            "\(count) \(count == 1 ? "department" : "departments"), \(texts[place])"))
      })
  }

  private var means: Page.Block? {
    let bars = headings.compactMap { index -> Page.Bar? in
      let heading = ruleset.headings[index]
      guard let mean = cohort.mean(ofHeading: index), let share = mean.divided(by: heading.points)
      else { return nil }
      let (score, percent) = (CohortWords.shown(mean), (share * .hundred).decimalText(places: 2))
      return Page.Bar(
        label: heading.name, shares: share...share,
        text: say(
          "平均 \(score) / \(heading.points) 分，得分率 \(percent)%",
          "mean \(score) of \(heading.points), \(percent)%"))
    }
    return bars.isEmpty ? nil : .bars(bars)
  }

  // MARK: Losses

  private var losses: PageTable {
    var table = PageTable(
      caption: say("\(title)：各指标扣分", "Points lost: \(title)"),
      columns: [
        .init(title: say("指标", "Indicator"), kind: .text, filter: .words),
        .init(title: say("分值", "Points"), kind: .number),
        .init(title: say("共扣分", "Lost in all"), kind: .number),
        .init(title: say("占全部扣分（%）", "Share of all (%)"), kind: .number),
        .init(title: say("扣分部门数", "Departments"), kind: .number),
      ], isInteractive: true)
    let order = ruleset.indicators.indices.sorted { left, right in
      let (one, other) = (summary.losses[left].points, summary.losses[right].points)
      return one == other ? left < right : one > other
    }
    let shares = order.map { summary.share(ofIndicator: $0) ?? .zero }
    let texts = SummedPercents.texts(of: shares, sign: "")
    let largest = order.first.map { summary.losses[$0].points } ?? .zero
    table.rows = zip(order, texts).map { index, text in
      let loss = summary.losses[index]
      var lost = PageTable.Cell(ScoreText.exact(loss.points))
      lost.share = loss.points.divided(by: largest)
      return [
        .init([ruleset.indicators[index].name], mark: .head),
        .init(ruleset.indicators[index].points.description), lost, .init(text),
        .init(String(loss.departmentCount)),
      ]
    }
    table.total = [
      .init([say("合计", "All")], mark: .head), .init(""),
      .init(ScoreText.exact(summary.lostSum)),
      .init(summary.lostSum.isZero ? SummedPercents.none : SummedPercents.all), .init(""),
    ]
    return table
  }

  // MARK: Outliers

  private static let outliersMax = 3

  private var outliers: Page.Block? {
    var table = PageTable(
      caption: say(
        "\(title)：离多数部门较远的数字，先查数据是否有误",
        "Figures far from those of most: \(title). See first whether they are right."),
      columns: [
        .init(title: say("项目", "Figure"), kind: .text),
        .init(title: say("中位数", "Median"), kind: .text),
        .init(title: say("通常范围", "Usual range"), kind: .text),
        .init(title: say("离群部门数", "Departments"), kind: .number),
        .init(title: say("离得最远的", "The furthest"), kind: .prose),
      ])
    if let totals = cohort.totals, !totals.outliers.isEmpty {
      table.rows.append(
        row(say("总分", "Total"), totals, { cohort.entries[$0].score }, CohortWords.shown))
    }
    let values = ValueText(units: ruleset.units)
    for (index, indicator) in ruleset.indicators.enumerated() {
      guard case .bands(let bands) = indicator.method,
        let spread = cohort.measures(ofIndicator: index), !spread.outliers.isEmpty
      else { continue }
      table.rows.append(
        row(indicator.name, spread, { cohort.entries[$0].measures[index] }) {
          values.shown($0, bands.measure.type)
        })
    }
    return table.rows.isEmpty ? nil : .table(table)
  }

  private func row(
    _ name: String, _ spread: Spread, _ value: (Int) -> Rational?, _ shown: (Rational) -> String
  ) -> PageTable.Row {
    var texts = spread.outliers.prefix(Self.outliersMax).map { place in
      self.name(of: cohort.entries[place]) + " " + (value(place).map(shown) ?? "")
    }
    let rest = spread.outliers.count - Self.outliersMax
    if rest > 0 { texts.append(say("另有 \(rest) 个", "and \(rest) more")) }
    return [
      .init([name], mark: .head), .init(shown(spread.median)),
      .init(
        say(
          "\(shown(spread.fences.lower)) 至 \(shown(spread.fences.upper))",
          "\(shown(spread.fences.lower)) to \(shown(spread.fences.upper))")),
      .init(String(spread.outliers.count)), .init(texts),
    ]
  }
}

/// Shares as percents to two digits that sum to a hundred: the sum of the first ones is always the rounded one.
enum SummedPercents {
  /// What all of them come to.
  static let all = "100.00"

  /// What none come to.
  static let none = "0.00"

  /// The shares as texts.
  static func texts(of shares: [Rational], sign: String = "%") -> [String] {
    var sum = Rational.zero
    var shown = Rational.zero
    let unit = Rational(1).divided(by: .hundred) ?? .one
    return shares.map { share in
      sum += share * .hundred
      let rounded = sum.rounded(toMultipleOf: unit, .halfUp) ?? sum
      let text = (rounded - shown).decimalText(places: 2) + sign
      shown = rounded
      return text
    }
  }
}
