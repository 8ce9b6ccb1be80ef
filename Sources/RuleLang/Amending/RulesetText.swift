/// A ruleset as read: its files, those of an amendment written out with what it amends.
///
/// ``RulesetChecker`` checks it. Places refer to ``sources`` by index; the files of the oldest
/// version come first, so that a version keeps its places in whatever amends it.
public struct RulesetText: Sendable {
  /// The texts of all versions, the oldest first.
  public private(set) var sources: [SourceFile]

  /// The statements of all files, as if the ruleset had been written out.
  public internal(set) var files: [RuleFile]

  /// Which of the files are its own, and not of what it amends.
  public let ownFiles: Range<Int>

  /// What its own header says.
  public let header: RulesetHeader

  /// Where each statement comes from, in an amendment.
  public private(set) var trail: VersionTrail?

  /// What is wrong in texts, syntax and amendments.
  var diagnostics: [Diagnostic]

  /// The version it amends, if there is one at hand.
  private(set) var bases: [RulesetText] = []

  /// What its statements change in it.
  private(set) var amendment: Amendment?

  /// Whether the rest can be checked; else what stands in the way has been reported.
  var isCheckable = true

  /// Parses the files of a ruleset that has nothing to do with others.
  ///
  /// - Complexity: O(*n*) in the size of the files.
  public init(_ sources: [SourceFile]) {
    self.init(sources, at: 0)
  }

  /// Takes files that have been parsed, each with its place among them as its index.
  public init(_ parsed: [ParsedFile]) {
    self.init(parsed, at: 0)
  }

  private init(_ sources: [SourceFile], at first: Int) {
    self.init(
      sources.enumerated().map { ParsedFile($1, index: first + $0) }, at: first)
  }

  private init(_ parsed: [ParsedFile], at first: Int) {
    sources = parsed.map(\.source)
    files = parsed.map(\.file)
    diagnostics = parsed.flatMap(\.diagnostics)
    ownFiles = first..<(first + parsed.count)
    header = RulesetHeader(files)
  }

  /// Parses the files of an amendment and writes them out with the version that they amend.
  ///
  /// - Parameters:
  ///   - sources: the files of the amendment.
  ///   - base: the version that it amends.
  /// - Complexity: O(*n*) in the size of both.
  public init(_ sources: [SourceFile], amending base: RulesetText) {
    self.init(sources, at: base.sources.count)
    let own = files
    self.sources = base.sources + sources
    files = base.files + own
    bases = [base]
    guard own.allSatisfy(\.isReadable), !diagnostics.containsErrors else {
      isCheckable = false
      return
    }
    guard header.isComplete else {
      stop { $0.missingHeader() }
      return
    }
    guard base.isCheckable, !base.diagnostics.containsErrors else {
      stop { $0.brokenBase() }
      return
    }
    let amendment = Amendment(of: base, by: own, header: header)
    files = amendment.files
    diagnostics += amendment.diagnostics
    var trail = amendment.trail(after: base)
    trail.add(self)
    self.trail = trail
    self.amendment = amendment
    isCheckable = !amendment.diagnostics.containsErrors
  }

  /// The ruleset where what it amends is not at hand, for a reason.
  public func stopped(by finding: Finding) -> RulesetText {
    var text = self
    text.stop(by: { _ in finding })
    return text
  }

  /// The ruleset with other paths for its own files, as whoever amends it calls them.
  public func naming(_ path: (String) -> String) -> RulesetText {
    var text = self
    for index in ownFiles where sources.indices.contains(index) {
      text.sources[index] = sources[index].named(path(sources[index].path))
    }
    return text
  }

  private mutating func stop(by finding: (RulesetText) -> Finding) {
    isCheckable = false
    guard let amended = header.amended, !diagnostics.containsErrors else { return }
    diagnostics.add(finding(self), at: amended.year.range)
  }

  /// The finding about an amendment that does not say of what and for when it is.
  func missingHeader() -> Finding {
    header.name == nil
      ? .missingHeader(.ruleset, example: Message(zh: "规则集 部门整体支出绩效评价", en: "ruleset NAME"))
      : .missingHeader(.fiscalYear, example: Message(zh: "年度 2024", en: "fiscal year 2024"))
  }

  /// The finding about a version that is amended and has errors of its own.
  func brokenBase() -> Finding {
    let found = bases.flatMap { RulesetChecker.check($0).diagnostics }
    return .brokenBase(
      year: header.amended?.year.digits ?? "",
      first: found.first { $0.severity == .error }?.range)
  }
}

extension RuleFile {
  /// Whether every line could be read.
  var isReadable: Bool {
    statements.allSatisfy {
      if case .malformed = $0.kind { false } else { true }
    }
  }
}
