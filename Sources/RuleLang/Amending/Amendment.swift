/// What an amendment changes in the version it amends, and the two written out as one.
///
/// Its statements are read in order, as the writer reads them: a replaced or an opened heading is
/// where the indicators that follow go. Removals are taken in first, so that what was removed may
/// be stated anew elsewhere.
struct Amendment {
  /// Where lines go that belong to the line before them.
  enum Place {
    case own
    /// In place of a part of the base.
    case part(Int)
    /// At the end of what stands directly under a heading of the base.
    case directlyUnder(Int)
    /// At the end of all that stands under a section of the base.
    case under(Int)
    /// Below the own line of a heading of the base.
    case heading(Int)
    /// With something that has been reported.
    case nowhere
  }

  /// Where an indicator that is stated next goes.
  enum OpenHeading {
    /// No heading has been opened or stated.
    case none
    case base(Int)
    /// A subsection that is added to a section of the base.
    case added(section: Int)
    /// A section that is added.
    case own
    case nowhere
  }

  let base: StatedParts
  let baseFiles: [RuleFile]
  let ownFiles: [RuleFile]

  /// The lines that stand where a part of the base stood.
  var replaced: [Int: [Statement]] = [:]
  /// The parts that are removed, and by which line.
  var removed: [Int: SourceRange] = [:]
  /// The names of what is removed, and where.
  var removedNames: [String: SourceRange] = [:]
  /// The parts that go with a replaced one: further ones of its text, the lines of its block.
  var dropped: [Int: [Int]] = [:]
  /// Which line of the amendment changes a part.
  var changedBy: [Int: SourceRange] = [:]
  var addedToHeading: [Int: [Statement]] = [:]
  var addedDirectly: [Int: [Statement]] = [:]
  var addedUnder: [Int: [Statement]] = [:]
  var addedBases: [Statement] = []
  /// The lines of the header, by what they state.
  var header: [Keyword: Statement] = [:]
  var kept: [[Statement]] = []
  /// What was marked for whoever shows the whole.
  var actions: [SourceRange: VersionTrail.Action] = [:]
  var diagnostics: [Diagnostic] = []

  var place = Place.own
  var openHeading = OpenHeading.none
  var isAmongFacts = false
  /// Whether facts take the place of the base's, or are added.
  var replacesFacts = false
  /// Whether a basis belongs to the heading or the indicator above it.
  var takesBases = false
  var isAmongGrades = false

  /// Reads the statements of an amendment.
  ///
  /// - Complexity: O(*n*) in the number of statements of both, for each heading and removal.
  init(of base: RulesetText, by ownFiles: [RuleFile], header: RulesetHeader) {
    self.base = StatedParts(base.files)
    baseFiles = base.files
    self.ownFiles = ownFiles
    for statement in ownFiles.lazy.flatMap(\.statements) {
      if case .removal(let removal) = statement.kind { remove(removal, at: statement.range) }
    }
    for file in ownFiles {
      kept.append([])
      begin(.own)
      for statement in file.statements { add(statement, header) }
    }
    warnOfNoChange(at: header.amended?.range)
  }

  // MARK: Lines

  private mutating func add(_ statement: Statement, _ header: RulesetHeader) {
    switch statement.kind {
    case .removal: begin(.own)
    case .replacement(let kind, let range):
      replace(kind, statement.replacing(by: kind, at: range), range)
    case .openedHeading(let level, let name): open(level: level, name)
    case .ruleset, .fiscalYear, .revision, .amends, .effective, .totalPoints, .scoresRounded,
      .totalRounded:
      addHeader(statement, header)
    case .basis(let text): addBasis(statement, text)
    case .field(let name, _, _) where isAmongFacts: addFact(name, statement)
    case .facts:
      begin(.own)
      (isAmongFacts, replacesFacts) = (true, false)
      put(statement)
    case .heading(let level, let name, _, _): addHeading(level, name, statement)
    case .indicator(let name, _): addIndicator(name, statement)
    case .unit(let name, _): addUnit(name, statement)
    case .gradeBand, .gradeCondition, .gradeOtherwise: addGrade(statement)
    case .grades: addGrades(statement)
    default:
      guard let key = StatedParts.Key(statement.kind) else { return put(statement) }
      begin(isThere(key, at: statement) ? .nowhere : .own)
      mark(statement, .added)
      put(statement)
    }
  }

  /// Begins a block whose lines go to a place.
  mutating func begin(_ place: Place, takingBases takesBases: Bool = false) {
    self.place = place
    self.takesBases = takesBases
    isAmongFacts = false
    isAmongGrades = false
  }

  /// Puts a line where the line it belongs to went.
  mutating func put(_ statement: Statement) {
    switch place {
    case .own: kept[kept.count - 1].append(statement)
    case .part(let part): replaced[part, default: []].append(statement)
    case .directlyUnder(let heading): addedDirectly[heading, default: []].append(statement)
    case .under(let section): addedUnder[section, default: []].append(statement)
    case .heading(let heading): addedToHeading[heading, default: []].append(statement)
    case .nowhere: break
    }
  }

  mutating func mark(_ statement: Statement, _ action: VersionTrail.Action) {
    actions[statement.range] = action
  }

  // MARK: What is added

  /// Where a part of the base begins.
  func first(_ part: Int) -> SourceRange { base.statement(base.parts[part].lines[0]).range }

  /// Whether the base has it already and the amendment does not remove it, which is reported.
  mutating func isThere(_ key: StatedParts.Key, at statement: Statement) -> Bool {
    guard let part = base[key].first(where: { removed[$0] == nil }) else { return false }
    var line = Message.line(of: statement.kind)
    if case .field = statement.kind {
      let opener = Message.line(of: .facts)
      line = Message(zh: opener.zh + "\n  " + line.zh, en: opener.en + "\n  " + line.en)
    }
    diagnostics.add(.alreadyInBase(line: line, first: first(part)), at: statement.range)
    return true
  }

  private mutating func addUnit(_ name: Name, _ statement: Statement) {
    // A unit ends no block.
    let before = place
    place = isThere(.named(.unit, name.text), at: statement) ? .nowhere : .own
    mark(statement, .added)
    put(statement)
    place = before
  }

  private mutating func addBasis(_ statement: Statement, _ text: String) {
    if takesBases { return put(statement) }
    guard !isThere(.titled(.basis, text), at: statement) else { return }
    mark(statement, .added)
    addedBases.append(statement)
  }

  private mutating func addFact(_ name: Name, _ statement: Statement) {
    let key = StatedParts.Key.named(.facts, name.text)
    guard replacesFacts else {
      place = isThere(key, at: statement) ? .nowhere : .own
      mark(statement, .added)
      return put(statement)
    }
    take(key, named: name, as: .facts, for: statement)
    put(statement)
  }

  private mutating func addGrade(_ statement: Statement) {
    isAmongFacts = false
    // The lines of a block go where it went.
    if isAmongGrades { return put(statement) }
    begin(.own)
    if let part = base[.only(.grades)].first(where: { removed[$0] == nil }) {
      place = .nowhere
      diagnostics.add(
        .alreadyInBase(line: Message.line(of: .grades(byRounded: nil)), first: first(part)),
        at: statement.range)
    }
    isAmongGrades = true
    mark(statement, .added)
    put(statement)
  }

  private mutating func addGrades(_ statement: Statement) {
    begin(isThere(.only(.grades), at: statement) ? .nowhere : .own)
    isAmongGrades = true
    mark(statement, .added)
    put(statement)
  }

  // MARK: Header

  private mutating func addHeader(_ statement: Statement, _ header: RulesetHeader) {
    begin(.own)
    guard case .only(let keyword)? = StatedParts.Key(statement.kind) else { return }
    if let first = self.header[keyword] {
      diagnostics.add(.duplicateStatement(first: first.range), at: statement.range)
      return
    }
    self.header[keyword] = statement
    if keyword == .amends, let name = header.name,
      name.range.file != statement.range.file
    {
      diagnostics.add(.versionApartFromName(), at: statement.range)
    }
    let before = base[.only(keyword)].first.flatMap { base.statements(of: $0).first }
    let isSame = before.map { CanonicalText.of($0.kind) } == CanonicalText.of(statement.kind)
    switch keyword {
    case .amends, .ruleset: break
    case .totalPoints, .scoresRounded, .totalRounded:
      if isSame, let before {
        diagnostics.add(.changesNothing(first: before.range), at: statement.range)
      }
      mark(statement, before == nil ? .added : .replaced)
    default: mark(statement, before == nil ? .added : .replaced)
    }
  }
}

extension Statement {
  /// The statement that a replacement is, without the keyword before it.
  func replacing(by kind: Kind, at range: SourceRange) -> Statement {
    Statement(
      kind: kind, range: range, commentsBefore: commentsBefore, commentAfter: commentAfter,
      hasBlankBefore: hasBlankBefore)
  }
}
