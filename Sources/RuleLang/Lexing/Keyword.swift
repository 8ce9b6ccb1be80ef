/// Every keyword of the language, with its spelling in both vocabularies.
///
/// This is the one table that ties the vocabularies together. A keyword is a phrase of one or
/// more words; it acts only where the grammar looks for it, so a fact may carry the same name.
public enum Keyword: String, CaseIterable, Sendable {
  case ruleset, fiscalYear, revision, amends, effectiveFrom, effective, onward
  case totalPoints, scoresRounded, totalRounded, basis, unit
  case facts, table, define, parameter, order, replace, remove
  case section, subsection, indicator, weighing
  case measure, higherIsBetter, lowerIsBetter
  case scores, scoresFull, scoresZero, full, deducts, adds
  case per, perFull, perStarted, perProRata, downTo, upTo, from, to
  case judged, when, whenMissing, item, bestItemCounts, notApplicable
  case excludedOverHeading, excludedOverTotal
  case score, clamped, bestOf, alternative
  case points, grades, gradesByRounded, gradesByExact, grade
  case veto, bonus, penalty, bonusesAtMost, penaltiesAtMost, insideTotal, outsideTotal
  case totalAtMost, gradeAtMost, gradeIs, scoresNothing
  case atLeast, atMost, above, below, rows
  case number, money, ratio, countOf, date, yesOrNo, choiceOf, text, inUnit
  case and, or, not, `if`, then, `else`, `in`, `where`, yes, no, within
  case scoreOf, measureOf, pointsOf
  case check, test, given, expect, expectError, testCases, testCase, has, hasNone, notGiven
  case undetermined, isScored, isJudged, isExcluded, isNotApplicable, isMissing, decidedBy

  /// The English spellings, the first of which the formatter writes.
  public var english: [String] { Self.spellings(of: self).en }

  /// The Chinese spellings, the first of which the formatter writes.
  public var chinese: [String] { Self.spellings(of: self).zh }

  /// The spelling that the formatter writes in a vocabulary.
  public func spelling(in language: Language) -> String {
    (language == .zh ? chinese : english).first ?? rawValue
  }

  /// The keywords that open a line; where one stands first, a statement cannot be going on.
  static let lineOpeners: [Keyword] = [
    .ruleset, .fiscalYear, .amends, .effectiveFrom, .effective, .totalPoints, .basis, .facts,
    .table, .define, .parameter, .order, .replace, .remove,
    .section, .subsection, .indicator, .measure, .when, .item, .notApplicable, .judged, .grades,
    .veto, .bonus, .penalty, .check, .test, .given, .expect, .expectError, .testCases, .testCase,
    .alternative, .whenMissing,
  ]

  /// The keywords that say the type of a fact.
  static let types: [Keyword] = [
    .number, .money, .ratio, .countOf, .date, .yesOrNo, .choiceOf, .text,
  ]

  /// The first word of a spelling.
  static func firstWord(of spelling: String) -> String {
    String(Substring(spelling.utf8.prefix { $0 != UInt8(ascii: " ") }))
  }

  /// Whether it opens a heading, which has a name and points.
  var opensHeading: Bool { self == .section || self == .subsection || self == .indicator }

  /// The verbs of a scoring line, none of which can stand inside brackets.
  static let scoringVerbs: [Keyword] = [
    .scores, .scoresFull, .scoresZero, .deducts, .adds, .perFull, .perStarted, .perProRata,
  ]

  /// The spellings in both vocabularies.
  static func spellings(of keyword: Keyword) -> (en: [String], zh: [String]) {
    switch keyword {
    case .ruleset: (["ruleset"], ["规则集"])
    case .fiscalYear: (["fiscal year"], ["年度"])
    case .revision: (["revision"], ["修订"])
    case .amends: (["amends"], ["修改"])
    case .effectiveFrom: (["effective from"], ["施行 自", "施行 从"])
    case .effective: (["effective"], ["施行"])
    case .onward: (["onward"], ["起"])
    case .totalPoints: (["total"], ["总分"])
    case .scoresRounded: (["scores rounded to"], ["得分 保留"])
    case .totalRounded: (["total rounded to"], ["总分 保留"])
    case .basis: (["basis"], ["依据"])
    case .unit: (["unit"], ["单位"])
    case .facts: (["facts"], ["数据"])
    case .table: (["table"], ["表"])
    case .define: (["define"], ["定义"])
    case .parameter: (["parameter"], ["参数"])
    case .order: (["order"], ["次序"])
    case .replace: (["replace"], ["替换"])
    case .remove: (["remove"], ["删除"])
    case .section: (["section"], ["一级指标"])
    case .subsection: (["subsection"], ["二级指标"])
    case .indicator: (["indicator"], ["三级指标", "指标"])
    case .weighing: (["weighing"], ["权重"])
    case .measure: (["measure"], ["计算"])
    case .higherIsBetter: (["higher is better"], ["越高越好"])
    case .lowerIsBetter: (["lower is better"], ["越低越好"])
    case .scores: (["scores"], ["得"])
    case .scoresFull: (["scores full"], ["得满分", "得 满分"])
    case .scoresZero: (["scores 0"], ["不得分"])
    case .full: (["full"], ["满分"])
    case .deducts: (["deducts"], ["扣"])
    case .adds: (["adds"], ["加"])
    case .per: (["per"], ["每"])
    case .perFull: (["per full"], ["每满"])
    case .perStarted: (["per started"], ["每满或不足"])
    case .perProRata: (["per pro-rata", "per pro rata"], ["按比例每"])
    case .downTo: (["down to"], ["扣至"])
    case .upTo: (["up to"], ["加至"])
    case .from: (["from"], ["从"])
    case .to: (["to"], ["至", "到"])
    case .judged: (["judged"], ["评定"])
    case .when: (["when"], ["当"])
    case .whenMissing: (["when missing"], ["缺失时"])
    case .item: (["item"], ["要点"])
    case .bestItemCounts: (["best item counts"], ["取最高要点"])
    case .notApplicable: (["not applicable"], ["不适用"])
    case .excludedOverHeading: (["is excluded over heading"], ["剔除 折算到上级"])
    case .excludedOverTotal: (["is excluded over total"], ["剔除 折算到总分"])
    case .score: (["score"], ["得分"])
    case .clamped: (["clamped"], ["封顶保底"])
    case .bestOf: (["best of"], ["取最优"])
    case .alternative: (["alternative"], ["方案"])
    case .points: (["points", "point"], ["分"])
    case .grades: (["grades"], ["等次"])
    case .gradesByRounded: (["by rounded total"], ["按保留后总分"])
    case .gradesByExact: (["by exact total"], ["按精确总分"])
    case .grade: (["grade"], ["等次"])
    case .veto: (["veto"], ["一票否决"])
    case .bonus: (["bonus"], ["加分"])
    case .penalty: (["penalty"], ["扣分"])
    case .bonusesAtMost: (["bonuses at most"], ["加分合计 不高于"])
    case .penaltiesAtMost: (["penalties at most"], ["扣分合计 不高于"])
    case .insideTotal: (["inside total"], ["总分之内"])
    case .outsideTotal: (["outside total"], ["总分之外"])
    case .totalAtMost: (["total at most"], ["总分 不高于", "总分 不大于", "总分 不超过"])
    case .gradeAtMost: (["grade at most"], ["等次 不高于"])
    case .gradeIs: (["grade is"], ["等次 定为"])
    case .scoresNothing: (["scores nothing"], ["全部不得分"])
    case .atLeast: (["at least"], ["不小于", "不低于", "不少于"])
    case .atMost: (["at most"], ["不大于", "不高于", "不超过", "不多于"])
    case .above: (["above"], ["大于"])
    case .below: (["below"], ["小于"])
    case .rows: (["rows", "row"], ["行"])
    case .number: (["number"], ["数值"])
    case .money: (["money"], ["金额"])
    case .ratio: (["ratio"], ["比率"])
    case .countOf: (["count of"], ["数量"])
    case .date: (["date"], ["日期"])
    case .yesOrNo: (["yes or no"], ["是否"])
    case .choiceOf: (["choice of"], ["选项"])
    case .text: (["text"], ["文本"])
    case .inUnit: (["in"], ["以"])
    case .and: (["and"], ["且"])
    case .or: (["or"], ["或"])
    case .not: (["not"], ["非"])
    case .if: (["if"], ["如果", "若"])
    case .then: (["then"], ["则", "那么"])
    case .else: (["else"], ["否则"])
    case .in: (["in"], ["属于"])
    case .where: (["where"], ["其中"])
    case .yes: (["yes"], ["是"])
    case .no: (["no"], ["否"])
    case .within: (["within"], ["误差"])
    case .scoreOf: (["score of"], ["得分"])
    case .measureOf: (["measure of"], ["计算值"])
    case .pointsOf: (["points of"], ["分值"])
    case .check: (["check"], ["核对"])
    case .test: (["test"], ["测试"])
    case .given: (["given"], ["已知"])
    case .expect: (["expect"], ["应得"])
    case .expectError: (["expect error"], ["应报"])
    case .testCases: (["cases"], ["用例"])
    case .testCase: (["case"], ["例"])
    case .has: (["has"], ["含"])
    case .hasNone: (["has none"], ["无行"])
    case .notGiven: (["not given"], ["不填"])
    case .undetermined: (["is undetermined"], ["不确定"])
    case .isScored: (["is scored"], ["已评分"])
    case .isJudged: (["is judged"], ["已评定"])
    case .isExcluded: (["is excluded"], ["剔除"])
    case .isNotApplicable: (["is not applicable"], ["不适用"])
    case .isMissing: (["is scored as missing"], ["按缺失计分"])
    case .decidedBy: (["by"], ["依照"])
    }
  }
}

/// The functions an expression may call, with their names in both vocabularies.
public enum Function: String, CaseIterable, Sendable {
  case abs, min, max, round, floor, ceiling
  case sum, count, average, trimmedAverage, all, any
  case days, years

  /// The English name.
  public var english: String { self == .trimmedAverage ? "trimmed_average" : rawValue }

  /// The Chinese names, the first of which the formatter writes.
  public var chinese: [String] {
    switch self {
    case .abs: ["绝对值"]
    case .min: ["最小", "最小值"]
    case .max: ["最大", "最大值"]
    case .round: ["四舍五入"]
    case .floor: ["向下取整"]
    case .ceiling: ["向上取整"]
    case .sum: ["合计", "求和"]
    case .count: ["计数"]
    case .average: ["平均", "平均值"]
    case .trimmedAverage: ["去极值平均"]
    case .all: ["全部"]
    case .any: ["任一"]
    case .days: ["天数"]
    case .years: ["年数"]
    }
  }

  /// Whether it goes through the rows of a table; 最小 and 最大 do with one argument.
  var isAggregate: Bool {
    switch self {
    case .min, .max, .sum, .count, .average, .trimmedAverage, .all, .any: true
    case .abs, .round, .floor, .ceiling, .days, .years: false
    }
  }

  /// The function of a name, in either vocabulary.
  public init?(name: String) {
    guard let found = Self.byName[name] else { return nil }
    self = found
  }

  /// The name that the formatter writes in a vocabulary.
  public func spelling(in language: Language) -> String {
    language == .zh ? chinese.first ?? english : english
  }

  private static let byName: [String: Function] = {
    var names: [String: Function] = [:]
    for function in allCases {
      names[function.english] = function
      for name in function.chinese { names[name] = function }
    }
    return names
  }()
}
