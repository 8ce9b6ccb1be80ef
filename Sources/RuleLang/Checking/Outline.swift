/// A ruleset's statements sorted by what they belong to, before names and types.
///
/// Headings own what follows them; a line that stands where nothing can own it is reported here.
/// What a malformed line would have belonged to is marked damaged, so that nothing more is said
/// about it.
struct Outline {
  struct FieldDraft {
    let name: Name
    let type: TypeSyntax
    let description: String?
  }

  struct TableDraft {
    let name: Name
    let rowsMin: Literal?
    var columns: [FieldDraft] = []
    var isDamaged = false
  }

  struct DefinitionDraft {
    let name: Name
    let expression: Expression
    let isParameter: Bool
    let description: String?
    let range: SourceRange
  }

  struct HeadingDraft {
    let name: Name?
    let level: Int
    let points: PointsSyntax?
    let weight: Literal?
    let parent: Int?
    var basis: [String] = []
    let range: SourceRange
    var isDamaged = false
  }

  struct IndicatorDraft {
    let name: Name?
    let points: PointsSyntax?
    let heading: Int?
    let range: SourceRange
    var lines: [Statement] = []
    var isDamaged = false
  }

  struct TestDraft {
    let name: String
    let range: SourceRange
    var lines: [Statement] = []
    var isDamaged = false
  }

  var header: [Statement] = []
  var units: [(name: Name, equals: Literal?)] = []
  var facts: [FieldDraft] = []
  var tables: [TableDraft] = []
  var definitions: [DefinitionDraft] = []
  var orders: [Statement] = []
  var headings: [HeadingDraft] = []
  var indicators: [IndicatorDraft] = []
  var grades: [Statement] = []
  var gradesHeads: [Statement] = []
  var gradesAreDamaged = false
  var rules: [Statement] = []
  var checks: [(head: Statement, condition: Statement?)] = []
  var tests: [TestDraft] = []
  var isDamaged = false
  /// Whether points may be missing because a line could not be recognised at all.
  var sumsAreDamaged = false
  /// Words of malformed lines: names among them may have been meant to be declared there.
  var damagedWords: Set<String> = []
  /// Whether a declaration lacks its name, so that any name may have been meant to stand there.
  var lacksAName = false
  var diagnostics: [Diagnostic] = []

  private enum Owner {
    case header, facts, table, heading, indicator, grades, check, test, none, damaged
  }

  private var owner = Owner.header
  /// Whether the last line was a fact in the wrong place, so that the next says nothing new.
  private var isAmongStrayFields = false

  /// Sorts the statements of files, in the order of the files.
  init(_ files: [RuleFile], sources: [SourceFile]) {
    for file in files {
      owner = .header
      for statement in file.statements { add(statement, sources: sources) }
    }
  }

  private mutating func add(_ statement: Statement, sources: [SourceFile]) {
    if case .field = statement.kind {} else { isAmongStrayFields = false }
    switch statement.kind {
    case .malformed(let opening):
      addMalformed(statement, opening: opening, source: sources[statement.range.file])
    case .ruleset, .fiscalYear, .revision, .amends, .effective, .totalPoints, .scoresRounded,
      .totalRounded:
      header.append(statement)
      owner = .header
    case .basis(let text): addBasis(statement, text: text)
    case .unit(let name, let equals): units.append((name, equals))
    case .facts: owner = .facts
    case .table(let name, let rowsMin):
      tables.append(TableDraft(name: name, rowsMin: rowsMin))
      owner = .table
    case .field(let name, let type, let description):
      addField(FieldDraft(name: name, type: type, description: description), at: statement.range)
    case .define(let name, let expression, let description):
      addDefinition(statement, name, expression, isParameter: false, description)
    case .parameter(let name, let expression, let basis):
      addDefinition(statement, name, expression, isParameter: true, basis)
    case .order:
      orders.append(statement)
      owner = .none
    case .heading(let level, let name, let points, let weight):
      addHeading(level: level, name, points, weight, at: statement.range)
    case .indicator(let name, let points):
      addIndicator(name, points, at: statement.range)
    case .grades:
      gradesHeads.append(statement)
      owner = .grades
    case .gradeBand, .gradeCondition, .gradeOtherwise:
      grades.append(statement)
      owner = .grades
    case .veto, .bonus, .penalty, .bonusesAtMost, .penaltiesAtMost:
      rules.append(statement)
      owner = .none
    case .check:
      checks.append((statement, nil))
      owner = .check
    case .checkCondition: addCheckCondition(statement)
    case .test(let name):
      tests.append(TestDraft(name: name, range: statement.range))
      owner = .test
    case .given, .expect, .expectError, .testCases, .testCase: addTestLine(statement)
    // An amendment has been written out before.
    case .replacement, .removal, .openedHeading: break
    default: addMethodLine(statement)
    }
  }

  private mutating func addField(_ field: FieldDraft, at range: SourceRange) {
    switch owner {
    case .facts: facts.append(field)
    case .table: tables[tables.count - 1].columns.append(field)
    case .damaged: damagedWords.insert(field.name.text)
    default:
      if !isAmongStrayFields {
        diagnostics.add(
          .misplacedStatement("数据项要写在“数据”或“表”下面", "a fact stands under 'facts' or 'table'"),
          at: range)
      }
      isAmongStrayFields = true
      damagedWords.insert(field.name.text)
    }
  }

  private mutating func addBasis(_ statement: Statement, text: String) {
    switch owner {
    case .indicator: indicators[indicators.count - 1].lines.append(statement)
    case .heading: headings[headings.count - 1].basis.append(text)
    case .damaged: break
    default: header.append(statement)
    }
  }

  private mutating func addDefinition(
    _ statement: Statement, _ name: Name, _ expression: Expression, isParameter: Bool,
    _ description: String?
  ) {
    definitions.append(
      DefinitionDraft(
        name: name, expression: expression, isParameter: isParameter, description: description,
        range: statement.range))
    owner = .none
  }

  private mutating func addHeading(
    level: Int, _ name: Name?, _ points: PointsSyntax?, _ weight: Literal?, at range: SourceRange,
    isDamaged: Bool = false
  ) {
    var parent: Int?
    if level > 1 {
      parent = headings.lastIndex { $0.level < level }
      if parent == nil, !isDamaged, !sumsAreDamaged {
        diagnostics.add(
          .misplacedStatement("二级指标要写在一级指标下面", "a subsection stands under a section"),
          at: range)
      }
    }
    headings.append(
      HeadingDraft(
        name: name, level: level, points: points, weight: weight, parent: parent, range: range,
        isDamaged: isDamaged))
    if isDamaged, let parent { headings[parent].isDamaged = true }
    owner = .heading
  }

  private mutating func addIndicator(
    _ name: Name?, _ points: PointsSyntax?, at range: SourceRange, isDamaged: Bool = false
  ) {
    indicators.append(
      IndicatorDraft(
        name: name, points: points, heading: headings.indices.last, range: range,
        isDamaged: isDamaged))
    owner = .indicator
  }

  private mutating func addCheckCondition(_ statement: Statement) {
    if owner == .check, checks[checks.count - 1].condition == nil {
      checks[checks.count - 1].condition = statement
    }
  }

  private mutating func addTestLine(_ statement: Statement) {
    if owner == .test {
      tests[tests.count - 1].lines.append(statement)
    } else if owner != .damaged {
      diagnostics.add(
        .misplacedStatement(
          "“已知”“应得”“用例”等要写在“测试”下面",
          "'given', 'expect' and 'cases' stand under 'test'"),
        at: statement.range)
    }
  }

  private mutating func addMethodLine(_ statement: Statement) {
    switch owner {
    case .indicator: indicators[indicators.count - 1].lines.append(statement)
    case .damaged: break
    default:
      diagnostics.add(
        .misplacedStatement("这一行要写在某个三级指标下面", "this line stands under an indicator"),
        at: statement.range)
    }
  }

  // MARK: Malformed lines

  private mutating func addMalformed(
    _ statement: Statement, opening: Keyword?, source: SourceFile
  ) {
    isDamaged = true
    let text = source.text(statement.range.offsets)
    for (place, name) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    where place % 2 == 1 {
      damagedWords.insert(NameCharacters.normalized(String(name)))
    }
    let words =
      text
      .split { !($0.isLetter || $0.isNumber || $0 == "_") }
    for word in words {
      damagedWords.insert(String(word))
      // A keyword glued to a name: the name is the rest.
      for count in 1...5 where word.count > count {
        damagedWords.insert(String(word.dropFirst(count)))
        damagedWords.insert(String(word.dropLast(count)))
      }
    }
    switch opening {
    case .section: addHeading(level: 1, nil, nil, nil, at: statement.range, isDamaged: true)
    case .subsection: addHeading(level: 2, nil, nil, nil, at: statement.range, isDamaged: true)
    case .indicator: addIndicator(nil, nil, at: statement.range, isDamaged: true)
    case .table, .facts, .check, .test, .grades: owner = .damaged
    case .define, .parameter, .order, .veto, .bonus, .penalty: owner = .none
    case .basis: break
    default: damageOwner()
    }
    // It may have been a heading with points of its own.
    if opening == nil, owner != .grades, owner != .facts, owner != .table {
      sumsAreDamaged = true
      // The lines below belong to it then, and have no place without it.
      if owner == .heading || owner == .header || owner == .none { owner = .damaged }
    }
    if opening == .grades { gradesAreDamaged = true }
    if text.hasPrefix(":") || text.hasPrefix("：") { lacksAName = true }
    if let opening, [.table, .define, .parameter, .indicator].contains(opening) {
      let rest = text.drop(while: \.isLetter).drop(while: \.isWhitespace)
      let hasName = rest.first.map { $0.isLetter || $0 == "_" || $0 == "`" } ?? false
      lacksAName = lacksAName || !hasName
    }
  }

  private mutating func damageOwner() {
    switch owner {
    case .indicator: indicators[indicators.count - 1].isDamaged = true
    case .heading: headings[headings.count - 1].isDamaged = true
    case .table: tables[tables.count - 1].isDamaged = true
    case .grades: gradesAreDamaged = true
    case .test: tests[tests.count - 1].isDamaged = true
    default: break
    }
  }
}
