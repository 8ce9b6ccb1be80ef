import Evaluator
import ExactNumbers
import RuleLang

/// The table itself: its indicators with their points, standards, formulas and bases.
struct StandardsTable {
  private let ruleset: Ruleset
  private let words: StandardWords
  private let origins: OriginNotes?
  private let say: Wording
  private let grid: IndicatorGrid

  init(_ ruleset: Ruleset, _ words: StandardWords, _ origins: OriginNotes?, _ say: Wording) {
    self.ruleset = ruleset
    self.words = words
    self.origins = origins
    self.say = say
    grid = IndicatorGrid(ruleset, say)
  }

  var table: PageTable {
    var table = PageTable(
      caption: say(
        "分值合计 \(ruleset.points) 分，指标 \(ruleset.indicators.count) 个",
        "\(ruleset.indicators.count) indicators, \(ruleset.points) points in all"),
      columns: grid.columns(and: columns))
    table.rows = grid.rows(title: title) { cells(ruleset.indicators[$0]) }
    // Points on the scales of weighted headings come to nothing; what they are worth does.
    var total = columns.map { _ in PageTable.Cell("") }
    total[grid.isWeighted ? 1 : 0] = .init(ruleset.points.description)
    table.total = grid.row(say("总分", "Total"), total)
    return table
  }

  private var columns: [PageTable.Column] {
    var columns: [PageTable.Column] = [.init(title: say("分值", "Points"), kind: .number)]
    if grid.isWeighted {
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

  private func cells(_ indicator: Indicator) -> [PageTable.Cell] {
    var cells: [PageTable.Cell] = [.init(indicator.points.description)]
    if grid.isWeighted {
      cells.append(.init(ruleset.worth(of: indicator.points, from: indicator).description))
    }
    cells += [
      .init(words.paragraphs(of: indicator)), .init(words.formula(of: indicator)),
      .init(indicator.basis),
    ]
    if let origins {
      let change = origins.change(at: indicator.range)
      cells.append(.init([change ?? ""], mark: change == nil ? .plain : .change))
    }
    return cells
  }

  private func title(of index: Int) -> [String] {
    let heading = ruleset.headings[index]
    let change = origins?.change(at: heading.range).map(say.bracketed)
    let points = heading.pointsInWords(heading.points, say)
    return [heading.name + say.bracketed(points), change].compactMap { $0 }
  }
}
