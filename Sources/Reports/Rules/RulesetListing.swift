import ExactNumbers
public import RuleLang

/// A whole ruleset as people read it: what it is, its indicators with their points, its rules.
public enum RulesetListing {
  /// The summary, the tree of headings and indicators, and every file as the formatter writes it.
  ///
  /// - Parameters:
  ///   - ruleset: the ruleset.
  ///   - files: its files as written, in order.
  ///   - language: the vocabulary in which the rules are printed, and the language of the summary.
  /// - Returns: The lines, each ending in a line feed.
  public static func text(_ ruleset: Ruleset, files: [RuleFile], language: Language) -> String {
    let say = Wording(language: language)
    let lines = summary(ruleset, say) + [""] + tree(ruleset, say)
    return lines.map { $0 + "\n" }.joined() + rules(ruleset, files, language)
  }

  /// An amended ruleset in full, as a text that can be saved and checked as it stands.
  ///
  /// What is no rule is a comment: the summary, the versions with their files, what was removed, and
  /// at the end of each line where it comes from.
  ///
  /// - Parameters:
  ///   - ruleset: the ruleset.
  ///   - files: its statements, written out.
  ///   - trail: where they come from.
  ///   - paths: the paths of the files to show to people.
  ///   - language: the vocabulary in which the rules are printed, and the language of the comments.
  /// - Returns: The lines, each ending in a line feed.
  public static func text(
    _ ruleset: Ruleset, files: [RuleFile], trail: VersionTrail, paths: [String],
    language: Language
  ) -> String {
    let say = Wording(language: language)
    let origins = OriginNotes(trail: trail, paths: paths, say: say)
    let head =
      summary(ruleset, say) + [""] + tree(ruleset, say) + [""] + origins.versions
      + origins.removed(from: ruleset.files)
    let comments = head.map { $0.isEmpty ? "//\n" : "// " + $0 + "\n" }.joined()
    let written = files.filter { !$0.statements.isEmpty || !$0.commentsAtEnd.isEmpty }
    return comments + rules(ruleset, written.map { $0.remarked(origins.remark) }, language)
  }

  private static func summary(_ ruleset: Ruleset, _ say: Wording) -> [String] {
    var rows = version(ruleset, say)
    rows.append((say("摘要", "Digest"), ruleset.digest))
    rows += scale(ruleset, say)
    if !ruleset.grades.isEmpty {
      rows.append((say("等次", "Grades"), say.list(ruleset.grades.map { grade($0, ruleset) })))
    }
    for (index, basis) in ruleset.basis.enumerated() {
      rows.append((index == 0 ? say("依据", "Basis") : "", basis))
    }
    rows.append((say("内容", "Contents"), contents(ruleset, say)))
    let width = rows.map { DisplayWidth.of($0.0) }.max() ?? 0
    return [PlainText.of(ruleset.name)]
      + rows.flatMap { label, text in
        let indent = width + 4
        return Wrapping.lines(PlainText.of(text), width: ReportOptions.columnsMax - indent)
          .enumerated()
          .map { line, part in
            "  " + DisplayWidth.padded(line == 0 ? label : "", to: width) + "  " + part
          }
      }
  }

  /// Which version it is, and when it is in force.
  static func version(_ ruleset: Ruleset, _ say: Wording) -> [(String, String)] {
    var rows = [
      (say("年度", "Fiscal year"), String(ruleset.year)),
      (say("修订", "Revision"), String(ruleset.revision)),
    ]
    if let period = ruleset.period { rows.append((say("施行", "In force"), say(period.words))) }
    return rows
  }

  /// How many points there are, and how they are rounded.
  static func scale(_ ruleset: Ruleset, _ say: Wording) -> [(String, String)] {
    [
      (say("总分", "Total"), say.points(ruleset.points.description)),
      (say("得分保留", "Scores"), rounding(ruleset.scoreRounding, say)),
      (say("总分保留", "The total"), rounding(ruleset.totalRounding, say)),
    ]
  }

  private static func rounding(_ rounding: Rounding?, _ say: Wording) -> String {
    guard let rounding else { return say("不取整，精确计算", "exact, not rounded") }
    return "\(rounding.step) \(rounding.mode.spelling(in: say.language))"
  }

  private static func grade(_ grade: Grade, _ ruleset: Ruleset) -> String {
    switch grade.criterion {
    case .range(let interval):
      let range = RangeText(units: ruleset.units, type: .number(.plain)).text(interval)
      return "\(grade.name) \(range.text(in: ruleset.vocabulary))"
    case .condition, .otherwise: return RulesetPlaces(ruleset).text(grade.range)
    }
  }

  private static func contents(_ ruleset: Ruleset, _ say: Wording) -> String {
    let parameters = ruleset.definitions.count { $0.isParameter }
    let counts = [
      (ruleset.indicators.count, "个指标", "indicators"), (ruleset.facts.count, "个数据", "facts"),
      (ruleset.tables.count, "张表", "tables"),
      (ruleset.definitions.count - parameters, "个定义", "definitions"),
      (parameters, "个参数", "parameters"), (ruleset.checks.count, "项核对", "checks"),
      (ruleset.vetoes.count, "项一票否决", "vetoes"),
      (ruleset.adjustments.count, "项加减分", "bonuses and penalties"),
      (ruleset.tests.count, "个测试", "tests"),
    ]
    return say.list(counts.filter { $0.0 > 0 }.map { say("\($0.0) \($0.1)", "\($0.0) \($0.2)") })
  }

  private static func tree(_ ruleset: Ruleset, _ say: Wording) -> [String] {
    var grid = TextGrid([
      .init(title: say("指标", "Indicator"), alignment: .left, widthMax: 60),
      .init(title: say("分值", "Points"), alignment: .decimal),
      .init(title: say("位置", "Place"), alignment: .left),
    ])
    let places = RulesetPlaces(ruleset)
    for entry in RulesetOutline(ruleset).entries {
      let indent = String(repeating: " ", count: entry.depth * 2)
      switch entry.node {
      case .heading(let index):
        let heading = ruleset.headings[index]
        var points = heading.points.description
        if let weight = heading.weight { points += " × \((weight * .hundred).description)%" }
        grid.rows.append(
          .init([indent + heading.name, points, places.words(heading.range, say) ?? ""]))
      case .indicator(let index):
        let indicator = ruleset.indicators[index]
        grid.rows.append(
          .init([
            indent + indicator.name, indicator.points.description,
            places.words(indicator.range, say) ?? "",
          ]))
      }
    }
    grid.rows += [.rule, .init([say("总分", "Total"), ruleset.points.description, ""])]
    return grid.lines(Pen(isColored: false))
  }

  private static func rules(_ ruleset: Ruleset, _ files: [RuleFile], _ language: Language) -> String
  {
    let places = RulesetPlaces(ruleset)
    let formatter = Formatter(vocabulary: language)
    return files.map { file in
      let path = places.path(file.file) ?? String(file.file)
      return "\n// \(PlainText.of(path))\n\n" + formatter.format(file)
    }.joined()
  }
}
