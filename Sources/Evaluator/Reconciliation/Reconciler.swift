import ExactNumbers
import RuleLang

/// Puts the claims of records to the test, by the rules and by their own arithmetic.
///
/// A reconciler is made once for a program and may be shared between threads. What it says follows
/// chapter 16 of the specification.
public struct Reconciler: Sendable {
  let program: Program
  let claimNames: ClaimNames

  var ruleset: Ruleset { program.ruleset }

  /// A reconciler for a program's ruleset.
  public init(_ program: Program) {
    self.program = program
    claimNames = ClaimNames(program.ruleset)
  }

  /// Compares what a record claims and holds with its result.
  ///
  /// - Parameters:
  ///   - record: the record, bound to the program's ruleset.
  ///   - evaluation: its result by the same program.
  /// - Returns: everything that was compared; nothing where the result failed.
  /// - Complexity: linear in rules and rows for each item that differs, with at most
  ///   `Limits.readingsTriedMax` runs, or `Limits.rowsTriedMax`, for one of them.
  public func reconcile(_ record: Record, _ evaluation: Evaluation) -> Reconciliation {
    guard evaluation.status != .failed else {
      return Reconciliation(evaluation: evaluation, items: [])
    }
    let work = Reconciling(self, record, evaluation)
    var items = work.wholeItems() + work.scoreItems() + work.measureItems() + work.pointsItems()
    items += work.sumItems() + work.scoreOfMeasureItems() + work.valueItems() + work.checkItems()
    let order = Dictionary(
      uniqueKeysWithValues: zip(ReconciliationItem.Kind.allCases, 0...))
    let sorted = items.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.rank != second.rank { return first.rank < second.rank }
      let (kind, other) = (order[first.kind] ?? 0, order[second.kind] ?? 0)
      return kind == other ? left.offset < right.offset : kind < other
    }
    return Reconciliation(evaluation: evaluation, items: sorted.map(\.element))
  }
}

/// What the names of claims mean.
struct ClaimNames: Sendable {
  /// The places of the indicators and headings in the order of the rules.
  private let indicators: [String: Int]
  private let headings: [String: [Int]]
  private let ids: [String]

  init(_ ruleset: Ruleset) {
    indicators = Dictionary(
      ruleset.indicators.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first }
    )
    ids = NameIndex.ids(ruleset.headings)
    var headings: [String: [Int]] = [:]
    for (index, heading) in ruleset.headings.enumerated() {
      headings[heading.name, default: []].append(index)
      headings[ids[index], default: []].append(index)
    }
    self.headings = headings
  }

  /// What a name means; nil where the rules do not have it.
  func subject(_ name: String) -> ReconciliationItem.Subject? {
    if let index = indicators[name] { return .indicator(index) }
    guard let found = headings[name], let first = found.first else { return nil }
    return found.count == 1 ? .heading(first) : .name(name)
  }

  /// The ids of the headings that have a name.
  func ids(of name: String) -> [String] { (headings[name] ?? []).map { ids[$0] } }
}

/// One record on its way to its items.
struct Reconciling {
  let program: Program
  let record: Record
  let evaluation: Evaluation
  let run: Execution
  let assembler: Assembler
  let scores: [(subject: ReconciliationItem.Subject, claim: Claim)]
  let points: [(subject: ReconciliationItem.Subject, claim: Claim)]
  let measures: [(subject: ReconciliationItem.Subject, claim: Claim)]
  /// The claims that are numbers.
  let scoreValues: [ReconciliationItem.Subject: Rational]
  let pointsValues: [ReconciliationItem.Subject: Rational]
  let names: ClaimNames

  var ruleset: Ruleset { program.ruleset }

  init(_ reconciler: Reconciler, _ record: Record, _ evaluation: Evaluation) {
    program = reconciler.program
    names = reconciler.claimNames
    self.record = record
    self.evaluation = evaluation
    let (run, ranges) = Assembler.run(program, record)
    self.run = run
    assembler = Assembler(program: program, execution: run, ranges: ranges, errors: [])
    let names = reconciler.claimNames
    func resolved(_ claims: [Claim]) -> [(subject: ReconciliationItem.Subject, claim: Claim)] {
      claims.compactMap { claim in names.subject(claim.name).map { ($0, claim) } }
    }
    func values(
      _ claims: [(subject: ReconciliationItem.Subject, claim: Claim)]
    ) -> [ReconciliationItem.Subject: Rational] {
      Dictionary(
        claims.compactMap { subject, claim in
          ClaimedNumber(points: claim.text).map { (subject, $0.value) }
        }, uniquingKeysWith: { first, _ in first })
    }
    scores = resolved(record.claims.scores)
    points = resolved(record.claims.points)
    measures = resolved(record.claims.measures)
    scoreValues = values(scores)
    pointsValues = values(points)
  }

  /// The score and the range of something that was scored.
  func result(
    _ subject: ReconciliationItem.Subject
  ) -> (score: Rational?, range: Interval, points: Rational)? {
    switch subject {
    case .whole: return (evaluation.score, evaluation.range, evaluation.points)
    case .heading(let index):
      let result = evaluation.headings[index]
      return (result.score, result.range, result.points)
    case .indicator(let index):
      let result = evaluation.indicators[index]
      return (result.score, result.range, result.points)
    case .fact, .check, .name: return nil
    }
  }

  /// The points that the rules give.
  func declaredPoints(_ subject: ReconciliationItem.Subject) -> Rational? {
    switch subject {
    case .whole: ruleset.points
    case .heading(let index): ruleset.headings[index].points
    case .indicator(let index): ruleset.indicators[index].points
    case .fact, .check, .name: nil
    }
  }

  /// The figures that are missing for something.
  func missing(_ subject: ReconciliationItem.Subject) -> [String] {
    switch subject {
    case .indicator(let index): return evaluation.indicators[index].missing
    case .heading(let index):
      return evaluation.missing.filter { figure in
        figure.indicators.contains { isUnder(ruleset.indicators[$0].heading, index) }
      }.map(\.name)
    default: return evaluation.missing.map(\.name)
    }
  }

  private func isUnder(_ heading: Int?, _ index: Int) -> Bool {
    var current = heading
    while let place = current {
      if place == index { return true }
      current = ruleset.headings[place].parent
    }
    return false
  }

  // MARK: What a change does

  /// What stands directly under the ruleset, summed up.
  private var sum: Rational? {
    var total = Rational.zero
    for child in program.tree.headings[program.tree.root] {
      guard let score = evaluation.headings[child].score else { return nil }
      total += ruleset.contribution(of: score, from: ruleset.headings[child])
    }
    for child in program.tree.indicators[program.tree.root] {
      guard let score = evaluation.indicators[child].score else { return nil }
      total += score
    }
    return total
  }

  /// What is another if an indicator has so many points more.
  func effects(of difference: Rational, at indicator: Int) -> Set<ReconciliationItem.Effect> {
    var effects: Set<ReconciliationItem.Effect> = [.score]
    guard evaluation.status == .complete, let sum else { return effects }
    var change = difference
    var heading = ruleset.indicators[indicator].heading
    while let index = heading {
      change = ruleset.contribution(of: change, from: ruleset.headings[index])
      heading = ruleset.headings[index].parent
    }
    let whole = WholeResult(assembler, sum: Interval(sum + change))
    if whole.range != evaluation.range { effects.insert(.total) }
    if names(whole.grades) != evaluation.possibleGrades { effects.insert(.grade) }
    return effects
  }

  func names(_ grades: [Int]) -> [String] { grades.map { ruleset.grades[$0].name } }
}
