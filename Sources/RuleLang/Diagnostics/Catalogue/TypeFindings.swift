/// Findings about types, units and divisors.
extension Finding {
  static func conditionNeeded(_ found: Message) -> Finding {
    Finding(
      .typeMismatch, zh: "这里要一个条件，写的是\(found.zh)", en: "a condition is needed, found \(found.en)",
      helps: [
        .init(
          zh: "条件如 X ＞ 0，或是否类数据",
          en: "a condition is a comparison such as x > 0, or a yes-or-no fact")
      ])
  }

  static func numberNeeded(_ found: Message) -> Finding {
    Finding(.typeMismatch, zh: "这里要一个数，写的是\(found.zh)", en: "a number is needed, found \(found.en)")
  }

  static func dateNeeded(_ found: Message) -> Finding {
    Finding(.typeMismatch, zh: "这里要一个日期，写的是\(found.zh)", en: "a date is needed, found \(found.en)")
  }

  static func typesDiffer(_ left: Message, _ right: Message) -> Finding {
    Finding(
      .typeMismatch, zh: "\(left.zh)和\(right.zh)不能放在一起",
      en: "\(left.en) and \(right.en) do not go together")
  }

  static func differentChoices() -> Finding {
    Finding(.typeMismatch, zh: "两边的选项不是同一组", en: "the two sides have different choices")
  }

  static func onlyEquality(_ type: Message) -> Finding {
    Finding(
      .typeMismatch, zh: "\(type.zh)不分大小，只能用 ＝ 或 ≠ 比较",
      en: "\(type.en) has no order: compare with = or !=")
  }

  static func toleranceNeedsEquality() -> Finding {
    Finding(
      .typeMismatch, zh: "“误差”只用于两个数用 ＝ 比较时", en: "'within' goes with two numbers compared by =")
  }

  static func countOfMoney() -> Finding {
    Finding(
      .unitMismatch, zh: "数量和数值不能以钱为单位", en: "a count is not counted in money",
      helps: [.init(zh: "写成“金额”类型", en: "use the type 'money'")])
  }

  static func moneyInCount(_ unit: String) -> Finding {
    Finding(
      .unitMismatch, zh: "“\(unit)”不是钱的单位", en: "'\(unit)' is no unit of money",
      helps: [.init(zh: "金额的单位有 元、万元、亿元", en: "money is in 元, 万元, 亿元")])
  }

  static func unitsDiffer(_ other: Message, _ found: Message, other range: SourceRange) -> Finding {
    Finding(
      .unitMismatch, zh: "单位对不上：这里是\(found.zh)，另一边是\(other.zh)",
      en: "the units differ: this is \(found.en), the other side is \(other.en)",
      labels: [Diagnostic.Label(range, Message(zh: other.zh, en: other.en))])
  }

  static func bareMoney(_ digits: String) -> Finding {
    Finding(
      .bareNumber, zh: "金额要写单位，\(digits) 是元还是万元？",
      en: "money needs its unit: is \(digits) in 元 or 万元?",
      helps: [.init(zh: "写成", en: "write", pasteZh: "\(digits) 万元", pasteEn: "\(digits) 万元")])
  }

  static func percentStep(_ digits: String) -> Finding {
    Finding(
      .percentStep, zh: "每一步是两个比率之差，用“个百分点”，不用 %",
      en: "a step is a difference of ratios: use pp, not %",
      helps: [.init(zh: "写成", en: "write", pasteZh: "\(digits) 个百分点", pasteEn: "\(digits) pp")])
  }

  static func bareStep(_ digits: String) -> Finding {
    Finding(
      .bareNumber, zh: "比率的每一步要写单位“个百分点”", en: "a step of a ratio needs its unit pp",
      helps: [.init(zh: "写成", en: "write", pasteZh: "\(digits) 个百分点", pasteEn: "\(digits) pp")])
  }

  static func divisorMayBeZero(_ divisor: String) -> Finding {
    Finding(
      .divisorMayBeZero, zh: "除数“\(divisor)”可能为 0", en: "the divisor '\(divisor)' may be zero",
      helps: [
        .init(
          zh: "在“计算”前面加一行，说明为 0 时怎样得分（分数按政策改）：",
          en: "add a line before the measure that says what zero scores:",
          pasteZh: "不适用 当 \(divisor) ＝ 0 得满分",
          pasteEn: "not applicable when \(divisor) = 0 scores full"),
        .init(
          zh: "或在“数据”里写明取值范围，如“大于 0”", en: "or declare its range under 'facts', such as 'above 0'"),
      ])
  }

  static func tableMayBeEmpty(_ table: String, rows: Int) -> Finding {
    Finding(
      .tableMayBeEmpty, zh: "表“\(table)”可能不足 \(rows) 行，算不出来",
      en: "the table '\(table)' may have fewer than \(rows) rows",
      helps: [
        .init(
          zh: "在表的声明里写明行数：", en: "declare its rows:", pasteZh: "表 \(table)，不少于 \(rows) 行",
          pasteEn: "table \(table), at least \(rows) rows"),
        .init(
          zh: "或先处理没有行的情形：", en: "or take the case away first:",
          pasteZh: "当 计数(\(table)) ＜ \(rows) 不得分",
          pasteEn: "when count(\(table)) < \(rows) scores 0"),
      ])
  }

  static func filteredMayBeEmpty() -> Finding {
    Finding(
      .tableMayBeEmpty, zh: "可能没有一行符合“其中”的条件，算不出来",
      en: "no row may meet the condition after 'where'",
      helps: [
        .init(
          zh: "去掉“其中”，或改用 合计 与 计数，并先处理计数为 0 的情形",
          en: "leave out 'where', or use sum and count and take the case of zero away first")
      ])
  }

  static func constantNeeded() -> Finding {
    Finding(.constantRequired, zh: "这里要一个写定的数", en: "a constant is needed here")
  }

  static func reversedBounds() -> Finding {
    Finding(
      .reversedBounds, zh: "下限高于上限，没有一个数符合", en: "the lower bound is above the upper: no value fits"
    )
  }

  static func boundsNeedNumber() -> Finding {
    Finding(.typeMismatch, zh: "只有数和日期能写取值范围", en: "only numbers and dates have bounds")
  }

  static func stepNotPositive() -> Finding {
    Finding(.stepNotPositive, zh: "这里要一个大于 0 的数", en: "a number above zero is needed")
  }

  static func columnOutsideTable(_ table: String, _ column: String) -> Finding {
    Finding(
      .columnOutsideTable, zh: "“\(table).\(column)”有许多行，要说明怎样合成一个数",
      en: "'\(table).\(column)' has many rows: say how they make one value",
      helps: [
        .init(
          zh: "例如", en: "such as", pasteZh: "合计(\(table).\(column))",
          pasteEn: "sum(\(table).\(column))")
      ])
  }

  static func nestedAggregate() -> Finding {
    Finding(
      .columnOutsideTable, zh: "汇总里面不能再汇总", en: "an aggregate cannot stand inside another",
      helps: [.init(zh: "先用“定义”算出里面的一个", en: "define the inner one first")])
  }

  static func noTableNamed(_ function: String) -> Finding {
    Finding(
      .columnOutsideTable, zh: "“\(function)”要指明哪张表的哪一列",
      en: "'\(function)' needs a column of a table",
      helps: [.init(zh: "列写作 表名.列名", en: "a column is written table.column")])
  }
}
