import ExactNumbers
import RuleLang

/// The left of an official table: a column for each level of headings and one for indicators; rows of
/// a heading stand beside it.
struct IndicatorGrid {
  let ruleset: Ruleset
  private let say: Wording
  /// How many levels of headings there are.
  private let depth: Int

  init(_ ruleset: Ruleset, _ say: Wording) {
    self.ruleset = ruleset
    self.say = say
    depth =
      RulesetOutline(ruleset).entries.map { entry in
        if case .heading = entry.node { return entry.depth + 1 }
        return entry.depth
      }.max() ?? 0
  }

  /// Whether headings carry weights, so that points on their scales are worth others in the total.
  var isWeighted: Bool { ruleset.headings.contains { $0.weight != nil } }

  /// The columns: the levels, and others to their right.
  func columns(and others: [PageTable.Column]) -> [PageTable.Column] {
    let levels = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
    return (0...depth).map { level in
      let isKnown = depth > 0 && level < levels.count
      let english = level == depth ? "Indicator" : "Level \(level + 1)"
      return PageTable.Column(
        title: isKnown ? say("\(levels[level])级指标", english) : say("指标", "Indicator"), kind: .text)
    } + others
  }

  /// A row for each indicator.
  ///
  /// - Parameters:
  ///   - title: what a heading is called.
  ///   - cells: what stands to the right of an indicator, by its index.
  /// - Returns: the rows, in the order of the rules.
  func rows(
    title: (Int) -> [String], cells: (Int) -> [PageTable.Cell]
  ) -> [PageTable.Row] {
    let entries = RulesetOutline(ruleset).entries
    var rows: [PageTable.Row] = []
    // The headings that the next indicator is the first under.
    var open: [(depth: Int, cell: PageTable.Cell)] = []
    for (place, entry) in entries.enumerated() {
      switch entry.node {
      case .heading(let index):
        let below = entries[(place + 1)...].prefix { $0.depth > entry.depth }
        let count = below.count { below in
          if case .indicator = below.node { return true }
          return false
        }
        open.append((entry.depth, .init(title(index), mark: .head, rowSpan: count)))
      case .indicator(let index):
        var row: PageTable.Row = Array(repeating: nil, count: depth + 1)
        for heading in open { row[heading.depth] = heading.cell }
        let name = ruleset.indicators[index].name
        row[entry.depth] = .init([name], mark: .head, columnSpan: depth - entry.depth + 1)
        rows.append(row + cells(index))
        open = []
      }
    }
    return rows
  }

  /// A row about the whole.
  func row(_ title: String, _ cells: [PageTable.Cell]) -> PageTable.Row {
    [.init(title, mark: .head, columnSpan: depth + 1)] + Array(repeating: nil, count: depth) + cells
  }
}
