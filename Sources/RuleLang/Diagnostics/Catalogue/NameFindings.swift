/// Findings about names.
extension Finding {
  private static func suggestion(_ nearest: String?) -> [Diagnostic.Help] {
    guard let nearest else { return [] }
    return [.init(zh: "是不是“\(nearest)”？", en: "did you mean '\(nearest)'?")]
  }

  private static func declared(
    _ place: SourceRange?, _ zh: String, _ en: String
  ) -> [Diagnostic.Label] {
    place.map { [Diagnostic.Label($0, Message(zh: zh, en: en))] } ?? []
  }

  static func unknownName(_ name: String, nearest: String?, declared place: SourceRange?) -> Finding
  {
    Finding(
      .unknownName, zh: "没有叫“\(name)”的数据、定义或指标",
      en: "there is no fact, definition or indicator '\(name)'",
      labels: nearest.map { declared(place, "“\($0)”在这里", "'\($0)' is declared here") } ?? [],
      helps: nearest == nil
        ? [
          .init(
            zh: "先在“数据”里声明它，如 \(name)：金额，不小于 0",
            en: "declare it under 'facts' first, such as \(name): money, at least 0")
        ]
        : suggestion(nearest))
  }

  static func gluedName(left: String, keyword: String, right: String) -> Finding {
    Finding(
      .missingSpace, zh: "“\(left)”“\(keyword)”“\(right)”之间缺少空格",
      en: "spaces are missing around '\(keyword)'",
      helps: [
        .init(
          zh: "写成", en: "write", pasteZh: "\(left) \(keyword) \(right)",
          pasteEn: "\(left) \(keyword) \(right)")
      ])
  }

  static func unknownColumn(_ name: String, table: String, nearest: String?) -> Finding {
    Finding(
      .unknownName, zh: "表“\(table)”没有“\(name)”这一列",
      en: "the table '\(table)' has no column '\(name)'",
      helps: suggestion(nearest))
  }

  static func unknownHeading(_ name: String, nearest: String?) -> Finding {
    Finding(
      .unknownName, zh: "没有叫“\(name)”的一级或二级指标", en: "there is no heading '\(name)'",
      helps: suggestion(nearest))
  }

  static func unknownGrade(_ name: String, nearest: String?) -> Finding {
    Finding(
      .unknownName, zh: "没有“\(name)”这个等次", en: "there is no grade '\(name)'",
      helps: suggestion(nearest))
  }

  static func duplicateName(_ name: String, first: SourceRange) -> Finding {
    Finding(
      .duplicateName, zh: "“\(name)”已经用过", en: "the name '\(name)' is taken",
      labels: declared(first, "先用在这里", "first used here"),
      helps: [
        .init(
          zh: "换一个名称；数据、表、定义、参数和三级指标不能同名",
          en:
            "choose another: facts, tables, definitions, parameters and indicators share their names"
        )
      ])
  }

  static func copiedFile(count: Int, other: String, first: SourceRange) -> Finding {
    Finding(
      .duplicateName, zh: "这个文件有 \(count) 项在“\(other)”里已经写过，像是它的副本",
      en: "\(count) things in this file are stated in '\(other)' already, as in a copy of it",
      labels: declared(first, "先写在这里", "first stated here"),
      helps: [
        .init(
          zh: "一个文件夹里的文件合成一套规则；不用的那一份移到别处",
          en: "the files of a folder make one ruleset; move the one that is not needed elsewhere")
      ])
  }

  static func givenTwice(_ name: String, first: SourceRange) -> Finding {
    Finding(
      .duplicateName, zh: "“\(name)”给了两次", en: "'\(name)' is given twice",
      labels: declared(first, "先给在这里", "first given here"))
  }

  static func builtInUnit(_ name: String) -> Finding {
    Finding(
      .duplicateName, zh: "单位“\(name)”本来就有，不能另作规定",
      en: "the unit '\(name)' is known already and cannot be declared")
  }

  static func ambiguousName(_ name: String, table: String, other: SourceRange) -> Finding {
    Finding(
      .ambiguousName, zh: "“\(name)”既是表“\(table)”的列，又是别处的名称",
      en: "'\(name)' is a column of '\(table)' and also declared elsewhere",
      labels: declared(other, "另一个在这里", "the other one"),
      helps: [
        .init(
          zh: "指列时写", en: "for the column write", pasteZh: "\(table).\(name)",
          pasteEn: "\(table).\(name)")
      ])
  }

  static func lookAlikeNames(_ name: String, _ other: String, first: SourceRange) -> Finding {
    Finding(
      .lookAlikeNames, zh: "“\(name)”和“\(other)”看起来一样，却是两个名称",
      en: "'\(name)' and '\(other)' look alike and are two names",
      labels: declared(first, "另一个在这里", "the other one"))
  }

  static func circular(_ names: [String], others: [SourceRange]) -> Finding {
    let path = names.joined(separator: " → ")
    return Finding(
      .circularDefinition, zh: "定义绕成了圈：\(path)", en: "the definitions run in a circle: \(path)",
      labels: others.map { Diagnostic.Label($0, Message(zh: "圈里的另一个", en: "also in the circle")) })
  }

  static func tableAsValue(_ name: String) -> Finding {
    Finding(
      .wrongKindOfName, zh: "“\(name)”是一张表，不是一个数", en: "'\(name)' is a table, not a value",
      helps: [
        .init(zh: "用 合计(\(name).列名) 或 计数(\(name))", en: "use sum(\(name).column) or count(\(name))")
      ])
  }

  static func notATable(_ name: String) -> Finding {
    Finding(.wrongKindOfName, zh: "“\(name)”不是表", en: "'\(name)' is not a table")
  }

  static func notAFact(_ name: String) -> Finding {
    Finding(
      .wrongKindOfName, zh: "“\(name)”不是数据项，测试里只能给数据项和表",
      en: "'\(name)' is not a fact; a test gives facts and tables")
  }

  static func notAnIndicator(_ name: String) -> Finding {
    Finding(.wrongKindOfName, zh: "“\(name)”不是三级指标", en: "'\(name)' is not an indicator")
  }

  static func noMeasure(_ name: String) -> Finding {
    Finding(
      .wrongKindOfName, zh: "指标“\(name)”没有“计算”，没有计算值", en: "the indicator '\(name)' has no measure")
  }

  static func unknownUnit(_ name: String, nearest: String?) -> Finding {
    Finding(
      .unknownUnit, zh: "没有“\(name)”这个单位", en: "there is no unit '\(name)'",
      helps: nearest == nil
        ? [.init(zh: "用到的单位要先声明：单位 \(name)", en: "declare it first: unit \(name)")]
        : suggestion(nearest))
  }

  static func unknownChoice(_ name: String, names: [String], nearest: String?) -> Finding {
    Finding(
      .unknownChoice, zh: "选项里没有“\(name)”", en: "'\(name)' is not among the choices",
      helps: suggestion(nearest) + [
        .init(
          zh: "选项有：\(names.joined(separator: "、"))",
          en: "the choices are: \(names.joined(separator: ", "))")
      ])
  }

  static func filterOutsideAggregate(_ name: String, isExtreme: Bool) -> Finding {
    Finding(
      .argumentCount,
      zh: "函数“\(name)”\(isExtreme ? "比较几个数时" : "")不能带“其中”",
      en: "'\(name)' takes no 'where'\(isExtreme ? " with several arguments" : "")",
      helps: [
        .init(
          zh: "“其中”只用于对表的汇总，如 合计(表.列 其中 条件)",
          en: "'where' goes with a sum or count over a table, as in sum(table.column where …)")
      ])
  }

  static func stepNeeded(_ name: String, example: String) -> Finding {
    Finding(
      .argumentCount, zh: "函数“\(name)”要写明保留到多少", en: "'\(name)' needs its step here",
      helps: [
        .init(
          zh: "没有单位的数和数量可以不写，其余要写，如 \(name)(…, \(example))",
          en: "only plain numbers and counts go without, as in \(name)(…, \(example))")
      ])
  }

  static func argumentCount(_ name: String, _ count: ClosedRange<Int>, found: Int) -> Finding {
    let expected =
      count.lowerBound == count.upperBound
      ? "\(count.lowerBound)" : "\(count.lowerBound)–\(count.upperBound)"
    return Finding(
      .argumentCount, zh: "函数“\(name)”要 \(expected) 个参数，这里有 \(found) 个",
      en: "'\(name)' takes \(expected) arguments, found \(found)")
  }
}
