import Evaluator
import ExactNumbers
import RuleLang

/// What a comparison tells about single indicators.
struct IndicatorEntries {
  typealias Line = ComparisonOutline.Line

  let comparison: RulesetComparison
  let words: ComparisonWords

  private var say: Wording { words.say }

  /// The indicators that differ, in the order of the new ruleset.
  func entries() -> [ComparisonOutline.Entry] {
    comparison.indicators.compactMap { indicator in
      guard indicator.status.isDifferent || indicator.isMoved || indicator.isRenamed else {
        return nil
      }
      return ComparisonOutline.Entry(title: title(indicator), lines: lines(indicator))
    }
  }

  private func title(_ indicator: IndicatorComparison) -> String {
    let old = indicator.old.map { comparison.old.indicators[$0] }
    let new = indicator.new.map { comparison.new.indicators[$0] }
    var title = PlainText.of(new?.name ?? old?.name ?? "")
    let points = [old, new].compactMap { $0.map { say.points($0.points.description) } }
    title +=
      "  "
      + (points.first == points.last ? points.prefix(1).joined() : points.joined(separator: " → "))
    if indicator.status != .changed { title += "  " + words.status(indicator.status) }
    return title
  }

  private func lines(_ indicator: IndicatorComparison) -> [Line] {
    var lines = places(indicator)
    if !indicator.affectedBy.isEmpty {
      let names = indicator.affectedBy.map { comparison.new.indicators[$0].name }
      lines.append(
        .text(
          say("用到有变化的指标：", "uses indicators that differ: ") + PlainText.of(say.list(names))))
    }
    guard indicator.status == .changed else { return lines }
    return lines + clauses(of: indicator, besidesParts: true) + effect(indicator)
  }

  private func places(_ indicator: IndicatorComparison) -> [Line] {
    guard let old = indicator.old, let new = indicator.new else { return [] }
    var lines: [Line] = []
    let (before, after) = (comparison.old.indicators[old], comparison.new.indicators[new])
    if indicator.isRenamed {
      lines.append(
        .change(
          label: words.kind(.renamed), old: PlainText.of(before.name), new: PlainText.of(after.name)
        ))
    }
    if indicator.isMoved {
      lines.append(
        .change(
          label: words.kind(.moved), old: place(before, comparison.old),
          new: place(after, comparison.new)))
    }
    return lines
  }

  private func place(_ indicator: Indicator, _ ruleset: Ruleset) -> String {
    let names = ruleset.headingNames(of: indicator)
    let path = [names.section, names.subsection].compactMap { $0 }.joined(separator: "/")
    return path.isEmpty ? say("（无上级指标）", "(no heading)") : PlainText.of(path)
  }

  /// The lines of an indicator that are others, perhaps without those that only give other points
  /// where the parts tell it.
  func clauses(of indicator: IndicatorComparison, besidesParts: Bool = false) -> [Line] {
    indicator.changes.filter { change in
      if besidesParts, change.subject == .item || change.subject == .deduction,
        change.aspect == .points
      {
        return false
      }
      if besidesParts, change.subject == .case, change.aspect == .outcome { return false }
      // A parameter or the points may change what a line means that stays as it is.
      if change.kind == .changed, change.old == change.new { return false }
      return change.affectsResults && change.subject != .points
    }.map { change in
      let label =
        (change.name.map { "\(PlainText.of($0)) " } ?? "") + words.subject(change.subject)
      switch change.kind {
      case .added:
        return .text(label + say("，新增：", ", added: ") + words.value(change.new, of: change.subject))
      case .removed:
        return .text(
          label + say("，取消：", ", removed: ") + words.value(change.old, of: change.subject))
      case .reordered:
        return .text(
          label + say("，次序变化：", ", reordered: ") + words.value(change.new, of: change.subject))
      case .changed, .moved, .renamed, .reworded:
        return .change(
          label: label, old: words.value(change.old, of: change.subject),
          new: words.value(change.new, of: change.subject))
      }
    }
  }

  // MARK: Effects

  private func effect(_ indicator: IndicatorComparison) -> [Line] {
    guard let old = indicator.old, let new = indicator.new else { return [] }
    let (before, after) = (comparison.old.indicators[old], comparison.new.indicators[new])
    let effect = indicator.effect
    var lines: [Line] = []
    if effect.isProportional {
      lines.append(
        .text(
          say(
            "各项得分按分值同比例变化：占分值的比例不变",
            "all scores change in proportion: they are the same shares of the points")))
    }
    if let domains = effect.domains, case .bands(let method) = after.method {
      let type = method.measure.type
      lines.append(
        .change(
          label: say("计算值可能的范围", "possible measures"), old: words.values(domains.old, type),
          new: words.values(domains.new, type)))
    }
    if !effect.ranges.isEmpty, case .bands(let method) = after.method {
      let header = [
        say("计算值", "Measure"), say("原得分", "Old score"), say("新得分", "New score"),
        say("差别", "Difference"),
      ]
      let rows = effect.ranges.map { range in
        [
          words.values(range.interval, method.measure.type), words.scores(range.old),
          words.scores(range.new), remark(range, effect, before, after),
        ]
      }
      lines.append(.rows(header: header, rows))
      if effect.isBeforeRounding {
        lines.append(.text(say("以上是取舍以前的得分", "these are the scores before rounding")))
      }
    }
    return lines + parts(effect, before, after) + start(effect, before, after)
      + remainder(effect, before, after)
  }

  private func remark(
    _ range: ScoreDifference, _ effect: ScoreEffect, _ before: Indicator, _ after: Indicator
  ) -> String {
    var parts = [
      range.isJudged
        ? say("由评价人员在其中评定", "judged within them") : words.difference(range.difference)
    ]
    if let first = range.old.single, let second = range.new.single {
      parts += shares(first, second, effect, before, after)
    }
    if range.strictness != .equal { parts.append(words.strictness(range.strictness)) }
    if let exceptions = exceptions(range, before) { parts.append(exceptions) }
    return parts.joined(separator: say("，", ", "))
  }

  /// The values in a range that score the same under both: all of them where they are few.
  private func exceptions(_ range: ScoreDifference, _ indicator: Indicator) -> String? {
    guard !range.isEverywhere, case .bands(let method) = indicator.method else { return nil }
    let shown = range.equal.prefix(Self.exceptionsShownMax).map { place in
      let text = words.values(place, method.measure.type)
      return place.single == nil ? text : String(text.drop { "＝= ".contains($0) })
    }
    let list = shown.joined(separator: say("、", ", "))
    if shown.count == range.equal.count { return say("\(list) 相同", "the same at \(list)") }
    return say(
      "\(list) 等 \(range.equal.count) 处相同",
      "the same at \(list) and so on, in \(range.equal.count) places")
  }

  /// The most exceptions of a range that are told.
  private static let exceptionsShownMax = 6

  /// The shares of the points that two scores are, where the points are others.
  private func shares(
    _ old: Rational, _ new: Rational, _ effect: ScoreEffect, _ before: Indicator,
    _ after: Indicator
  ) -> [String] {
    guard before.points != after.points, !effect.isProportional,
      let share = old.divided(by: before.points), let other = new.divided(by: after.points)
    else { return [] }
    return [say("占分值 ", "share of the points ") + percent(share) + " → " + percent(other)]
  }

  private func percent(_ share: Rational) -> String {
    let percent = share * .hundred
    return (percent.isInteger ? percent.description : percent.decimalText(places: 1)) + "%"
  }

  private func parts(
    _ effect: ScoreEffect, _ before: Indicator, _ after: Indicator
  ) -> [Line] {
    guard !effect.parts.isEmpty else { return [] }
    let header = [
      say("内容", "Part"), say("原分数", "Old"), say("新分数", "New"), say("差别", "Difference"),
    ]
    let rows = effect.parts.map { part in
      var remarks: [String] = []
      if let old = part.old, let new = part.new {
        remarks = [words.difference(new - old)] + shares(old, new, effect, before, after)
      }
      let isExcluded = part.subject == .case && (part.old == nil || part.new == nil)
      if part.strictness != .equal, !isExcluded {
        remarks.append(words.strictness(part.strictness))
      }
      return [
        PlainText.of(part.text), points(part.old, part), points(part.new, part),
        remarks.joined(separator: say("，", ", ")),
      ]
    }
    return [.rows(header: header, rows)]
  }

  /// Where the points alone are others, from what one deducts or up to what one judges.
  private func start(
    _ effect: ScoreEffect, _ before: Indicator, _ after: Indicator
  ) -> [Line] {
    guard before.points != after.points else { return [] }
    let points = (before.points.description, after.points.description)
    switch after.method {
    case .deductions:
      let isSame = effect.isComplete && effect.parts.isEmpty
      return [
        .text(
          say(
            "从 \(points.1) 分扣起，原来从 \(points.0) 分扣起",
            "deducted from \(points.1), before from \(points.0)")
            + (isSame ? say("；每项扣多少不变", "; what is deducted for each is the same") : ""))
      ]
    case .judged:
      return [
        .text(
          say(
            "在 0 至 \(points.1) 分之间评定，原来是 0 至 \(points.0) 分",
            "judged from 0 to \(points.1), before to \(points.0)"))
      ]
    default: return []
    }
  }

  private func points(_ points: Rational?, _ part: PartDifference) -> String {
    if let points { return ScoreText.exact(points) }
    return part.subject == .case ? say("剔除", "excluded") : "—"
  }

  /// What the ranges and parts leave open: a record that shows a difference, or that none was found.
  private func remainder(
    _ effect: ScoreEffect, _ before: Indicator, _ after: Indicator
  ) -> [Line] {
    var lines: [Line] = []
    if !effect.isComplete, !effect.ranges.isEmpty {
      lines.append(
        .text(
          say(
            "以上是没有情形先行决定时的得分", "these are the scores where no case decides before")))
    }
    if let witness = effect.witness { return lines + [.text(self.witness(witness, before, after))] }
    if let count = effect.triedCount {
      lines.append(
        .text(
          say(
            "试了 \(count) 条数据，没有找到得分不同的；这不等于得分一定相同",
            "no difference found in \(count) records tried; that does not prove that there is none")
        ))
    }
    return lines
  }

  private func witness(
    _ witness: ScoreWitness, _ before: Indicator, _ after: Indicator
  ) -> String {
    var figures = RecordText.given(witness.newRecord, comparison.new, in: say.language)
    var rest = witness.oldRecord
    for index in rest.facts.indices where comparison.factPairs.newOfOld[index] != nil {
      rest.facts[index] = nil
    }
    for index in rest.tables.indices where comparison.tablePairs.newOfOld[index] != nil {
      rest.tables[index] = nil
    }
    figures += RecordText.given(rest, comparison.old, in: say.language)
    let scores = "\(words.score(witness.oldScore)) → \(words.score(witness.newScore))"
    var text = say("例如 ", "for example ") + PlainText.of(figures.joined(separator: say("，", ", ")))
    text += say("：得分 ", ": the score is ") + scores
    if let old = witness.oldScore, let new = witness.newScore {
      text += say.bracketed(
        words.difference(new - old) + say("，", ", ")
          + words.strictness(Strictness(old, of: before.points, new, of: after.points)))
    }
    return text
  }
}

extension ScoreDifference {
  /// Whether an evaluator chooses within its scores.
  fileprivate var isJudged: Bool {
    parts.contains { part in
      switch (part.old, part.new) {
      case (.judged, _), (_, .judged): true
      default: false
      }
    }
  }
}
