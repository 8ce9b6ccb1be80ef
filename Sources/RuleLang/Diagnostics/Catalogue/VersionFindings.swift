/// Findings about versions: amendments, revisions and periods.
extension Finding {
  /// The version that is amended does not exist; those that do are named.
  public static func noBase(
    year: String, revision: String?, name: String,
    available: [(year: Int, revision: Int, name: String)]
  ) -> Finding {
    let zh = revision.map { " 修订 \($0)" } ?? ""
    let en = revision.map { " in revision \($0)" } ?? ""
    let own = available.filter { $0.name == name }
    let list = (own.isEmpty ? available : own).prefix(10)
    let helps: [Diagnostic.Help] =
      list.isEmpty
      ? [
        .init(
          zh: "被修改的规则放在相邻的年度里，如 Rules/\(year)/；或把放规则的文件夹一起写在命令里",
          en:
            "it stands in the year beside, such as Rules/\(year)/; or name the folder of the rules too"
        )
      ]
      : [
        .init(
          zh: "现有："
            + list.map { "\($0.year) 年度“\($0.name)”修订 \($0.revision)" }.joined(separator: "、"),
          en: "there are: "
            + list.map { "\($0.year) '\($0.name)' revision \($0.revision)" }.joined(separator: ", ")
        )
      ]
    return Finding(
      .noBase, zh: "没有找到被修改的规则：\(year) 年度的“\(name)”\(zh)",
      en: "the version to amend was not found: '\(name)' of \(year)\(en)", helps: helps)
  }

  /// The version that is amended has errors, the first of which is at a place.
  public static func brokenBase(year: String, first: SourceRange?) -> Finding {
    Finding(
      .brokenBase, zh: "被修改的 \(year) 年度规则自身有错误",
      en: "the version of \(year) that is amended has errors",
      labels: first.map { [.init($0, Message(zh: "第一个错误在这里", en: "the first error is here"))] }
        ?? [],
      helps: [
        .init(zh: "先检查并改正那一年度的规则", en: "check and correct the rules of that year first")
      ])
  }

  static func notInBase(
    _ name: String, as keyword: Keyword, nearest: String?, elsewhere: Keyword?
  ) -> Finding {
    let (zh, en) = (keyword.spelling(in: .zh), keyword.spelling(in: .en))
    if name.isEmpty {
      return Finding(
        .notInBase, zh: "被修改的规则里没有这一项“\(zh)”", en: "the amended version has no such '\(en)'",
        helps: [
          .init(zh: "新增的直接写，不写“替换”", en: "what is new is stated without 'replace'")
        ])
    }
    var helps: [Diagnostic.Help] = []
    if let elsewhere {
      let (kindZh, kindEn) = (elsewhere.spelling(in: .zh), elsewhere.spelling(in: .en))
      helps.append(
        .init(
          zh: "“\(name)”是“\(kindZh)”，不是“\(zh)”：写成",
          en: "'\(name)' is of the kind '\(kindEn)', not '\(en)': write",
          pasteZh: "\(kindZh) \(name)", pasteEn: "\(kindEn) \(name)"))
    } else if let nearest {
      helps.append(.init(zh: "是不是“\(nearest)”？", en: "did you mean '\(nearest)'?"))
    } else {
      helps.append(
        .init(zh: "新增的直接写，不写“替换”", en: "what is new is stated without 'replace'"))
    }
    return Finding(
      .notInBase, zh: "被修改的规则里没有\(zh)“\(name)”", en: "the amended version has no \(en) '\(name)'",
      helps: helps)
  }

  static func noTestsOf(_ name: String) -> Finding {
    Finding(
      .notInBase, zh: "被修改的规则里没有“\(name)”的测试", en: "the amended version has no test of '\(name)'",
      helps: [.init(zh: "删去这一项", en: "leave it out")])
  }

  static func alreadyInBase(line: Message, first: SourceRange) -> Finding {
    Finding(
      .alreadyInBase, zh: "被修改的规则里已经有这一项", en: "the amended version has this already",
      labels: [.init(first, Message(zh: "已经写在这里", en: "stated here already"))],
      helps: [
        .init(
          zh: "要改它，写成", en: "to change it, write", pasteZh: "替换 \(line.zh)",
          pasteEn: "replace \(line.en)")
      ])
  }

  static func headingInBase(line: Message, opening: Message, first: SourceRange) -> Finding {
    Finding(
      .alreadyInBase, zh: "被修改的规则里已经有这个指标", en: "the amended version has this heading already",
      labels: [.init(first, Message(zh: "已经写在这里", en: "stated here already"))],
      helps: [
        .init(
          zh: "只在它下面增加指标的，不写分值：", en: "to add indicators under it, leave out the points:",
          pasteZh: opening.zh, pasteEn: opening.en),
        .init(
          zh: "要改它的分值，写成", en: "to change its points, write", pasteZh: "替换 \(line.zh)",
          pasteEn: "replace \(line.en)"),
      ])
  }

  static func changedTwice(first: SourceRange) -> Finding {
    Finding(
      .changedTwice, zh: "这一项已经替换或删除过", en: "this has been replaced or removed already",
      labels: [.init(first, Message(zh: "先写在这里", en: "first stated here"))],
      helps: [.init(zh: "留下对的一条", en: "keep the right one")])
  }

  static func removedBefore(_ name: String, first: SourceRange) -> Finding {
    Finding(
      .changedTwice, zh: "“\(name)”已经删除，不能再往里面增加",
      en: "'\(name)' is removed, and nothing can be added to it",
      labels: [.init(first, Message(zh: "在这里删除", en: "removed here"))])
  }

  static func amendsNothing(year: Int?) -> Finding {
    let year = year.map(String.init) ?? "2023"
    return Finding(
      .amendsNothing, zh: "没有写明修改哪一年度的规则，不能替换或删除",
      en: "nothing can be replaced or removed where no version is amended",
      helps: [
        .init(
          zh: "在“年度”下面写明被修改的年度：", en: "say below the fiscal year which one is amended:",
          pasteZh: "修改 \(year)", pasteEn: "amends \(year)")
      ])
  }

  /// Amendments that amend each other.
  public static func circularAmendment(_ versions: [String]) -> Finding {
    let path = versions.joined(separator: " → ")
    return Finding(
      .circularAmendment, zh: "规则的修改绕成了圈：\(path)", en: "the amendments run in a circle: \(path)",
      helps: [
        .init(
          zh: "其中一个年度的规则要完整写出，不修改别的年度",
          en: "one of them is to be stated in full, amending none")
      ])
  }

  /// More amendments follow each other than are read.
  public static func tooManyAmendments() -> Finding { .limitExceeded(.amendments) }

  static func headingUnsaid(_ name: String, opening keyword: Keyword, _ names: [String]) -> Finding
  {
    Finding(
      .headingUnsaid, zh: "没有说明“\(name)”加在哪个上级指标下面",
      en: "it is not said under which heading '\(name)' is added",
      helps: names.prefix(5).map { heading in
        .init(
          zh: "上一行写", en: "on the line before it write",
          pasteZh: "\(keyword.spelling(in: .zh)) \(heading)",
          pasteEn: "\(keyword.spelling(in: .en)) \(heading)")
      })
  }

  static func severalSections(_ name: String, sections: [String]) -> Finding {
    Finding(
      .headingUnsaid, zh: "有几个一级指标下面都有“\(name)”，没有说明是哪一个",
      en: "several sections have a subsection '\(name)', and it is not said which is meant",
      helps: sections.prefix(5).map { section in
        .init(
          zh: "上一行写", en: "on the line before it write", pasteZh: "一级指标 \(section)",
          pasteEn: "section \(section)")
      })
  }

  static func emptied(_ name: String, heading: SourceRange, line: Message) -> Finding {
    Finding(
      .emptyHeading, zh: "删除以后，“\(name)”下面没有指标了",
      en: "with this removed there is nothing under '\(name)'",
      labels: [.init(heading, Message(zh: "这个上级指标", en: "the heading"))],
      helps: [
        .init(
          zh: "连它一起删除：", en: "remove it too:", pasteZh: line.zh, pasteEn: line.en)
      ])
  }

  static func changesNothing(first: SourceRange) -> Finding {
    Finding(
      .changesNothing, zh: "这里写的和被修改的规则一样，没有改动",
      en: "this is what the amended version says already",
      labels: [.init(first, Message(zh: "原来写在这里", en: "stated here"))],
      helps: [.init(zh: "删去这一项", en: "leave it out")])
  }

  static func unchangedAmendment() -> Finding {
    Finding(
      .unchangedAmendment, zh: "除年度以外什么也没有修改", en: "nothing but the year is changed",
      helps: [
        .init(
          zh: "确实不变的，可以留着；有改动的，写上改动的条目", en: "leave it if that is so, or state what changes")
      ])
  }

  static func versionApartFromName() -> Finding {
    Finding(
      .misplacedStatement, zh: "这一行要和“规则集”写在同一个文件里",
      en: "this line stands in the file that names the ruleset")
  }

  static func reversedPeriod(_ period: EffectivePeriod) -> Finding {
    Finding(
      .reversedPeriod, zh: "施行期间倒过来了：\(period.words.zh)",
      en: "the period ends before it begins: \(period.words.en)",
      helps: [.init(zh: "先写开始的日期，再写截止的日期", en: "write the first day, then the last")])
  }

  /// Two versions are in force on the same day.
  public static func periodOverlap(
    _ name: String, year: Int, day: Date, first: SourceRange
  ) -> Finding {
    Finding(
      .periodOverlap, zh: "\(year) 年度的“\(name)”有两个版本同时施行：\(day.description)",
      en: "two versions of '\(name)' for \(year) are in force on \(day.description)",
      labels: [.init(first, Message(zh: "另一个版本", en: "the other version"))],
      helps: [
        .init(
          zh: "前一个版本截止的次日，后一个版本开始",
          en: "the later version begins on the day after the earlier one ends")
      ])
  }

  /// Days of the year on which no version is in force.
  public static func periodGap(_ name: String, year: Int, days: EffectivePeriod) -> Finding {
    Finding(
      .periodGap, zh: "\(year) 年度的“\(name)”在 \(days.words.zh) 没有施行的版本",
      en: "no version of '\(name)' for \(year) is in force \(days.words.en)",
      helps: [
        .init(
          zh: "延长这个期间，或补上这些天的版本", en: "extend this period, or add a version for those days")
      ])
  }

  /// A version in words: its revision and its period.
  private static func words(
    _ versions: [(revision: Int, period: EffectivePeriod?)]
  ) -> Message {
    let zh = versions.map { "修订 \($0.revision)（\($0.period?.words.zh ?? "其余日期")）" }
    let en = versions.map { "revision \($0.revision) (\($0.period?.words.en ?? "all other days"))" }
    return Message(zh: zh.joined(separator: "、"), en: en.joined(separator: ", "))
  }

  /// Several versions can be in force, and the record does not say on which day.
  public static func evaluationDayUnsaid(
    _ name: String, year: Int, versions: [(revision: Int, period: EffectivePeriod?)], example: Date
  ) -> Finding {
    let list = words(versions)
    return Finding(
      .evaluationDayUnsaid, zh: "\(year) 年度的“\(name)”有几个版本，记录没有写评价日期",
      en: "'\(name)' for \(year) has several versions, and the record says no day",
      helps: [
        .init(zh: "现有：\(list.zh)", en: "there are: \(list.en)"),
        .init(
          zh: "写上", en: "write", pasteZh: "\"评价日期\": \"\(example.description)\"",
          pasteEn: "\"evaluationDate\": \"\(example.description)\""),
      ])
  }

  /// No version is in force on the day of a record.
  public static func noVersionInForce(
    _ name: String, year: Int, day: Date, versions: [(revision: Int, period: EffectivePeriod?)]
  ) -> Finding {
    let list = words(versions)
    return Finding(
      .noVersionInForce, zh: "\(day.description) 没有施行的 \(year) 年度“\(name)”",
      en: "no version of '\(name)' for \(year) is in force on \(day.description)",
      helps: [.init(zh: "现有：\(list.zh)", en: "there are: \(list.en)")])
  }
}
