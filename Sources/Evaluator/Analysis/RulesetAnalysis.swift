import ExactNumbers
public import RuleLang

/// Looks through a ruleset without errors for what nobody can have meant, and shows it by records.
public enum RulesetAnalysis {
  /// The warnings and notes of the analysis, sorted by place; a clean ruleset gives none.
  ///
  /// What is said to be possible is shown by a record that has been evaluated, as one line of JSON
  /// in a help. Records are searched only once something was seen.
  public static func findings(_ program: Program) -> [Diagnostic] {
    let observations = RulesetInspection.observations(of: program.ruleset)
    let whole = TotalRounding(program)
    guard !observations.isEmpty || whole.isWorthALook else { return [] }
    var witnesses = ExhibitSearch(program)
    var found: [Diagnostic] = []
    var counts: [Int: Int] = [:]
    // In the order in which they are shown, so that nothing is searched for that is not shown.
    for observation in observations.sorted(by: { $0.range.isBefore($1.range) }) {
      let file = observation.range.file
      guard counts[file, default: 0] < Limits.diagnosticsPerFileMax else { continue }
      if let diagnostic = witnesses.first(observation) {
        found.append(diagnostic)
        counts[file, default: 0] += 1
      }
    }
    found += whole.findings
    return found.sortedAndCapped()
  }
}

/// Finds the records that observations need, and makes findings of those that can be shown.
struct ExhibitSearch {
  private let program: Program
  private let engine: Engine
  private let search: RecordSearch
  /// For how many more targets records are searched.
  private var searchesLeft: Int
  private var ruleset: Ruleset { program.ruleset }

  init(_ program: Program) {
    self.program = program
    engine = Engine(program)
    search = RecordSearch(program)
    searchesLeft = search.effort.searchCountMax
  }

  /// The observation as a finding, or what is claimed instead; nil where nothing can be shown.
  mutating func first(_ observation: Observation) -> Diagnostic? {
    var rest = [observation]
    while let next = rest.popLast() {
      if let diagnostic = diagnostic(next) { return diagnostic }
      rest += next.instead
    }
    return nil
  }

  /// Whether there may be one more search; it is then counted.
  private mutating func maySearch() -> Bool {
    searchesLeft -= 1
    return searchesLeft >= 0
  }

  /// The observation as a finding; nil where it has to be shown and no record was found.
  private mutating func diagnostic(_ observation: Observation) -> Diagnostic? {
    var diagnostic = observation.finding.at(observation.range)
    switch observation.evidence {
    case .none: break
    case .illustrated(let exhibit):
      if let found = record(for: exhibit) { diagnostic = diagnostic.with([found.help]) }
    case .totals(let totals, let words):
      if let help = help(totals, words) { diagnostic = diagnostic.with([help]) }
    case .shown(let exhibits, let wording):
      var found: [(help: Diagnostic.Help, shown: Observation.Shown?)] = []
      for exhibit in exhibits {
        guard let record = record(for: exhibit) else { return nil }
        found.append(record)
      }
      diagnostic = wording(found.compactMap(\.shown)).at(observation.range)
        .with(found.map(\.help))
    case .rounding(let trial):
      guard let help = help(trial) else { return nil }
      diagnostic = diagnostic.with([help])
    }
    return diagnostic
  }

  // MARK: Records

  private mutating func record(
    for exhibit: Observation.Exhibit
  ) -> (help: Diagnostic.Help, shown: Observation.Shown?)? {
    for place in exhibit.places {
      guard maySearch(),
        let record = search.record(indicator: exhibit.indicator, place.target)
      else { continue }
      let result = engine.evaluate(record).indicators[exhibit.indicator]
      if let wanted = exhibit.scores, !(result.score.map(wanted.contains) ?? false) { continue }
      let measure = exhibit.condition ?? measure(of: result)
      let words =
        exhibit.words
        ?? measure.map {
          Message(zh: "计算值为 \($0) 的记录", en: "a record with a measure of \($0)")
        } ?? Message(zh: "记录", en: "a record")
      let shown = result.score.map { Observation.Shown(place: measure ?? "", score: $0) }
      return (RecordHelp.help(words, record, result, ruleset), shown)
    }
    return nil
  }

  /// The measure of an indicator's result, as the rules would write it.
  private func measure(of result: IndicatorResult) -> String? {
    guard case .bands(let method) = ruleset.indicators[result.index].method else { return nil }
    return result.measure.map { ValueText(units: ruleset.units).text($0, method.measure.type) }
  }

  private mutating func help(_ totals: [Interval], _ words: Message) -> Diagnostic.Help? {
    guard maySearch() else { return nil }
    let search = TotalSearch(program)
    for total in totals {
      guard let found = search.record(total: total, where: { _, _ in true }),
        let score = found.evaluation.score
      else { continue }
      return RecordHelp.help(
        Message(zh: "\(words.zh)（总分 \(score) 分）", en: "\(words.en) (a total of \(score))"),
        found.record, ruleset)
    }
    return nil
  }

  // MARK: Roundings

  private mutating func help(_ trial: RoundingTrial) -> Diagnostic.Help? {
    guard maySearch() else { return nil }
    let variant = Program(trial.ruleset)
    let other = RecordSearch(variant)
    let text = ValueText(units: ruleset.units)
    for value in trial.values {
      guard let record = other.record(indicator: trial.indicator, .measure(value)) else { continue }
      let result = engine.evaluate(record)
      guard result.status != .failed else { continue }
      let shown = text.text(value, trial.type)
      if let (first, second) = trial.nested {
        let twice = text.text(second.applied(to: first.applied(to: value)), trial.type)
        let once = text.text(second.applied(to: value), trial.type)
        return RecordHelp.help(
          Message(
            zh: "例如 \(shown)：舍入两次是 \(twice)，只舍入一次是 \(once)",
            en: "for example \(shown): rounded twice \(twice), rounded once \(once)"),
          record, ruleset)
      }
      let exact = Engine(variant).evaluate(record).indicators[trial.indicator]
      let rounded = result.indicators[trial.indicator]
      guard let low = exact.score, let high = rounded.score, low != high else { continue }
      return RecordHelp.help(
        Message(
          zh: "例如 \(shown)：舍入后得 \(high) 分，不舍入得 \(low) 分",
          en: "for example \(shown): rounded it scores \(high), unrounded \(low)"),
        record, ruleset)
    }
    return nil
  }
}

/// Records as helps: what one is an example of, then the record as a line to paste.
enum RecordHelp {
  /// A help with a record.
  static func help(_ words: Message, _ record: Record, _ ruleset: Ruleset) -> Diagnostic.Help {
    let json = RecordText.json(record, ruleset)
    return Diagnostic.Help(
      Message(zh: words.zh + "：", en: words.en + ":"), paste: Message(zh: json, en: json))
  }

  /// A help with a record and what an indicator scores for it.
  static func help(
    _ words: Message, _ record: Record, _ result: IndicatorResult, _ ruleset: Ruleset
  ) -> Diagnostic.Help {
    guard let score = result.score else { return help(words, record, ruleset) }
    return help(
      Message(zh: "\(words.zh)（得 \(score) 分）", en: "\(words.en) (scores \(score))"), record,
      ruleset)
  }
}

extension Diagnostic {
  /// The finding with more helps.
  func with(_ more: [Help]) -> Diagnostic {
    Diagnostic(code, message, at: range, note: note, labels: labels, helps: helps + more)
  }
}

extension SourceRange {
  /// Whether a finding here is shown before one there.
  fileprivate func isBefore(_ other: SourceRange) -> Bool {
    (file, lower, upper) < (other.file, other.lower, other.upper)
  }
}

extension Observation.Exhibit.Place {
  /// The place as a target of the search.
  fileprivate var target: RecordSearch.Target {
    switch self {
    case .measure(let value): .measure(value)
    case .measureIn(let interval): .measureIn(interval)
    case .score(let interval): .score(interval)
    case .method: .method
    case .decidingCase(let index): .decidingCase(index)
    case .item(let index, let isMet): .item(index, met: isMet)
    }
  }
}
