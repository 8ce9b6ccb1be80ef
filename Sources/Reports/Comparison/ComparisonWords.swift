import Evaluator
import ExactNumbers
import RuleLang

/// The words of a comparison: what differs, by how much, and which way.
struct ComparisonWords {
  let say: Wording
  let units: UnitTable

  // MARK: Numbers

  /// Scores: one, or the range in which they lie.
  func scores(_ range: Interval) -> String {
    if let single = range.single { return ScoreText.exact(single) }
    let ends = [range.lower, range.upper].map { $0.map { ScoreText.exact($0.value) } ?? "?" }
    return ends[0] == ends[1] ? ends[0] : "\(ends[0])–\(ends[1])"
  }

  /// A score; nil is that of an excluded indicator.
  func score(_ score: Rational?) -> String {
    score.map(ScoreText.exact) ?? say("剔除", "excluded")
  }

  /// Values of a measure as a rule would write them; an end that is no decimal is rounded, with ≈.
  func values(_ interval: Interval, _ type: ValueType) -> String {
    let ends = [interval.lower, interval.upper].compactMap { $0?.value }
    let text = RangeText(units: units, type: type).text(interval).text(in: say.language)
    var result = text
    for end in Set(ends) where (end * .hundred).decimalText.map({ $0.utf8.count > 12 }) ?? true {
      let exact = RangeText(units: units, type: type).text(Interval(end)).text(in: say.language)
        .drop { "＝= ".contains($0) }
      result = result.replacingParts(
        String(exact), with: "≈" + ValueText(units: units).shown(end, type))
    }
    return result
  }

  /// A difference in words: 少 0.5 分, 多 1 至 4 分.
  func difference(_ range: Interval) -> String {
    guard let lower = range.lower?.value, let upper = range.upper?.value else { return "?" }
    if lower == upper { return difference(lower) }
    if !lower.isNegative { return more(lower, upper) }
    if upper.signum() <= 0 { return less(-upper, -lower) }
    return say(
      "\(ScoreText.signed(lower)) 至 \(ScoreText.signed(upper)) 分",
      "\(ScoreText.signed(lower)) to \(ScoreText.signed(upper)) points")
  }

  /// A difference in words.
  func difference(_ points: Rational) -> String {
    let text = ScoreText.exact(points.magnitude)
    if points.isZero { return say("不变", "no change") }
    return points.isNegative
      ? say("少 \(text) 分", "\(text) less") : say("多 \(text) 分", "\(text) more")
  }

  private func more(_ low: Rational, _ high: Rational) -> String {
    let texts = (ScoreText.exact(low), ScoreText.exact(high))
    return say("多 \(texts.0) 至 \(texts.1) 分", "\(texts.0) to \(texts.1) more")
  }

  private func less(_ low: Rational, _ high: Rational) -> String {
    let texts = (ScoreText.exact(low), ScoreText.exact(high))
    return say("少 \(texts.0) 至 \(texts.1) 分", "\(texts.0) to \(texts.1) less")
  }

  func strictness(_ strictness: Strictness) -> String {
    switch strictness {
    case .stricter: say("更严", "stricter")
    case .looser: say("更宽", "looser")
    case .equal: say("占分值的比例不变", "the same share of the points")
    case .mixed: say("有严有宽", "some stricter, some looser")
    }
  }

  // MARK: Names of things

  func status(_ status: IndicatorComparison.Status) -> String {
    switch status {
    case .same: say("不变", "unchanged")
    case .reworded: say("只改文字", "reworded")
    case .equivalent: say("写法不同，得分相同", "written differently, scored the same")
    case .affected: say("受其他指标影响", "affected")
    case .changed: say("变化", "changed")
    case .added: say("新增", "added")
    case .removed: say("取消", "removed")
    }
  }

  func kind(_ kind: RuleChange.Kind) -> String {
    switch kind {
    case .added: say("新增", "added")
    case .removed: say("取消", "removed")
    case .renamed: say("改名", "renamed")
    case .changed: say("变化", "changed")
    case .moved: say("移动", "moved")
    case .reordered: say("次序变化", "reordered")
    case .reworded: say("文字", "wording")
    }
  }

  func aspect(_ aspect: RuleChange.Aspect) -> String {
    switch aspect {
    case .points: say("分值", "points")
    case .weight: say("权重", "weight")
    case .place: say("位置", "place")
    case .basis: say("依据", "basis")
    case .type: say("类型", "type")
    case .unit: say("单位", "unit")
    case .bounds: say("范围", "range")
    case .options: say("选项", "options")
    case .description: say("说明", "description")
    case .value: say("内容", "value")
    case .condition: say("条件", "condition")
    case .outcome: say("结果", "outcome")
    case .ends: say("分档", "range")
    case .text: say("文字", "text")
    case .order: say("次序", "order")
    case .rows: say("最少行数", "fewest rows")
    }
  }

  func subject(_ subject: RuleChange.Subject) -> String {
    switch subject {
    case .name: say("名称", "name")
    case .year: say("年度", "fiscal year")
    case .revision: say("修订", "revision")
    case .period: say("施行期间", "in force")
    case .basis: say("依据", "basis")
    case .total: say("总分", "total")
    case .scoreRounding: say("得分保留", "rounding of scores")
    case .totalRounding: say("总分保留", "rounding of the total")
    case .gradeLookup: say("等次依据", "grades are looked up by")
    case .heading: say("上级指标", "heading")
    case .fact: say("数据", "fact")
    case .table: say("表", "table")
    case .column: say("列", "column")
    case .definition: say("定义", "definition")
    case .parameter: say("参数", "parameter")
    case .order: say("次序", "order")
    case .grade: say("等次", "grade")
    case .veto: say("一票否决", "veto")
    case .bonus: say("加分", "bonus")
    case .penalty: say("扣分", "penalty")
    case .bonusLimit: say("加分合计不高于", "bonuses at most")
    case .penaltyLimit: say("扣分合计不高于", "penalties at most")
    case .bonusesOutside: say("加分在总分之外", "bonuses outside the total")
    case .check: say("核对", "check")
    case .points: say("分值", "points")
    case .direction: say("方向", "direction")
    case .case: say("情形", "case")
    case .missing: say("缺失时", "when missing")
    case .method: say("计分方式", "method")
    case .measure: say("计算公式", "measure")
    case .band: say("分档", "band")
    case .item: say("要点", "item")
    case .deduction: say("扣分项", "deduction")
    case .judgment: say("评定", "judged")
    case .formula: say("公式", "formula")
    case .alternative: say("方案", "alternative")
    }
  }

  /// What a change says of itself where that is a word of the program and not of the rules.
  func value(_ text: String?, of subject: RuleChange.Subject) -> String {
    guard let text, !text.isEmpty else { return say("（无）", "(none)") }
    switch (subject, text) {
    case (.direction, "higherIsBetter"): return say("越高越好", "higher is better")
    case (.direction, "lowerIsBetter"): return say("越低越好", "lower is better")
    case (.gradeLookup, "rounded"): return say("保留后的总分", "the rounded total")
    case (.gradeLookup, _): return say("精确的总分", "the exact total")
    case (.bonusesOutside, "true"): return say("是", "yes")
    case (.bonusesOutside, _): return say("否", "no")
    case (.method, _): return method(text)
    default: return PlainText.of(text)
    }
  }

  private func method(_ text: String) -> String {
    switch IndicatorResult.Method(rawValue: text) {
    case .bands: say("分档", "bands")
    case .checklist: say("要点", "checklist")
    case .ladder: say("取最高要点", "best item counts")
    case .count: say("逐项扣分", "count deduction")
    case .judged: say("评定", "judged")
    case .formula: say("公式", "formula")
    case .bestOf: say("取最优", "best of")
    case .case, .whenMissing, nil: text
    }
  }
}
