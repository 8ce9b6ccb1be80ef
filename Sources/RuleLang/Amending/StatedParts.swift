/// The parts of a written-out ruleset that an amendment can replace or remove, with their lines.
///
/// Lines belong together as the outline of the checker has it: a heading and its bases, an
/// indicator and its method, a table and its columns, a check and its condition.
struct StatedParts {
  /// What a part is known by.
  enum Key: Hashable {
    /// A line of the header, the block of grades, a limit on bonuses.
    case only(Keyword)
    case named(Keyword, String)
    case titled(Keyword, String)
    case conditional(Keyword, String)
    case order(Set<String>)
    case heading(Int)
    /// The line that opens a block of facts.
    case opener
  }

  /// A line, by its file and its number in it.
  struct Line: Hashable, Comparable {
    let file: Int
    let number: Int

    static func < (left: Line, right: Line) -> Bool {
      (left.file, left.number) < (right.file, right.number)
    }
  }

  /// A part and its lines.
  struct Part {
    let key: Key
    var lines: [Line]
    /// The heading that an indicator or a subsection stands directly under.
    var heading: Int?
    /// The facts below an opener.
    var facts: [Int] = []
  }

  /// A heading, and the part it is.
  struct Heading {
    let level: Int
    let name: String
    let parent: Int?
    let part: Int
  }

  private(set) var parts: [Part] = []
  private(set) var headings: [Heading] = []
  private(set) var partOfLine: [Line: Int] = [:]
  private var byKey: [Key: [Int]] = [:]
  private let files: [RuleFile]

  /// The part that the lines below an opening line belong to, and the facts' opener.
  private var owner: Int?
  private var opener: Int?

  /// Sorts the lines of files.
  ///
  /// - Complexity: O(*n*) in the number of statements.
  init(_ files: [RuleFile]) {
    self.files = files
    for (index, file) in files.enumerated() {
      (owner, opener) = (nil, nil)
      for (number, statement) in file.statements.enumerated() {
        add(statement, Line(file: index, number: number))
      }
    }
  }

  /// The parts of a key, in order.
  subscript(key: Key) -> [Int] { byKey[key] ?? [] }

  /// The statement of a line.
  func statement(_ line: Line) -> Statement { files[line.file].statements[line.number] }

  /// The statements of a part.
  func statements(of part: Int) -> [Statement] { parts[part].lines.map(statement) }

  /// Every name of a kind, for suggestions.
  func names(of keyword: Keyword) -> [String] {
    parts.compactMap { part in
      if case .named(keyword, let name) = part.key { return name }
      return nil
    }
  }

  /// Every text of a kind, for suggestions.
  func titles(of keyword: Keyword) -> [String] {
    parts.compactMap { part in
      if case .titled(keyword, let title) = part.key { return title }
      return nil
    }
  }

  /// The last line of what stands directly under a heading.
  func lastLine(directlyUnder heading: Int) -> Line? {
    let direct = parts.filter { $0.key != .heading(heading) && $0.heading == heading }
      .filter { if case .heading = $0.key { false } else { true } }
    let lines = direct.flatMap(\.lines) + parts[headings[heading].part].lines
    return lines.max()
  }

  /// The headings under a heading, with it.
  func family(of heading: Int) -> [Int] {
    headings.indices.filter { $0 == heading || headings[$0].parent == heading }
  }

  /// The parts of a heading and of all that stands under it.
  func parts(under heading: Int) -> [Int] {
    let family = Set(family(of: heading))
    return parts.indices.filter { index in
      if case .heading(let own) = parts[index].key { return family.contains(own) }
      return parts[index].heading.map(family.contains) ?? false
    }
  }

  // MARK: Sorting

  private mutating func add(_ statement: Statement, _ line: Line) {
    switch statement.kind {
    case .basis(let text):
      if let owner, parts[owner].takesBases {
        extend(owner, line)
      } else {
        append(Part(key: .titled(.basis, text), lines: [line]))
      }
    case .unit(let name, _): append(Part(key: .named(.unit, name.text), lines: [line]))
    case .facts:
      open(.opener, line)
      opener = owner
    case .field(let name, _, _):
      guard let opener, owner == opener else { return extendOwner(line) }
      parts[opener].facts.append(parts.count)
      append(Part(key: .named(.facts, name.text), lines: [line]))
    case .heading(let level, let name, _, _): addHeading(level, name, line)
    case .indicator(let name, _):
      open(.named(.indicator, name.text), line)
      parts[parts.count - 1].heading = headings.indices.last
    case .gradeBand(let name, _), .gradeCondition(let name, _), .gradeOtherwise(let name):
      open(.named(.grade, name.text), line)
    default:
      if let key = Key(statement.kind) { open(key, line) } else { extendOwner(line) }
    }
  }

  private mutating func addHeading(_ level: Int, _ name: Name, _ line: Line) {
    let parent = level > 1 ? headings.lastIndex { $0.level < level } : nil
    open(.heading(headings.count), line)
    parts[parts.count - 1].heading = parent
    headings.append(
      Heading(level: level, name: name.text, parent: parent, part: parts.count - 1))
  }

  private mutating func open(_ key: Key, _ line: Line) {
    append(Part(key: key, lines: [line]))
    owner = parts.count - 1
    opener = nil
  }

  private mutating func append(_ part: Part) {
    byKey[part.key, default: []].append(parts.count)
    for line in part.lines { partOfLine[line] = parts.count }
    parts.append(part)
  }

  private mutating func extend(_ part: Int, _ line: Line) {
    parts[part].lines.append(line)
    partOfLine[line] = part
  }

  private mutating func extendOwner(_ line: Line) {
    if let owner { extend(owner, line) }
  }
}

extension StatedParts.Part {
  /// Whether a basis below it is its own.
  fileprivate var takesBases: Bool {
    switch key {
    case .heading, .named(.indicator, _): true
    default: false
    }
  }
}

extension StatedParts.Key {
  /// What a statement that stands for a part of its own is known by; nil for other lines.
  init?(_ kind: Statement.Kind) {
    switch kind {
    case .ruleset: self = .only(.ruleset)
    case .fiscalYear: self = .only(.fiscalYear)
    case .revision: self = .only(.revision)
    case .amends: self = .only(.amends)
    case .effective: self = .only(.effective)
    case .totalPoints: self = .only(.totalPoints)
    case .scoresRounded: self = .only(.scoresRounded)
    case .totalRounded: self = .only(.totalRounded)
    case .basis(let text): self = .titled(.basis, text)
    case .unit(let name, _): self = .named(.unit, name.text)
    case .table(let name, _): self = .named(.table, name.text)
    // A parameter that becomes a definition is the same name with another value.
    case .define(let name, _, _), .parameter(let name, _, _): self = .named(.define, name.text)
    case .order(let limits, _): self = .order(Set(limits.map(CanonicalText.of)))
    case .indicator(let name, _): self = .named(.indicator, name.text)
    case .grades: self = .only(.grades)
    case .gradeBand(let name, _), .gradeCondition(let name, _), .gradeOtherwise(let name):
      self = .named(.grade, name.text)
    case .veto(let text, _, _): self = .titled(.veto, text)
    case .bonus(_, let condition, let text): self = Self.adjustment(.bonus, condition, text)
    case .penalty(_, let condition, let text): self = Self.adjustment(.penalty, condition, text)
    case .bonusesAtMost: self = .only(.bonusesAtMost)
    case .penaltiesAtMost: self = .only(.penaltiesAtMost)
    case .check(let text): self = .titled(.check, text)
    case .test(let text): self = .titled(.test, text)
    default: return nil
    }
  }

  private static func adjustment(
    _ keyword: Keyword, _ condition: Expression, _ text: String?
  ) -> StatedParts.Key {
    text.map { .titled(keyword, $0) } ?? .conditional(keyword, CanonicalText.of(condition))
  }
}
