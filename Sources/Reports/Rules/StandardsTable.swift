import Evaluator
import ExactNumbers
import RuleLang

/// The table itself: a column for each level of headings, and a row for each indicator.
struct StandardsTable {
  private let ruleset: Ruleset
  private let words: StandardWords
  private let origins: OriginNotes?
  private let say: Wording
  /// How many levels of headings there are.
  private let depth: Int

  init(_ ruleset: Ruleset, _ words: StandardWords, _ origins: OriginNotes?, _ say: Wording) {
    self.ruleset = ruleset
    self.words = words
    self.origins = origins
    self.say = say
    depth =
      RulesetOutline(ruleset).entries.map { entry in
        if case .heading = entry.node { return entry.depth + 1 }
        return entry.depth
      }.max() ?? 0
  }

  var table: PageTable {
    var table = PageTable(
      caption: say(
        "分值合计 \(ruleset.points) 分，指标 \(ruleset.indicators.count) 个",
        "\(ruleset.indicators.count) indicators, \(ruleset.points) points in all"),
      columns: columns)
    table.rows = rows()
    var total: PageTable.Row = Array(repeating: nil, count: columns.count)
    total[0] = .init(say("总分", "Total"), mark: .head, columnSpan: depth + 1)
    for index in (depth + 1)..<columns.count { total[index] = .init("") }
    // Points on the scales of weighted headings come to nothing; what they are worth does.
    total[isWeighted ? depth + 2 : depth + 1] = .init(ruleset.points.description)
    table.total = total
    return table
  }

  private var isWeighted: Bool { ruleset.headings.contains { $0.weight != nil } }

  private var columns: [PageTable.Column] {
    let levels = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
    var columns = (0...depth).map { level in
      PageTable.Column(
        title: level < levels.count && depth > 0
          ? say("\(levels[level])级指标", level == depth ? "Indicator" : "Level \(level + 1)")
          : say("指标", "Indicator"), kind: .text)
    }
    columns.append(.init(title: say("分值", "Points"), kind: .number))
    if isWeighted {
      columns.append(.init(title: say("折合分值", "Points in the total"), kind: .number))
    }
    columns += [
      .init(title: say("评价标准", "Standard"), kind: .prose),
      .init(title: say("计算公式", "Formula"), kind: .prose),
      .init(title: say("依据", "Basis"), kind: .prose),
    ]
    if origins != nil { columns.append(.init(title: say("变动", "Changes"), kind: .text)) }
    return columns
  }

  // MARK: Rows

  private func rows() -> [PageTable.Row] {
    let entries = RulesetOutline(ruleset).entries
    var rows: [PageTable.Row] = []
    // The headings that the next indicator is the first under.
    var open: [(index: Int, depth: Int, indicatorCount: Int)] = []
    for (place, entry) in entries.enumerated() {
      switch entry.node {
      case .heading(let index):
        let below = entries[(place + 1)...].prefix { $0.depth > entry.depth }
        let count = below.count { below in
          if case .indicator = below.node { return true }
          return false
        }
        open.append((index, entry.depth, count))
      case .indicator(let index):
        rows.append(row(ruleset.indicators[index], at: entry.depth, below: open))
        open = []
      }
    }
    return rows
  }

  private func row(
    _ indicator: Indicator, at level: Int,
    below open: [(index: Int, depth: Int, indicatorCount: Int)]
  ) -> PageTable.Row {
    var row: PageTable.Row = Array(repeating: nil, count: columns.count)
    for heading in open {
      row[heading.depth] = .init(
        title(of: ruleset.headings[heading.index]), mark: .head, rowSpan: heading.indicatorCount)
    }
    row[level] = .init([indicator.name], mark: .head, columnSpan: depth - level + 1)
    var cells: [PageTable.Cell] = [.init(indicator.points.description)]
    if isWeighted { cells.append(.init(ruleset.worth(of: indicator).description)) }
    cells += [
      .init(words.paragraphs(of: indicator)), .init(words.formula(of: indicator)),
      .init(indicator.basis),
    ]
    if let origins {
      let change = origins.change(at: indicator.range)
      cells.append(.init([change ?? ""], mark: change == nil ? .plain : .change))
    }
    for (place, cell) in cells.enumerated() { row[depth + 1 + place] = cell }
    return row
  }

  private func title(of heading: Heading) -> [String] {
    var points = say("\(heading.points) 分", "\(heading.points)")
    if let weight = heading.weight {
      let share = (weight * .hundred).description + "%"
      points += say("，权重 \(share)", ", weighs \(share)")
    }
    let change = origins?.change(at: heading.range).map(say.bracketed)
    return [heading.name + say.bracketed(points), change].compactMap { $0 }
  }
}
