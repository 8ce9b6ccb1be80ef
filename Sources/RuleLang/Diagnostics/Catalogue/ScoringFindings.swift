import ExactNumbers

/// Findings about bands, points and methods.
extension Finding {
  /// An example of a range; nothing where the range is a single value and says it already.
  private static func example(_ witness: String, of range: Message) -> (zh: String, en: String) {
    range.zh.hasPrefix("＝")
      ? ("", "") : ("，例如 \(witness)", ", for example \(witness)")
  }

  static func bandGap(_ range: Message, witness: String, line: Message) -> Finding {
    let example = example(witness, of: range)
    return Finding(
      .bandGap, zh: "分档有空档：\(range.zh) 没有规定得分\(example.zh)",
      en: "the bands leave a gap: \(range.en) has no score\(example.en)",
      helps: [
        .init(
          Message(zh: "补上这一行（分数按政策改）：", en: "add this line, with the points that policy sets:"),
          paste: line)
      ])
  }

  static func bandOverlap(_ range: Message, witness: String, first: SourceRange) -> Finding {
    let example = example(witness, of: range)
    return Finding(
      .bandOverlap, zh: "分档重叠：\(range.zh) 同时属于两档\(example.zh)",
      en: "the bands overlap: \(range.en) lies in two\(example.en)",
      labels: [Diagnostic.Label(first, Message(zh: "与这一档重叠", en: "overlaps this band"))],
      helps: [
        .init(
          zh: "改其中一档的一端，使每个值只属于一档",
          en: "change an end of one of them, so that each value lies in one")
      ])
  }

  static func valueScoredTwice(_ name: Message, first: SourceRange) -> Finding {
    Finding(
      .bandOverlap, zh: "“\(name.zh)”写了两次得分", en: "'\(name.en)' is scored twice",
      labels: [Diagnostic.Label(first, Message(zh: "先写在这里", en: "first here"))])
  }

  static func choiceGap(_ names: [Message]) -> Finding {
    let zh = names.map { "\($0.zh)  不得分" }.joined(separator: "\n")
    let en = names.map { "\($0.en)  scores 0" }.joined(separator: "\n")
    return Finding(
      .bandGap, zh: "没有规定“\(names.map(\.zh).joined(separator: "”“"))”得多少分",
      en: "no score is given for '\(names.map(\.en).joined(separator: "', '"))'",
      helps: [
        .init(
          zh: "补上（分数按政策改）：", en: "add, with the points that policy sets:", pasteZh: zh, pasteEn: en)
      ])
  }

  static func stepsNeedNumber(_ found: Message) -> Finding {
    Finding(
      .typeMismatch, zh: "\(found.zh)不分大小，不能按步扣分、加分或按直线得分",
      en: "\(found.en) has no order: it takes neither steps nor a straight line",
      helps: [.init(zh: "每个值各写一行得分", en: "give each value a line with its score")])
  }

  static func textMeasure() -> Finding {
    Finding(
      .typeMismatch, zh: "文本不能分档", en: "text has no bands",
      helps: [.init(zh: "改用“选项”类型", en: "use the type 'choice of'")])
  }

  static func undeclaredOrder(_ left: String, _ right: String) -> Finding {
    Finding(
      .undeclaredOrder, zh: "分档用到的“\(left)”和“\(right)”，没有说明谁大谁小",
      en: "the order of '\(left)' and '\(right)', which bands use, is not declared",
      helps: [
        .init(
          zh: "在“数据”之后写明：", en: "declare it after the facts:", pasteZh: "次序 \(left) ＜ \(right)",
          pasteEn: "order \(left) < \(right)")
      ])
  }

  static func emptyRange() -> Finding {
    Finding(
      .emptyRange, zh: "这个范围里没有数：下端不低于上端",
      en: "the range is empty: its lower end is not below its upper",
      helps: [.init(zh: "下端写在前面，上端写在后面", en: "write the lower end first")])
  }

  static func pointsAbove(_ points: Rational, most: Rational, declared: SourceRange) -> Finding {
    Finding(
      .pointsOutOfRange, zh: "\(points) 分超出了这个指标的 0 至 \(most) 分",
      en: "\(points) points are outside the 0 to \(most) of this indicator",
      labels: [Diagnostic.Label(declared, Message(zh: "满分 \(most) 分", en: "worth \(most) points"))])
  }

  static func pointsNotPositive() -> Finding {
    Finding(.pointsOutOfRange, zh: "这里的分数要大于 0", en: "these points must be above 0")
  }

  static func limitOnWrongSide(_ steps: Steps) -> Finding {
    Finding(
      .pointsOutOfRange,
      zh: steps.adds
        ? "“加至”要高于起点的 \(steps.start) 分" : "“扣至”要低于起点的 \(steps.start) 分",
      en: steps.adds
        ? "'up to' must be above the \(steps.start) points it starts from"
        : "'down to' must be below the \(steps.start) points it starts from")
  }

  static func fullMarksOutOfReach(
    _ name: String, points: Rational, most: Rational,
    _ outOfReach: (place: SourceRange, values: Message)?
  ) -> Finding {
    Finding(
      .pointsOutOfRange, zh: "“\(name)”是 \(points) 分，最多却只能得 \(most) 分",
      en: "'\(name)' is worth \(points) points, but at most \(most) can be scored",
      labels: outOfReach.map {
        [
          Diagnostic.Label(
            $0.place,
            Message(
              zh: "这一档用不到：计算值的取值是 \($0.values.zh)",
              en: "no measure falls here: the values are \($0.values.en)"))
        ]
      } ?? [],
      helps: [.init(zh: "改分值，或写明怎样得满分", en: "change its points, or say what scores full")])
  }

  static func countNeeded(_ found: Message) -> Finding {
    Finding(
      .typeMismatch, zh: "“每…扣分”要数个数，这里是\(found.zh)",
      en: "a deduction counts whole things, this is \(found.en)",
      helps: [
        .init(
          zh: "比率和金额用“计算”和“每满 … 扣 … 分”",
          en: "for ratios and amounts use a measure and 'deducts … per full …'")
      ])
  }

  static func countMayBeNegative(_ count: String) -> Finding {
    Finding(
      .pointsOutOfRange, zh: "“\(count)”可能小于 0，扣分会变成加分",
      en: "'\(count)' may be below zero, and a deduction would add points",
      helps: [
        .init(zh: "写成", en: "write", pasteZh: "最大(\(count), 0)", pasteEn: "max(\(count), 0)")
      ])
  }

  static func exclusionInAlternative() -> Finding {
    Finding(
      .misplacedStatement, zh: "“剔除”去掉整个指标，要写在“取最优”前面，不能写在“方案”下面",
      en: "an exclusion takes the whole indicator away; it stands before 'best of'")
  }

  static func noFiniteEnd(_ zh: String, _ en: String) -> Finding {
    Finding(.noFiniteEnd, zh: zh, en: en)
  }

  static func pointsDoNotSum(
    _ name: String, points: Rational, sum: Rational, children: [SourceRange]
  ) -> Finding {
    let more = sum > points
    let difference = (sum - points).magnitude
    return Finding(
      .pointsDoNotSum,
      zh: "“\(name)”是 \(points) 分，下面各项合计 \(sum) 分，\(more ? "多" : "少") \(difference) 分",
      en:
        "'\(name)' is worth \(points) points, what is under it sums to \(sum), \(difference) too \(more ? "many" : "few")",
      labels: children.prefix(4).map { Diagnostic.Label($0, Message(zh: "计入", en: "counts")) })
  }

  static func totalDoesNotSum(points: Rational, sum: Rational) -> Finding {
    let more = sum > points
    return Finding(
      .pointsDoNotSum,
      zh: "总分是 \(points) 分，各项合计 \(sum) 分，\(more ? "多" : "少") \((sum - points).magnitude) 分",
      en:
        "the total is \(points) points, the parts sum to \(sum), \((sum - points).magnitude) too \(more ? "many" : "few")"
    )
  }

  static func itemsDoNotSum(_ name: String, points: Rational, sum: Rational, isLadder: Bool)
    -> Finding
  {
    Finding(
      .itemsDoNotSum,
      zh: isLadder
        ? "“\(name)”是 \(points) 分，最高的要点是 \(sum) 分" : "“\(name)”是 \(points) 分，各要点合计 \(sum) 分",
      en: isLadder
        ? "'\(name)' is worth \(points) points, its best item \(sum)"
        : "'\(name)' is worth \(points) points, its items sum to \(sum)")
  }

  static func noMethod(_ name: String) -> Finding {
    Finding(
      .noMethod, zh: "“\(name)”没有写怎样得分", en: "'\(name)' does not say how it scores",
      helps: [
        .init(
          zh: "写“计算”和分档，或“要点”“每…扣…分”“评定”“得分”",
          en: "write a measure with bands, or items, deductions, 'judged' or 'score'")
      ])
  }

  static func noMethod(alternative name: String) -> Finding {
    Finding(
      .noMethod, zh: "方案“\(name)”没有写怎样得分", en: "the alternative '\(name)' has no method",
      helps: [
        .init(
          zh: "写“计算”和分档，或“要点”“每…扣…分”“评定”“得分”",
          en: "write a measure and bands, items, deductions, 'judged' or 'score'")
      ])
  }

  static func bandsWithoutMeasure() -> Finding {
    Finding(
      .noMethod, zh: "有分档而没有“计算”，不知道拿什么来分档", en: "there are bands but no measure",
      helps: [.init(zh: "在分档前写：计算 算式", en: "write before the bands: measure FORMULA")])
  }

  static func measureWithoutBands() -> Finding {
    Finding(
      .noMethod, zh: "有“计算”而没有分档", en: "there is a measure but no bands",
      helps: [
        .init(
          zh: "在下面写每一档，如：≥ 90%  得满分", en: "write the bands under it, such as: >= 90% scores full")
      ])
  }

  static func severalMethods(first: SourceRange) -> Finding {
    Finding(
      .severalMethods, zh: "一个指标只能有一种计分方法", en: "an indicator has one method",
      labels: [Diagnostic.Label(first, Message(zh: "已有的方法", en: "the method it has"))],
      helps: [
        .init(
          zh: "要从几种方法里取最优，写“取最优”和“方案”",
          en: "for the best of several, write 'best of' and 'alternative'")
      ])
  }

  static func caseAfterMethod() -> Finding {
    Finding(.misplacedStatement, zh: "“当”“不适用”要写在计分方法前面", en: "cases stand before the method")
  }

  static func formulaOutOfRange(_ range: Message, most: Rational) -> Finding {
    Finding(
      .formulaOutOfRange, zh: "这个算式的结果可能超出 0 至 \(most) 分：它的取值是 \(range.zh)",
      en: "the formula may give \(range.en), outside 0 to \(most) points",
      helps: [
        .init(
          zh: "在行末写“封顶保底”，超出的部分按 0 或满分计",
          en: "end the line with 'clamped' to keep it within its points")
      ])
  }

  static func formulaNeedsPlainNumber(_ found: Message) -> Finding {
    Finding(
      .typeMismatch, zh: "得分要是没有单位的数，这里是\(found.zh)", en: "a score has no unit, this is \(found.en)"
    )
  }

  static func mixedWeights(_ first: SourceRange) -> Finding {
    Finding(
      .mixedWeights, zh: "同一级里有的写权重，有的不写", en: "some headings here carry weights and some do not",
      labels: [Diagnostic.Label(first, Message(zh: "这一个不同", en: "this one differs"))],
      helps: [.init(zh: "同一级的指标要么都写权重，要么都不写", en: "siblings all carry weights or none does")])
  }

  static func weightsDoNotSum(_ sum: String) -> Finding {
    Finding(
      .weightsDoNotSum, zh: "同一级的权重合计 \(sum)，应当是 100%", en: "the weights sum to \(sum), not 100%")
  }

  static func emptyHeading(_ name: String) -> Finding {
    Finding(.emptyHeading, zh: "“\(name)”下面没有指标", en: "there is nothing under '\(name)'")
  }

  static func noIndicators() -> Finding {
    Finding(.emptyHeading, zh: "规则集里没有一个指标", en: "the ruleset has no indicators")
  }

  static func missingHeader(_ keyword: Keyword, example: Message) -> Finding {
    Finding(
      .missingHeader, zh: "规则集没有写“\(keyword.spelling(in: .zh))”",
      en: "the ruleset does not state its '\(keyword.spelling(in: .en))'",
      helps: [.init(Message(zh: "在开头写：", en: "write at the top:"), paste: example)])
  }

  static func noHeader(_ lines: [Message]) -> Finding {
    let paste = Message(
      zh: lines.map(\.zh).joined(separator: "\n"), en: lines.map(\.en).joined(separator: "\n"))
    return Finding(
      .missingHeader, zh: "没有规则集的名称、年度和总分", en: "there is no ruleset, fiscal year and total",
      helps: [
        .init(Message(zh: "在开头写：", en: "write at the top:"), paste: paste),
        .init(
          zh: "规则集分写在几个文件里的，要检查它们所在的文件夹",
          en: "where a ruleset stands in several files, check the folder that holds them"),
      ])
  }

  static func duplicateStatement(first: SourceRange) -> Finding {
    Finding(
      .duplicateStatement, zh: "这一项已经写过", en: "this has been stated before",
      labels: [Diagnostic.Label(first, Message(zh: "先写在这里", en: "first stated here"))])
  }

  static func notAWholeNumber(_ zh: String, _ en: String) -> Finding {
    Finding(.typeMismatch, zh: zh, en: en)
  }

  static func gradeGap(_ range: Message, witness: String, line: Message) -> Finding {
    let example = example(witness, of: range)
    return Finding(
      .gradeGap, zh: "等次有空档：总分 \(range.zh) 不属于任何等次\(example.zh)",
      en: "the grades leave a gap: a total \(range.en) has none\(example.en)",
      helps: [
        .init(
          Message(zh: "改相邻等次的一端，或补上：", en: "change an end of a neighbour, or add:"), paste: line)
      ])
  }

  static func gradeOverlap(_ range: Message, witness: String, first: SourceRange) -> Finding {
    let example = example(witness, of: range)
    return Finding(
      .gradeOverlap, zh: "等次重叠：总分 \(range.zh) 同时属于两个等次\(example.zh)",
      en: "the grades overlap: a total \(range.en) has two\(example.en)",
      labels: [Diagnostic.Label(first, Message(zh: "与这一等次重叠", en: "overlaps this grade"))])
  }

  static func gradesBasisUnsaid() -> Finding {
    Finding(
      .gradesBasisUnsaid, zh: "总分要保留位数，没有说明等次看保留前还是保留后的总分",
      en: "the total is rounded: say whether grades look at the rounded or the exact total",
      helps: [
        .init(
          zh: "看保留后的：", en: "the rounded:", pasteZh: "等次 按保留后总分", pasteEn: "grades by rounded total"
        ),
        .init(
          zh: "看保留前的：", en: "the exact:", pasteZh: "等次 按精确总分", pasteEn: "grades by exact total"),
      ])
  }

  static func incompleteBlock(_ zh: String, _ en: String) -> Finding {
    Finding(.incompleteBlock, zh: zh, en: en)
  }
}
