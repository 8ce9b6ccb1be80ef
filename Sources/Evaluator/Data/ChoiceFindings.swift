import ExactNumbers
import RuleLang

/// Findings about several values, sources, judgments, claims and orders.
extension Finding {
  private static func choice(_ written: String) -> Diagnostic.Help {
    let paste = "\"use\": \"\(written.quotable)\", \"reason\": \"…\""
    return .init(
      zh: "写明用哪一个、为什么", en: "say which is used and why", pasteZh: paste, pasteEn: paste)
  }

  static func useNeeded(_ name: String, _ written: [String]) -> Finding {
    let list = written.prefix(5).map(\.quotable)
    return Finding(
      .conflictingValues,
      zh: "“\(name)”有不同的值（\(list.joined(separator: "、"))），没有写用哪一个",
      en: "'\(name)' has different values (\(list.joined(separator: ", "))) and none is chosen",
      helps: [choice(written.first ?? "…")])
  }

  static func useNotAmong(_ used: String, _ written: [String]) -> Finding {
    let list = written.prefix(5).map(\.quotable)
    return Finding(
      .conflictingValues, zh: "采用的“\(used.quotable)”不在给出的值里：\(list.joined(separator: "、"))",
      en: "'\(used.quotable)' is used and not among the values: \(list.joined(separator: ", "))",
      helps: [choice(written.first ?? "…")])
  }

  static func reasonNeeded(_ used: String) -> Finding {
    Finding(
      .conflictingValues, zh: "没有写为什么采用“\(used.quotable)”",
      en: "no reason is given for using '\(used.quotable)'",
      helps: [
        .init(
          zh: "写明理由", en: "give it", pasteZh: "\"reason\": \"…\"", pasteEn: "\"reason\": \"…\"")
      ])
  }

  static func severalValuesNeeded() -> Finding {
    Finding(
      .conflictingValues, zh: "values（各值）要列出两个以上的值", en: "'values' lists two or more values",
      helps: [
        .init(
          zh: "只有一个值时写作", en: "a single value is written",
          pasteZh: #"{ "value": "…", "source": "…" }"#, pasteEn: #"{ "value": "…", "source": "…" }"#
        )
      ])
  }

  static func valueAndValues() -> Finding {
    Finding(
      .conflictingValues, zh: "value（值）和 values（各值）只能写一个",
      en: "'value' and 'values' do not go together",
      helps: [.init(zh: "把它也列进 values", en: "list it under 'values' too")])
  }

  static func choiceWithoutValues(_ name: String) -> Finding {
    Finding(
      .conflictingValues, zh: "“\(name)”只在有几个值（values）时写",
      en: "'\(name)' goes with several 'values'")
  }

  static func sourceBesideValues(_ name: String) -> Finding {
    Finding(
      .conflictingValues, zh: "“\(name)”要写在各个值里面", en: "'\(name)' goes with each of the values",
      helps: [
        .init(
          zh: "写作", en: "write", pasteZh: #"{"value": "…", "source": "…"}"#,
          pasteEn: #"{"value": "…", "source": "…"}"#)
      ])
  }

  static func valueNeeded(_ name: String) -> Finding {
    Finding(
      .dataShape, zh: "“\(name)”没有写值", en: "'\(name)' has no value",
      helps: [
        .init(
          zh: "写作", en: "write", pasteZh: #"{ "value": "…", "source": "…" }"#,
          pasteEn: #"{ "value": "…", "source": "…" }"#)
      ])
  }

  static func sourceTwice(_ name: String) -> Finding {
    Finding(
      .duplicateField, zh: "“\(name)”的来源写了两处", en: "the source of '\(name)' is given in two places",
      helps: [.init(zh: "留下跟着值写的一处，删去这里", en: "keep the one beside the value and remove this")])
  }

  static func unknownIndicator(_ name: String, nearest: String?) -> Finding {
    Finding(
      .unknownField, zh: "规则里没有叫“\(name.quotable)”的指标",
      en: "the ruleset has no indicator '\(name.quotable)'",
      helps: nearest.map { [.init(zh: "是不是“\($0)”？", en: "did you mean '\($0)'?")] } ?? [])
  }

  static func unknownClaim(_ name: String, nearest: String?, withHeadings: Bool) -> Finding {
    Finding(
      .unknownField, zh: "规则里没有叫“\(name.quotable)”的指标",
      en: withHeadings
        ? "the ruleset has no indicator or heading '\(name.quotable)'"
        : "the ruleset has no indicator '\(name.quotable)'",
      helps: nearest.map { [.init(zh: "是不是“\($0)”？", en: "did you mean '\($0)'?")] } ?? [])
  }

  static func judgmentOfHeading(_ name: String) -> Finding {
    Finding(
      .judgment, zh: "“\(name)”由下面的指标相加，不能直接评定",
      en: "'\(name)' is the sum of its indicators and not judged",
      helps: [.init(zh: "评定它下面的指标", en: "judge the indicators under it")])
  }

  static func notJudged(_ name: String) -> Finding {
    Finding(
      .judgment, zh: "“\(name)”由数据得分，规则没有让人评定",
      en: "'\(name)' scores from facts, and the rules let no one judge it",
      helps: [
        .init(
          zh: "删去它；部门自报的分数写在 claims（申报）里", en: "remove it; self-reported scores go under 'claims'")
      ])
  }

  static func judgmentNeedsScore(_ name: String) -> Finding {
    Finding(
      .judgment, zh: "“\(name)”的评定没有写分数", en: "the judgment of '\(name)' has no score",
      helps: [
        .init(
          zh: "写作", en: "write", pasteZh: #"{ "score": "…", "reason": "…" }"#,
          pasteEn: #"{ "score": "…", "reason": "…" }"#)
      ])
  }

  static func malformedJudgment(_ indicator: Indicator) -> Finding {
    Finding(
      .judgment, zh: "“\(indicator.name)”的评定要一个分数",
      en: "the judgment of '\(indicator.name)' is a score",
      helps: [.init(zh: "写作 \"4.5\" 或 \"4.5 分\"", en: "write it as \"4.5\"")])
  }

  static func judgmentOutOfRange(
    _ text: String, _ indicator: Indicator, _ ranges: [Interval]
  ) -> Finding {
    let zh = ranges.map { "\(Self.end($0.lower)) 至 \(Self.end($0.upper)) 分" }
    let en = ranges.map { "\(Self.end($0.lower)) to \(Self.end($0.upper))" }
    return Finding(
      .judgment, zh: "“\(indicator.name)”可评 \(zh.joined(separator: "，或 "))，写的是 \(text.quotable)",
      en:
        "'\(indicator.name)' is judged from \(en.joined(separator: " or ")), found \(text.quotable)"
    )
  }

  private static func end(_ end: Interval.End?) -> String { end?.value.description ?? "" }

  static func judgmentNeedsReason(_ text: String, _ indicator: Indicator) -> Finding {
    let paste = "{ \"score\": \"\(text.quotable)\", \"reason\": \"…\" }"
    return Finding(
      .judgment, zh: "“\(indicator.name)”没有给满分，要写理由",
      en: "'\(indicator.name)' is judged below full and needs a reason",
      helps: [.init(zh: "写作", en: "write", pasteZh: paste, pasteEn: paste)])
  }

  static func brokenOrder(
    _ left: (name: String, value: String), _ comparison: Comparison,
    _ right: (name: String, value: String), other: SourceRange?
  ) -> Finding {
    let wide = comparison == .less ? "＜" : comparison.rawValue
    return Finding(
      .brokenOrder,
      zh: "规则要求 \(left.name) \(wide) \(right.name)，数据里是 \(left.value) 和 \(right.value)",
      en: "the rules require \(left.name) \(comparison.rawValue) \(right.name), "
        + "found \(left.value) and \(right.value)",
      labels: other.map { [.init($0, Message(zh: "另一个在这里", en: "the other is here"))] } ?? [],
      helps: [.init(zh: "核对这两个数", en: "check the two figures")])
  }
}
