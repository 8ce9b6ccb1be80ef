import Evaluator
import ExactNumbers
import RuleLang

/// A comparison as titles and lines, before it has the dress of a terminal or of Markdown.
struct ComparisonOutline {
  /// A line of what is told about one thing.
  enum Line {
    /// A phrase.
    case text(String)
    /// What was and what is, which may be long.
    case change(label: String, old: String, new: String)
    /// Rows that line up: what, the old score, the new score, a remark.
    case rows(header: [String], [[String]])
  }

  /// One thing and what is told about it.
  struct Entry {
    let title: String
    var lines: [Line] = []
  }

  /// Things of one kind.
  struct Section {
    let title: String
    let entries: [Entry]
  }

  /// The two rulesets, and what it comes to.
  let head: [String]

  /// Whether the two have the same meaning.
  let isSame: Bool

  /// What differs.
  let sections: [Section]

  init(_ comparison: RulesetComparison, _ say: Wording) {
    let words = ComparisonWords(say: say, units: comparison.new.units)
    let writer = ComparisonWriter(comparison: comparison, words: words)
    head = writer.head()
    isSame = comparison.haveSameMeaning
    sections = writer.sections().filter { !$0.entries.isEmpty }
  }
}

/// Puts a comparison into words.
private struct ComparisonWriter {
  typealias Entry = ComparisonOutline.Entry
  typealias Section = ComparisonOutline.Section

  let comparison: RulesetComparison
  let words: ComparisonWords

  var say: Wording { words.say }

  // MARK: Head

  func head() -> [String] {
    let (old, new) = (comparison.old, comparison.new)
    var lines = [
      say("旧：", "Old: ") + words.name(old), say("新：", "New: ") + words.name(new),
    ]
    if old.name != new.name {
      lines.append(
        say("两套规则的名称不同，可能不是同一评价方案。", "The names differ: these may be different schemes."))
    }
    return lines + [verdict(), counts(), tests()].compactMap { $0 }
  }

  private func verdict() -> String {
    comparison.haveSameMeaning
      ? say("结论：含义相同，同样的数字得同样的分", "Verdict: the same meaning; the same figures score the same")
      : say("结论：含义不同", "Verdict: the meaning differs")
  }

  private func counts() -> String {
    let same = comparison.count(.same, .reworded, .equivalent)
    var parts = [
      say("不变 \(same)", "\(same) unchanged"),
      say("变化 \(comparison.count(.changed))", "\(comparison.count(.changed)) changed"),
    ]
    let affected = comparison.count(.affected)
    if affected > 0 { parts.append(say("受影响 \(affected)", "\(affected) affected")) }
    let (added, removed) = (comparison.count(.added), comparison.count(.removed))
    let moved = comparison.indicators.count(where: \.isMoved)
    parts += [
      say("新增 \(added)", "\(added) added"), say("取消 \(removed)", "\(removed) removed"),
      say("移动 \(moved)", "\(moved) moved"),
    ]
    let renamed = comparison.indicators.count(where: \.isRenamed)
    if renamed > 0 { parts.append(say("改名 \(renamed)", "\(renamed) renamed")) }
    let reworded = comparison.count(.reworded)
    let note =
      reworded > 0
      ? say("（不变的里面有 \(reworded) 个只改了文字）", " (\(reworded) of the unchanged in their words alone)")
      : ""
    return say("指标：", "Indicators: ") + parts.joined(separator: say("，", ", ")) + note
  }

  private func tests() -> String? {
    let (old, new) = (comparison.old.tests.count, comparison.new.tests.count)
    guard old != new else { return nil }
    return say("测试：\(old) 个 → \(new) 个（只计数）", "Tests: \(old) → \(new) (only counted)")
  }

  // MARK: Sections

  func sections() -> [Section] {
    let whole: Set<RuleChange.Subject> = [
      .name, .year, .revision, .period, .total, .scoreRounding, .totalRounding, .gradeLookup,
      .bonusLimit, .penaltyLimit, .bonusesOutside, .grade, .veto, .bonus, .penalty,
    ]
    let indicators = IndicatorEntries(comparison: comparison, words: words)
    return [
      Section(title: say("总体", "The whole"), entries: changes(whole) + grades()),
      Section(title: say("指标", "Indicators"), entries: indicators.entries()),
      Section(title: say("一级、二级指标", "Headings"), entries: changes([.heading])),
      Section(title: say("数据和表", "Facts and tables"), entries: changes([.fact, .table, .column])),
      Section(
        title: say("定义、参数和次序", "Definitions, parameters and orders"),
        entries: changes([.definition, .parameter, .order])),
      Section(title: say("核对", "Checks"), entries: changes([.check])),
      Section(
        title: say("只改文字或次序，不影响得分", "Words and order alone, which score nothing"),
        entries: wording()),
    ]
  }

  private func isWording(_ change: RuleChange) -> Bool {
    change.kind == .reworded || change.kind == .reordered && !change.affectsResults
  }

  private func changes(_ subjects: Set<RuleChange.Subject>) -> [Entry] {
    comparison.changes.filter { subjects.contains($0.subject) && !isWording($0) }.map(entry)
  }

  private func entry(_ change: RuleChange) -> Entry {
    let title = title(of: change)
    switch change.kind {
    case .added, .removed:
      let text = change.kind == .added ? change.new : change.old
      var lines: [ComparisonOutline.Line] = []
      if let text, !text.isEmpty { lines.append(.text(shown(text, of: change))) }
      return Entry(
        title: title + say("：", ": ") + words.kind(change.kind), lines: lines + reach(change))
    case .reordered:
      return Entry(title: title, lines: [.text(words.kind(.reordered))] + reach(change))
    case .changed, .moved, .renamed, .reworded:
      var label = change.kind == .changed ? "" : words.kind(change.kind)
      if change.kind == .changed, let aspect = change.aspect, aspect != .condition {
        label = words.aspect(aspect)
      }
      let line = ComparisonOutline.Line.change(
        label: label, old: shown(change.old, of: change), new: shown(change.new, of: change))
      return Entry(title: title, lines: [line] + reach(change))
    }
  }

  /// What is told about; where its section says what kind of thing it is, by its name alone.
  private func title(of change: RuleChange) -> String {
    guard let name = change.name, !name.isEmpty else { return words.subject(change.subject) }
    switch change.subject {
    case .heading, .fact, .table, .column, .check: return PlainText.of(name)
    default: return words.subject(change.subject) + " " + PlainText.of(name)
    }
  }

  private func shown(_ text: String?, of change: RuleChange) -> String {
    let isHeadingPoints =
      change.subject == .heading && (change.aspect == .points || change.aspect == nil)
    if let text, isHeadingPoints || change.subject == .total { return say.points(text) }
    return words.value(text, of: change.subject)
  }

  private func reach(_ change: RuleChange) -> [ComparisonOutline.Line] {
    let ruleset = change.kind == .removed ? comparison.old : comparison.new
    let names = change.reaches.compactMap { ruleset.indicators[safely: $0]?.name }
    guard !names.isEmpty else { return [] }
    return [.text(say("用于 ", "used by ") + PlainText.of(say.list(names)))]
  }

  private func grades() -> [Entry] {
    guard !comparison.gradeDifferences.isEmpty else { return [] }
    let rows = comparison.gradeDifferences.map { difference in
      [
        words.values(difference.interval, .number(.plain)),
        comparison.old.grades[difference.old].name, comparison.new.grades[difference.new].name, "",
      ]
    }
    let header = [say("总分", "Total"), say("原等次", "Old grade"), say("新等次", "New grade"), ""]
    return [
      Entry(
        title: say("等次不同的总分", "Totals with another grade"),
        lines: [.rows(header: header, rows)])
    ]
  }

  // MARK: Wording

  private func wording() -> [Entry] {
    var entries: [Entry] = []
    var rebased: [String] = []
    for indicator in comparison.indicators {
      guard let new = indicator.new else { continue }
      let name = comparison.new.indicators[new].name
      var lines: [ComparisonOutline.Line] = []
      for change in indicator.changes where isWording(change) || !change.affectsResults {
        if change.subject == .basis {
          rebased.append(name)
        } else {
          lines.append(
            .change(
              label: words.subject(change.subject), old: shown(change.old, of: change),
              new: shown(change.new, of: change)))
        }
      }
      if indicator.isReordered { lines.append(.text(words.kind(.reordered))) }
      if indicator.status == .equivalent {
        lines.append(.text(words.status(.equivalent)))
        lines += IndicatorEntries(comparison: comparison, words: words).clauses(of: indicator)
      }
      if !lines.isEmpty { entries.append(Entry(title: PlainText.of(name), lines: lines)) }
    }
    entries += comparison.changes.filter { isWording($0) && $0.aspect != .basis }.map(entry)
    let headings = comparison.changes.filter { isWording($0) && $0.aspect == .basis }
      .map { $0.name ?? say("规则集", "the ruleset") }
    let all = headings + rebased
    if !all.isEmpty {
      entries.append(
        Entry(title: say("依据", "Basis"), lines: [.text(PlainText.of(say.list(all)))]))
    }
    return entries
  }
}
