import Evaluator
import ExactNumbers
import RuleLang

/// The published table of a ruleset: its indicators with their points, standards and formulas.
struct StandardsPage {
  private let ruleset: Ruleset
  private let say: Wording
  private let words: StandardWords
  private let origins: OriginNotes?

  init(_ subject: StandardsReport.Subject, _ say: Wording) {
    ruleset = subject.ruleset
    self.say = say
    words = StandardWords(subject.ruleset, say)
    origins = subject.trail.map { OriginNotes(trail: $0, paths: subject.paths, say: say) }
  }

  /// What it is called.
  var title: String {
    say("\(ruleset.name)指标表（\(ruleset.year) 年度）", "\(ruleset.name), fiscal year \(ruleset.year)")
  }

  func blocks() -> [Page.Block] {
    var blocks: [Page.Block] = [.heading(title, level: 1), .facts(facts)]
    blocks.append(.table(StandardsTable(ruleset, words, origins, say).table))
    for (title, texts) in [
      (say("一票否决", "Vetoes"), vetoes), (say("加分和扣分", "Bonuses and penalties"), adjustments),
      (say("其他变动", "Other changes"), otherChanges),
      (say("取消的内容", "Removed"), removed),
    ] where !texts.isEmpty {
      blocks += [.heading(title, level: 2), .list(texts)]
    }
    return blocks
  }

  private var facts: [(label: String, texts: [String])] {
    let terms = RulesetListing.version(ruleset, say) + RulesetListing.scale(ruleset, say)
    var facts: [(label: String, texts: [String])] = terms.map { ($0, [$1]) }
    facts += [
      (say("等次", "Grades"), [say.list(ruleset.grades.map(grade))]),
      (say("依据", "Basis"), ruleset.basis),
      (say("规则摘要", "Digest"), [ruleset.digest]),
    ]
    facts.removeAll { $0.texts.allSatisfy(\.isEmpty) }
    return facts
  }

  private func grade(_ grade: Grade) -> String {
    switch grade.criterion {
    case .range(let range):
      return grade.name + say.bracketed(words.ranges.totals(range))
    case .condition(let condition):
      return grade.name + say.bracketed(words.rules.words(condition))
    case .otherwise: return grade.name + say.bracketed(say("其他", "otherwise"))
    }
  }

  // MARK: The whole

  private var vetoes: [String] {
    ruleset.vetoes.map { veto in
      let effect: String
      switch veto.effect {
      case .totalAtMost(let points):
        effect = say("总分不高于\(points)分", "the total is at most \(points)")
      case .gradeAtMost(let index):
        let name = ruleset.grades[safely: index]?.name ?? ""
        effect = say("等次不高于\(name)", "the grade is at most \(name)")
      case .gradeIs(let index):
        let name = ruleset.grades[safely: index]?.name ?? ""
        effect = say("等次定为\(name)", "the grade is \(name)")
      case .headingScoresNothing(let index):
        let name = ruleset.headings[safely: index]?.name ?? ""
        effect = say("\(name)不得分", "\(name) scores nothing")
      }
      return veto.text + say("（", " (") + words.rules.words(veto.condition) + say("）的，", "): ")
        + effect + say("。", ".")
    }
  }

  private var adjustments: [String] {
    var texts = ruleset.adjustments.map { item in
      let when = item.text ?? words.rules.words(item.condition)
      let points = item.points.description
      return item.isPenalty
        ? say("\(when)的，扣\(points)分。", "where \(when): \(points) off.")
        : say("\(when)的，加\(points)分。", "where \(when): \(points) more.")
    }
    if let limit = ruleset.penaltyLimit {
      texts.append(say("扣分合计不超过\(limit)分。", "At most \(limit) are taken off."))
    }
    if let limit = ruleset.bonusLimit {
      texts.append(say("加分合计不超过\(limit)分。", "At most \(limit) are added."))
    }
    return texts
  }

  /// What versions removed, but for tests, which score nobody.
  private var removed: [String] {
    origins?.removedStatements(from: ruleset.files) { statement in
      if case .test = statement.kind { return false }
      return true
    } ?? []
  }

  /// What the last version changed beside headings and indicators.
  private var otherChanges: [String] {
    guard let origins else { return [] }
    let fields = ruleset.facts.map { ($0.range, $0.name, $0.description) }
    let definitions = ruleset.definitions.map {
      ($0.range, words.rules.equation($0.name, $0.expression), $0.description)
    }
    return (fields + definitions).compactMap { range, text, description in
      guard let change = origins.change(at: range) else { return nil }
      return change + say("：", ": ") + text + (description.map { say.bracketed($0) } ?? "")
    }
  }
}
