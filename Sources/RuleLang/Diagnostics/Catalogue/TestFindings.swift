import ExactNumbers

/// Findings about the tests written in the rules.
extension Finding {
  static func notJudged(_ name: String) -> Finding {
    Finding(
      .wrongKindOfName, zh: "“\(name)”的分不由人评定", en: "the points of '\(name)' are not judged",
      helps: [
        .init(
          zh: "测试里给数据，得分由规则算出", en: "give its figures; the rules work the score out")
      ])
  }

  static func judgmentOutOfPoints(_ value: Rational, most: Rational) -> Finding {
    Finding(
      .pointsOutOfRange, zh: "评定 \(value) 分，这个指标只有 0 至 \(most) 分",
      en: "\(value) points are judged where there are 0 to \(most)")
  }

  static func statusNeedsIndicator(_ subject: String) -> Finding {
    Finding(
      .wrongKindOfName, zh: "“\(subject)”不是三级指标；怎样得的分、依照哪一条，只有三级指标才有",
      en: "'\(subject)' is not an indicator; only indicators have a clause that decides")
  }

  static func notAColumn(_ name: String) -> Finding {
    Finding(
      .wrongKindOfName, zh: "“\(name)”是定义，不能作“用例”的一列",
      en: "'\(name)' is a definition, not a column",
      helps: [
        .init(
          zh: "列是数据项、表、指标、总分或等次；定义由数据项算出",
          en: "columns are facts, tables, indicators, the total or the grade")
      ])
  }

  static func wrongCellCount(_ count: Int, columns: [String]) -> Finding {
    Finding(
      .wrongCells, zh: "这一例有 \(count) 格，“用例”有 \(columns.count) 列",
      en: "the case has \(count) cells, and there are \(columns.count) columns",
      helps: [
        .init(
          zh: "各列是：\(columns.joined(separator: "、"))；没有数据的写“不填”，逗号后面空一格",
          en: "the columns are \(columns.joined(separator: ", ")); write 'not given' for a cell "
            + "without a figure, and a space after each comma")
      ])
  }

  static func wrongCell(_ column: String, isTable: Bool) -> Finding {
    isTable
      ? Finding(
        .wrongCells, zh: "“\(column)”是表，这一格要写各行",
        en: "'\(column)' is a table, so its cell holds rows",
        helps: [
          .init(
            zh: "写成", en: "write", pasteZh: "含 2 行 (列 ＝ 值)", pasteEn: "has 2 rows (column = value)"),
          .init(zh: "没有行的写", en: "without rows", pasteZh: "无行", pasteEn: "has none"),
        ])
      : Finding(
        .wrongCells, zh: "“\(column)”这一列要写一个值", en: "the column '\(column)' takes a value",
        helps: [
          .init(zh: "没有数据的写", en: "where there is none", pasteZh: "不填", pasteEn: "not given")
        ])
  }

  static func caseWithoutColumns() -> Finding {
    Finding(
      .caseWithoutColumns, zh: "“例”前面没有“用例”，不知道各格是什么",
      en: "'case' stands without 'cases' before it, which names its cells",
      helps: [
        .init(
          zh: "在第一个“例”上面写各列的名称，如", en: "name the columns above the first case, as in",
          pasteZh: "用例 数据项, 指标", pasteEn: "cases FACT, INDICATOR")
      ])
  }

  static func notARecordError(_ text: String) -> Finding {
    let codes = RuleTest.recordErrors.map(\.rawValue)
    return Finding(
      .notARecordError, zh: "“\(text)”不是一份数据会报的错误",
      en: "'\(text)' is no error that a record can have",
      helps: [
        .init(
          zh: "可以写：\(codes.joined(separator: "、"))", en: "one of \(codes.joined(separator: ", "))")
      ])
  }

  static func clauseNotNamed(
    _ words: String, of indicator: String, _ found: [Clause], all: [Clause]
  ) -> Finding {
    let listed = found.isEmpty ? all : found
    let labels = listed.prefix(6).map { clause in
      Diagnostic.Label(
        clause.range,
        found.isEmpty
          ? Message(zh: "可以依照这一条", en: "this could be named")
          : Message(zh: "这一条也是", en: "this one too"))
    }
    return found.isEmpty
      ? Finding(
        .clauseNotNamed, zh: "“\(indicator)”没有以“\(words)”开头或为理由的条款",
        en: "'\(indicator)' has no clause that begins with '\(words)' or gives it as its reason",
        labels: Array(labels))
      : Finding(
        .clauseNotNamed, zh: "“\(indicator)”有 \(found.count) 条以“\(words)”开头",
        en: "\(found.count) clauses of '\(indicator)' begin with '\(words)'", labels: Array(labels),
        helps: [.init(zh: "写长一些，只指其中一条", en: "write more of it, so that it names one")])
  }
}
