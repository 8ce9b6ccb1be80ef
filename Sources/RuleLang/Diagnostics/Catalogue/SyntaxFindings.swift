/// A part of a statement that the grammar needs.
enum ExpectedPart {
  case keyword(Keyword)
  case value, range, rangeDash, intervalComma, closing
  case points, outcome, stepRounding, comparison, bound
  case equalSign, colon, orderSign, row, type, weight, year, revision, roundingStep, roundingMode
  case rulesetName, headingName, indicatorName, factName, tableName, columnName, definedName
  case unitName, choiceName, gradeName, vetoEffect
  case interval, clauseWords, errorCode
  case basisText, vetoText, adjustmentText, checkText, testName, alternativeName
  case date, periodEnd, replaced, removed

  var words: (zh: String, en: String) {
    switch self {
    case .keyword(let keyword): ("“\(keyword.spelling(in: .zh))”", "'\(keyword.spelling(in: .en))'")
    case .value: ("一个数、名称或算式", "a number, a name or a formula")
    case .range: ("一个范围，如 ≥ 90% 或 (0, 10%]", "a range, such as >= 90% or (0, 10%]")
    case .rangeDash:
      ("范围的另一端，如 10%–20%（含）；或写作 (10%, 20%]", "the other end of the range, as in (10%, 20%]")
    case .intervalComma: ("区间两端之间的逗号", "the comma between the ends of the interval")
    case .closing: ("运算符号、逗号或右括号", "an operator, a comma or a closing bracket")
    case .points: ("分数，如 5 分 或 满分", "points, such as 5 or full")
    case .outcome:
      (
        "这一档怎样得分，如“得 3 分”“不得分”“每满 1 个百分点 扣 1 分”",
        "what this band gives, such as 'scores 3' or 'deducts 1 per full 1 pp'"
      )
    case .stepRounding: ("“每满”“每满或不足”或“按比例每”", "'per full', 'per started' or 'per pro-rata'")
    case .comparison: ("＝、≥ 等比较符号", "a comparison such as = or >=")
    case .bound: ("取值范围，如 不小于 0", "a bound, such as at least 0")
    case .equalSign: ("等号 ＝", "the sign =")
    case .colon: ("名称后的冒号和类型，如“：金额”", "a colon and a type after the name, such as ': money'")
    case .orderSign: ("＜ 或 ≤", "< or <=")
    case .row: ("一行数据，如 (指标 ＝ “…”，完成 ＝ 否)", "a row, such as (column = value)")
    case .type:
      (
        "类型：数值、金额、比率、数量、日期、是否、选项、文本",
        "a type: number, money, ratio, count of, date, yes or no, choice of, text"
      )
    case .weight: ("权重，如 50%", "a weight, such as 50%")
    case .year: ("年份，如 2023", "a year, such as 2023")
    case .revision: ("修订号，如 2", "a revision, such as 2")
    case .roundingStep: ("保留到的单位，如 0.01", "a rounding step, such as 0.01")
    case .roundingMode: ("取舍方法，如 四舍五入", "a rounding mode, such as half up")
    case .rulesetName: ("规则集的名称", "the name of the ruleset")
    case .headingName: ("指标的名称", "the name of the heading")
    case .indicatorName: ("指标的名称", "the name of an indicator")
    case .factName: ("数据项的名称", "the name of a fact")
    case .tableName: ("表的名称", "the name of the table")
    case .columnName: ("列的名称", "the name of a column")
    case .definedName: ("要定义的名称", "the name to define")
    case .unitName: ("单位，如 人", "a unit, such as 人")
    case .choiceName: ("选项的名称", "the name of a choice")
    case .gradeName: ("等次的名称", "the name of a grade")
    case .vetoEffect:
      ("否决的后果，如 总分 不高于 59 分、等次 定为 差", "what the veto does, such as 'total at most 59'")
    case .basisText: ("依据的文字，写在引号里", "the text of the basis, in quotes")
    case .vetoText: ("否决事由，写在引号里", "the reason of the veto, in quotes")
    case .checkText: ("核对内容的文字，写在引号里", "the text of the check, in quotes")
    case .testName: ("测试的名称，写在引号里", "the name of the test, in quotes")
    case .alternativeName: ("方案的名称，写在引号里", "the name of the alternative, in quotes")
    case .interval: ("一个区间，如 [84, 92]", "an interval, such as [84, 92]")
    case .clauseWords: ("条款开头的文字，写在引号里", "the words a clause begins with, in quotes")
    case .errorCode: ("错误的代码，如 E0508", "the code of an error, such as E0508")
    case .adjustmentText:
      (
        "加减分的文字，写在引号里，或“当”和条件",
        "the text of the bonus or penalty in quotes, or 'when' and its condition"
      )
    case .date: ("日期，如 2024-07-01", "a date, such as 2024-07-01")
    case .periodEnd: ("“至”和截止的日期，或“起”", "'to' and the last day, or 'onward'")
    case .replaced:
      (
        "要替换的条目，如 三级指标、数据、表、定义、核对、测试",
        "what is replaced, such as indicator, facts, table, define, check or test"
      )
    case .removed:
      (
        "要删除的条目，如 三级指标、数据、表、定义、核对、测试",
        "what is removed, such as indicator, facts, table, define, check or test"
      )
    }
  }
}

/// Findings about the shape of statements.
extension Finding {
  static func missingPart(_ part: ExpectedPart, found: String?) -> Finding {
    let (zh, en) = part.words
    guard let found else {
      return Finding(
        .missingPart, zh: "这一行没有写完，还缺\(zh)", en: "the line is not finished: \(en) is missing")
    }
    return Finding(
      .missingPart, zh: "这里写的是“\(found)”，应当是\(zh)", en: "found '\(found)' where \(en) is needed")
  }

  /// A line whose first word is that of a keyword with more of them.
  static func unfinishedOpener(_ rest: String, found: String?, line: String?) -> Finding {
    let helps = line.map {
      [Diagnostic.Help(zh: "写成", en: "write", pasteZh: $0, pasteEn: $0)]
    }
    guard let found else {
      return Finding(
        .missingPart, zh: "这一行没有写完，还缺“\(rest)”",
        en: "the line is not finished: '\(rest)' is missing")
    }
    return Finding(
      .missingPart, zh: "这里写的是“\(found)”，应当是“\(rest)”",
      en: "found '\(found)' where '\(rest)' is needed", helps: helps ?? [])
  }

  static func extraText(_ text: String) -> Finding {
    Finding(
      .extraText, zh: "这一行到此已经完整，多出“\(text)”", en: "the line is complete before '\(text)'",
      helps: [
        .init(
          zh: "一行只写一条；多出的内容另起一行，或删去",
          en: "a line holds one statement: move the rest to its own line, or remove it")
      ])
  }

  static func unknownStatement(_ word: String, nearest: String?) -> Finding {
    Finding(
      .unknownStatement, zh: "看不出“\(word)”开头的这一行要写什么", en: "no statement begins with '\(word)'",
      helps: nearest.map { [.init(zh: "是不是“\($0)”？", en: "did you mean '\($0)'?")] }
        ?? [
          .init(
            zh: "一行以关键词开头，如 指标、计算、当、要点、定义；范围以 ＝ ＜ ＞ ( [ 开头",
            en:
              "a line begins with a keyword such as indicator, measure, when, item, define, or with a range"
          )
        ])
  }

  static func gradesUnopened(_ name: String) -> Finding {
    Finding(
      .unknownStatement, zh: "看不出“\(name)”开头的这一行要写什么", en: "no statement begins with '\(name)'",
      helps: [
        .init(
          zh: "如果是等次，第一个等次前面另写一行：", en: "if it is a grade, a line before the first grade says:",
          pasteZh: "等次", pasteEn: "grades")
      ])
  }

  static func textUnopened(_ text: String) -> Finding {
    Finding(
      .unknownStatement, zh: "这一行只有文字“\(text)”，看不出是什么", en: "this line is only the text '\(text)'",
      helps: [
        .init(
          zh: "文字前面要有关键词，如 核对、测试、依据",
          en: "a keyword stands before a text, such as check, test or basis")
      ])
  }

  static func unknownType(_ word: String, nearest: String?) -> Finding {
    Finding(
      .missingPart, zh: "没有“\(word)”这种类型", en: "there is no type '\(word)'",
      helps: [
        nearest.map { .init(zh: "是不是“\($0)”？", en: "did you mean '\($0)'?") }
          ?? .init(
            zh: "类型有：数值、金额、比率、数量、日期、是否、选项、文本",
            en: "types: number, money, ratio, count of, date, yes or no, choice of, text")
      ])
  }

  static func misplacedStatement(_ zh: String, _ en: String) -> Finding {
    Finding(.misplacedStatement, zh: zh, en: en)
  }

  static func missingSpace(keyword: String, rest: String, line: String) -> Finding {
    Finding(
      .missingSpace, zh: "“\(keyword)”和“\(rest)”之间缺少空格",
      en: "a space is missing between '\(keyword)' and '\(rest)'",
      helps: [.init(zh: "写成", en: "write", pasteZh: line, pasteEn: line)])
  }

  static func strayColon(line: String) -> Finding {
    let tidy = line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    return Finding(
      .strayColon, zh: "这里不用冒号", en: "no colon is written here",
      helps: [.init(zh: "去掉冒号，写成", en: "without the colon:", pasteZh: tidy, pasteEn: tidy)])
  }

  static func missingPointsUnit(_ digits: String, line: String) -> Finding {
    Finding(
      .missingPointsUnit, zh: "\(digits) 后面缺少“分”", en: "the unit 分 is missing after \(digits)",
      helps: [.init(zh: "写成", en: "write", pasteZh: line, pasteEn: line)])
  }

  static func notPoints(_ unit: String) -> Finding {
    Finding(
      .missingPointsUnit, zh: "这里是分数，单位应当是“分”，写的是“\(unit)”",
      en: "points are needed here, not '\(unit)'")
  }

  static func unclosedBracket(text: String) -> Finding {
    let zh = text == "(" ? ")" : ") 或 ]"
    let en = text == "(" ? ")" : ") or ]"
    return Finding(
      .unclosedBracket, zh: "括号 \(text) 没有配对", en: "the bracket \(text) is not closed",
      helps: [.init(zh: "补上 \(zh)", en: "add \(en)")])
  }

  static func unsaidRangeEnd(lower: String, upper: String) -> Finding {
    Finding(
      .unsaidRangeEnd, zh: "没有说明含不含 \(lower) 和 \(upper)",
      en: "it is not said whether \(lower) and \(upper) are included",
      helps: [
        .init(
          zh: "含上限：", en: "with the upper end:", pasteZh: "(\(lower), \(upper)]",
          pasteEn: "(\(lower), \(upper)]"),
        .init(
          zh: "含下限：", en: "with the lower end:", pasteZh: "[\(lower), \(upper))",
          pasteEn: "[\(lower), \(upper))"),
      ])
  }

  static func chainedComparison() -> Finding {
    Finding(
      .chainedComparison, zh: "一次只能比较两个数", en: "one comparison compares two values",
      helps: [
        .init(
          zh: "用“且”连接两次比较，或写“X 属于 [a, b)”",
          en: "join two comparisons with 'and', or write 'x in [a, b)'")
      ])
  }

  static func exclusionUnsaid() -> Finding {
    Finding(
      .missingPart, zh: "没有说明剔除的分值折算到哪里", en: "it is not said where the excluded points go",
      helps: [
        .init(
          zh: "折算到同一上级指标：", en: "over the heading:", pasteZh: "剔除 折算到上级",
          pasteEn: "is excluded over heading"),
        .init(
          zh: "折算到全部指标：", en: "over the whole:", pasteZh: "剔除 折算到总分",
          pasteEn: "is excluded over total"),
      ])
  }

  static func stepRoundingUnsaid() -> Finding {
    Finding(
      .missingPart, zh: "没有说明不足一步怎样计", en: "it is not said how a part of a step counts",
      helps: [
        .init(zh: "不足不计：", en: "only whole steps:", pasteZh: "每满", pasteEn: "per full"),
        .init(zh: "不足也计一步：", en: "a step begun counts:", pasteZh: "每满或不足", pasteEn: "per started"),
        .init(zh: "按比例计：", en: "in proportion:", pasteZh: "按比例每", pasteEn: "per pro-rata"),
      ])
  }

  static func unknownFunction(_ name: String) -> Finding {
    let names = Function.allCases.flatMap { $0.chinese + [$0.english] }
    let nearest = EditDistance.nearest(to: name, in: names)
    return Finding(
      .unknownFunction, zh: "没有“\(name)”这个函数", en: "there is no function '\(name)'",
      helps: nearest.map { [.init(zh: "是不是“\($0)”？", en: "did you mean '\($0)'?")] } ?? [])
  }

  /// The limits that a file can exceed.
  enum Limit {
    case fileBytes, depth, statementTokens, nameCharacters, statementCount, fileCount, expandedDepth
    case expandedSize, amendments, testRows
  }

  static func limitExceeded(_ limit: Limit) -> Finding {
    switch limit {
    case .fileBytes:
      Finding(
        .limitExceeded, zh: "文件超过 \(Limits.fileBytesMax >> 20) MiB",
        en: "the file is larger than \(Limits.fileBytesMax >> 20) MiB")
    case .depth:
      Finding(
        .limitExceeded, zh: "括号或条件套了超过 \(Limits.depthMax) 层",
        en: "brackets or conditions are nested more than \(Limits.depthMax) deep")
    case .expandedDepth:
      Finding(
        .limitExceeded, zh: "定义一层套一层，超过 \(Limits.expandedDepthMax) 层",
        en: "the definitions are nested more than \(Limits.expandedDepthMax) deep")
    case .expandedSize:
      Finding(
        .limitExceeded, zh: "把定义都展开，这一条超过 \(Limits.expandedSizeMax) 项",
        en: "with its definitions written out this has more than \(Limits.expandedSizeMax) parts")
    case .statementTokens:
      Finding(
        .limitExceeded, zh: "这一条超过 \(Limits.statementTokensMax) 个词",
        en: "the statement has more than \(Limits.statementTokensMax) words")
    case .nameCharacters:
      Finding(
        .limitExceeded, zh: "名称超过 \(Limits.nameCharactersMax) 个字",
        en: "the name is longer than \(Limits.nameCharactersMax) characters")
    case .testRows:
      Finding(
        .limitExceeded, zh: "测试的一行给了超过 \(Limits.testRowsMax) 行数据",
        en: "a line of a test gives more than \(Limits.testRowsMax) rows")
    case .statementCount:
      Finding(
        .limitExceeded, zh: "规则集超过 \(Limits.statementCountMax) 条",
        en: "the ruleset has more than \(Limits.statementCountMax) statements")
    case .amendments:
      Finding(
        .limitExceeded, zh: "修改一层接一层，超过 \(Limits.amendmentCountMax) 层",
        en: "more than \(Limits.amendmentCountMax) amendments follow each other")
    case .fileCount:
      Finding(
        .limitExceeded, zh: "规则集超过 \(Limits.fileCountMax) 个文件",
        en: "the ruleset has more than \(Limits.fileCountMax) files")
    }
  }
}
