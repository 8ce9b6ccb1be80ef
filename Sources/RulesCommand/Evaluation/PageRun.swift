import Evaluator
import Reports
import RuleLang

/// The formats that results are printed in.
enum PageFormat: String, CaseIterable, Sendable {
  case html, markdown

  /// The ending of its files.
  var ending: String { self == .html ? ".html" : ".md" }
}

/// Writes results as pages: that of one record, that about all of them, or a folder with all.
struct PageRun {
  let run: CommandRun
  let format: PageFormat
  let plan: ScoringPlan
  let shelf: RulesetShelf

  /// Scores the records and writes their pages.
  ///
  /// - Parameters:
  ///   - path: where they go; nil is the standard output.
  ///   - wantsSummary: whether what the results come to is written to the standard output; without a path, instead of the
  ///     pages.
  /// - Returns: what the process ends with.
  /// - Throws: a failure in words where something cannot be written.
  func carryOut(to path: String?, wantsSummary: Bool) throws(CommandFailure) -> ExitStatus {
    if plan.hasNoRules { return run.reportWithoutRules(plan) }
    let outcome: ScoringRun
    if let path, try run.isFolder(path) {
      guard let forms = try run.forms(for: plan, shelf, mustBeThere: false) else {
        return .findings
      }
      outcome = try writeFolder(path, forms)
    } else {
      var scoring = scoring(makesPages: plan.tasks.count == 1)
      if let path {
        try run.writeFile(path, about: plan.commonVocabulary) { stream in
          write(&scoring, to: stream)
          return scoring.ending == nil
        }
      } else if wantsSummary {
        scoring.carryOut(to: nil) { _ in }
      } else {
        write(&scoring, to: run.console.output)
      }
      outcome = scoring
    }
    if wantsSummary, outcome.ending == nil {
      run.write(Array(zip(outcome.summaries, plan.rulesets.map(\.ruleset))), as: .table)
    }
    return run.report(outcome, plan)
  }

  /// The pages that a thread makes before they are written: each is as long as the results of a hundred.
  private static let pagesPerThread = 8

  /// A run that keeps of each result what is said about all, and perhaps makes its page.
  private func scoring(makesPages: Bool, _ folder: DepartmentPages.Folder? = nil) -> ScoringRun {
    let rulesets = plan.rulesets
    let pages =
      makesPages
      ? DepartmentPages(
        format: format, rulesets: rulesets,
        reconcilers: rulesets.map { Reconciler($0.engine.program) },
        language: run.arguments.language, folder: folder) : nil
    return ScoringRun(
      plan, for: run, wantsSummaries: true,
      recordsPerThread: makesPages ? Self.pagesPerThread : ScoringRun.recordsPerThread
    ) { results in
      results.map { scored in
        var part = ResultPart(
          ruleset: scored.ruleset, text: pages?.text(of: scored) ?? "", count: 1)
        part.annexes = pages?.annexes(of: scored)
        part.entry = Cohort.Entry(scored.evaluation, rulesets[scored.ruleset].ruleset)
        return part
      }
    }
  }

  /// Writes one page.
  private func write(_ scoring: inout ScoringRun, to stream: OutputStream) {
    var gathered = GatheredPages(plan)
    scoring.carryOut(to: stream) { part in
      gathered.add(part)
      if plan.tasks.count == 1 { stream.write(part.text) }
    }
    guard plan.tasks.count != 1, scoring.ending == nil else { return }
    stream.write(index(gathered, scoring))
  }

  /// The page about all results.
  private func index(_ gathered: GatheredPages, _ scoring: ScoringRun) -> [UInt8] {
    let groups = plan.rulesets.indices.map { place in
      let ruleset = plan.rulesets[place].ruleset
      return CohortPage.Group(
        ruleset, Cohort(gathered.entries[place], ruleset), scoring.summaries[place],
        links: gathered.links[place])
    }
    let language = run.language(for: plan.commonVocabulary ?? run.environment.language)
    switch format {
    case .html: return CohortPage.html(groups, language: language)
    case .markdown: return Array(CohortPage.markdown(groups, language: language).utf8)
    }
  }

  // MARK: Folders

  private static let pagesFolder = "departments"
  private static let annexesFolder = "annexes"

  /// Writes a page for each record, one for its annexes, and one that leads to them; all of them or nothing.
  private func writeFolder(
    _ path: String, _ forms: [AnnexForms]
  ) throws(CommandFailure) -> ScoringRun {
    run.environment.interruption.watch()
    let indexName = "index" + format.ending
    var scoring = scoring(
      makesPages: true, DepartmentPages.Folder(index: "../" + indexName, forms: forms))
    var gathered = GatheredPages(plan)
    do throws(FileError) {
      let folder = try run.files.newFolder(path)
      try folder.makeFolder(Self.pagesFolder)
      if !forms.allSatisfy(\.isEmpty) { try folder.makeFolder(Self.annexesFolder) }
      var failure: FileError?
      var count = 0
      scoring.carryOut(to: nil) { part in
        guard failure == nil else { return }
        count += part.count
        let name = PageName.of(count, part.entry?.department) + format.ending
        do throws(FileError) {
          gathered.add(part, try write(part, named: name, in: folder))
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      guard scoring.ending == nil, run.environment.interruption.status() == nil else {
        return scoring
      }
      try folder.write(index(gathered, scoring), to: indexName)
      try folder.finish()
    } catch {
      throw CommandFailure(error).about(plan.commonVocabulary)
    }
    return scoring
  }

  /// Writes the pages of a record, both under one name.
  private func write(
    _ part: ResultPart, named name: String, in folder: NewFolder
  ) throws(FileError) -> CohortPage.Links {
    let page = Self.pagesFolder + "/" + name
    try folder.write(Array(part.text.utf8), to: page)
    guard let text = part.annexes else { return CohortPage.Links(page: page) }
    let annexes = Self.annexesFolder + "/" + name
    try folder.write(Array(text.utf8), to: annexes)
    return CohortPage.Links(page: page, annexes: annexes)
  }
}

/// What is kept of results on their way, by ruleset.
private struct GatheredPages {
  private(set) var entries: [[Cohort.Entry]]
  private(set) var links: [[CohortPage.Links]]

  init(_ plan: ScoringPlan) {
    entries = plan.rulesets.map { _ in [] }
    links = entries.map { _ in [] }
  }

  mutating func add(_ part: ResultPart, _ links: CohortPage.Links? = nil) {
    guard let entry = part.entry else { return }
    entries[part.ruleset].append(entry)
    if let links { self.links[part.ruleset].append(links) }
  }
}

/// Makes the pages of single records.
private struct DepartmentPages: Sendable {
  /// What pages in a folder have besides.
  struct Folder: Sendable {
    /// The path of the page that leads to them.
    let index: String
    /// The forms of their annexes, by ruleset.
    let forms: [AnnexForms]
  }

  let format: PageFormat
  let rulesets: [ScoringRuleset]
  let reconcilers: [Reconciler]
  /// The language that was asked for; nil is that of each ruleset.
  let language: Language?
  /// Where they are in a folder, what they have there.
  let folder: Folder?

  func text(of scored: ScoredRecord) -> String {
    let ruleset = rulesets[scored.ruleset].ruleset
    let reconciliation = reconciliation(of: scored)
    let language = language ?? ruleset.vocabulary
    switch format {
    case .html:
      let page = ResultPage.html(
        scored.evaluation, record: scored.record, reconciliation: reconciliation,
        ruleset: ruleset, language: language, index: folder?.index)
      return String(decoding: page, as: UTF8.self)
    case .markdown:
      return ResultPage.markdown(
        scored.evaluation, record: scored.record, reconciliation: reconciliation,
        ruleset: ruleset, language: language, index: folder?.index)
    }
  }

  /// The page with the annexes of a record; nil where there are none to fill in.
  func annexes(of scored: ScoredRecord) -> String? {
    guard let folder, let record = scored.record, scored.evaluation.status != .failed else {
      return nil
    }
    let forms = folder.forms[scored.ruleset]
    guard !forms.isEmpty else { return nil }
    let ruleset = rulesets[scored.ruleset].ruleset
    let language = language ?? ruleset.vocabulary
    switch format {
    case .html:
      let page = AnnexReport.document(
        scored.evaluation, record: record, forms: forms, ruleset: ruleset, language: language,
        index: folder.index)
      return String(decoding: page, as: UTF8.self)
    case .markdown:
      return AnnexReport.markdownDocument(
        scored.evaluation, record: record, forms: forms, ruleset: ruleset, language: language,
        index: folder.index)
    }
  }

  /// What a record claims against its result; nil where it claims nothing or has none.
  private func reconciliation(of scored: ScoredRecord) -> Reconciliation? {
    guard let record = scored.record, !record.claims.isEmpty, scored.evaluation.status != .failed
    else { return nil }
    return reconcilers[scored.ruleset].reconcile(record, scored.evaluation)
  }
}

/// What the page of a record is called: its number and its department.
enum PageName {
  /// How many characters of the department there are.
  static let departmentCharactersMax = 40

  /// How many digits a number has at least.
  private static let digitsMin = 4

  /// The name, without an ending: `0001-` and the department, in which all but letters, digits and `-` are `_`.
  static func of(_ number: Int, _ department: String?) -> String {
    let digits = String(number)
    let padding = String(repeating: "0", count: max(0, digitsMin - digits.count))
    let name = (department ?? "").prefix(departmentCharactersMax).map { character in
      character == "-" || isPlain(character) ? String(character) : "_"
    }.joined()
    return padding + digits + (name.isEmpty ? "" : "-" + name)
  }

  /// Whether a character is a letter or a digit of its own, with nothing set on it.
  private static func isPlain(_ character: Character) -> Bool {
    guard character.unicodeScalars.count == 1 else { return false }
    return character.isLetter || character.isNumber
  }
}
