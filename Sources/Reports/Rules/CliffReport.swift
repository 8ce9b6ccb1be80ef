public import Evaluator
import ExactNumbers
public import RuleLang
import Tabular

/// Where the smallest change of a figure costs most, as a table and as JSON.
public enum CliffReport {
  /// The table, with what is not known under it; it ends in a newline.
  public static func text(
    _ cliffs: Cliffs, _ ruleset: Ruleset, language: Language, usesColor: Bool
  ) -> String {
    func words(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let pen = Pen(isColored: usesColor)
    var grid = TextGrid([
      .init(title: words("指标", "indicator"), alignment: .left),
      .init(title: words("在何处", "where"), alignment: .left),
      .init(title: words("得分", "score"), alignment: .left),
      .init(title: words("相差", "cost"), alignment: .decimal),
      .init(title: words("处数", "places"), alignment: .right),
      .init(title: words("数据", "figures"), alignment: .left),
    ])
    for cliff in cliffs.cliffs {
      grid.rows.append(
        .init([
          ruleset.indicators[cliff.indicator].name, cliff.lowSide.text(in: language),
          "\(shown(cliff.from)) → \(shown(cliff.to))", shown(cliff.cost),
          String(cliff.count), figures(cliff, ruleset, language),
        ]))
    }
    if !cliffs.gradeEnds.isEmpty { grid.rows.append(.rule) }
    for end in cliffs.gradeEnds {
      grid.rows.append(
        .init([
          words("等次", "grade"), end.lowSide.text(in: language),
          "\(end.grades.better) → \(end.grades.worse)", "", "1", "",
        ]))
    }
    let title = words(
      "差一点就少得分的地方：\(ruleset.name)，\(ruleset.year) 年度",
      "Where a small change costs points: \(ruleset.name), fiscal year \(ruleset.year)")
    var lines = [pen.drawn(title, .strong), ""] + grid.lines(pen)
    if !cliffs.unknown.isEmpty {
      lines += ["", words("不在表中的指标：", "Not in the table:")]
      lines += cliffs.unknown.map { index, reason in
        "  \(ruleset.indicators[index].name)\(words("：", ": "))\(reason.text(in: language))"
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The cliffs as the JSON text of an array, with what is not known.
  public static func json(_ cliffs: Cliffs, _ ruleset: Ruleset, language: Language) -> String {
    let jumps = cliffs.cliffs.map { cliff in
      JSONItem.object([
        ("indicator", .string(ruleset.indicators[cliff.indicator].name)),
        ("where", .string(cliff.lowSide.text(in: language))),
        ("from", .string(cliff.from.description)), ("to", .string(cliff.to.description)),
        ("cost", .string(cliff.cost.description)), ("places", .integer(cliff.count)),
        ("record", cliff.record.map { .string(RecordText.json($0, ruleset)) } ?? .null),
      ])
    }
    let grades = cliffs.gradeEnds.map { end in
      JSONItem.object([
        ("where", .string(end.lowSide.text(in: language))),
        ("from", .string(end.grades.better)), ("to", .string(end.grades.worse)),
      ])
    }
    let unknown = cliffs.unknown.map { index, reason in
      JSONItem.object([
        ("indicator", .string(ruleset.indicators[index].name)),
        ("reason", .string(reason.text(in: language))),
      ])
    }
    return JSONItem.object([
      ("ruleset", .string(ruleset.name)), ("fiscalYear", .integer(ruleset.year)),
      ("cliffs", .array(jumps)), ("grades", .array(grades)), ("unknown", .array(unknown)),
    ]).text(indented: true)
  }

  private static func shown(_ value: Rational) -> String {
    ValueText(units: UnitTable()).shown(value, .number(.plain))
  }

  private static func figures(
    _ cliff: Cliffs.Cliff, _ ruleset: Ruleset, _ language: Language
  ) -> String {
    guard let record = cliff.record else { return language == .zh ? "没有找到" : "none found" }
    return RecordText.given(record, ruleset, in: language)
      .joined(separator: language == .zh ? "，" : ", ")
  }
}
