import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// Claims that are made from a result reconcile with it, and one that is changed is found.
@Suite("Claims made from results")
struct ReconciliationTests {
  private static let recordCount = 4

  @Test func claimsFromTheResultAgree() {
    var seen = 0
    for seed in Effort.seeds(30, full: 8_000) {
      forEachResult(seed) { ruleset, record, evaluation, reconciler in
        seen += 1
        var record = record
        record.claims = claims(from: evaluation, ruleset)
        let items = reconciler.reconcile(record, evaluation).items
        let differing = items.filter { $0.verdict == .differs && $0.kind != .check }
        #expect(differing.isEmpty, "seed \(seed): \(differing.map(\.shown))\n\(record.shown)")
      }
    }
    #expect(Effort.seed != nil || seen > 30)
  }

  @Test func aChangedClaimIsFoundWithItsSums() {
    var random = RandomSource(seed: 7)
    var seen = 0
    for seed in Effort.seeds(30, full: 8_000) {
      forEachResult(seed) { ruleset, record, evaluation, reconciler in
        var claims = claims(from: evaluation, ruleset)
        guard !claims.scores.isEmpty else { return }
        seen += 1
        let place = random.int(0...(claims.scores.count - 1))
        let claim = claims.scores[place]
        guard let value = Rational(canonicalText: claim.text),
          let subject = reconciler.claimNames.subject(claim.name)
        else { return }
        claims.scores[place] = Claim(name: claim.name, text: (value + .one).description)
        var record = record
        record.claims = claims
        let items = reconciler.reconcile(record, evaluation).items.filter {
          $0.verdict == .differs && $0.kind != .check
        }
        let found = items.filter { $0.kind == .score }
        #expect(found.map(\.subject) == [subject], "seed \(seed) \(claim.name)")
        #expect(found.allSatisfy { $0.difference == .one && $0.effects.contains(.score) })
        let sums = Set(items.filter { $0.kind == .sumOfScores }.map(\.subject))
        let above = sums.subtracting(allowedSums(of: subject, ruleset))
        #expect(above.isEmpty, "seed \(seed) \(claim.name): \(above)")
        let others = items.filter { ![.score, .sumOfScores].contains($0.kind) }
        #expect(others.allSatisfy { $0.subject == subject }, "seed \(seed): \(others.map(\.shown))")
      }
    }
    #expect(Effort.seed != nil || seen > 30)
  }

  @Test func aChangedMeasureIsFound() {
    for seed in Effort.seeds(15, full: 4_000) {
      forEachResult(seed) { ruleset, record, evaluation, reconciler in
        var claims = claims(from: evaluation, ruleset)
        guard let claim = claims.measures.first, let value = Rational(canonicalText: claim.text)
        else { return }
        claims.measures[0] = Claim(name: claim.name, text: (value + .one).description)
        var record = record
        record.claims = claims
        let items = reconciler.reconcile(record, evaluation).items.filter {
          $0.verdict == .differs && $0.kind == .measure
        }
        #expect(items.map(\.subject) == [reconciler.claimNames.subject(claim.name)])
      }
    }
  }

  // MARK: Claims

  private func forEachResult(
    _ seed: UInt64, _ body: (Ruleset, Record, Evaluation, Reconciler) -> Void
  ) {
    guard let ruleset = checked(RulesetWriter.text(seed: seed)).ruleset else { return }
    let program = Program(ruleset)
    let engine = Engine(program)
    let reconciler = Reconciler(program)
    var records = RecordWriter(ruleset, seed: seed)
    for _ in 0..<Self.recordCount {
      let record = records.complete()
      let evaluation = engine.evaluate(record)
      guard evaluation.status == .complete else { continue }
      body(ruleset, record, evaluation, reconciler)
    }
  }

  /// Everything that a result says, as a department would claim it.
  private func claims(from evaluation: Evaluation, _ ruleset: Ruleset) -> Claims {
    var claims = Claims()
    let ids = NameIndex.ids(ruleset.headings)
    for result in evaluation.indicators {
      let indicator = ruleset.indicators[result.index]
      if let score = result.score {
        claims.scores.append(Claim(name: indicator.name, text: score.description))
      }
      claims.points.append(Claim(name: indicator.name, text: result.points.description))
      guard let measure = result.measure, case .bands(let bands) = indicator.method,
        bands.measure.type != .date
      else { continue }
      claims.measures.append(Claim(name: indicator.name, text: exact(measure)))
    }
    for result in evaluation.headings {
      if let score = result.score {
        claims.scores.append(Claim(name: ids[result.index], text: score.description))
      }
      claims.points.append(Claim(name: ids[result.index], text: result.points.description))
    }
    claims.total = evaluation.score?.description
    claims.grade = evaluation.grade
    return claims
  }

  /// A number that is read exactly: a fraction where its decimals could be taken for rounded ones.
  private func exact(_ value: Rational) -> String { value.description }

  /// The sums that a claim stands in: its own, where it is a heading, and the one above it.
  private func allowedSums(
    of subject: ReconciliationItem.Subject, _ ruleset: Ruleset
  ) -> Set<ReconciliationItem.Subject> {
    switch subject {
    case .indicator(let index):
      return [ruleset.indicators[index].heading.map { .heading($0) } ?? .whole]
    case .heading(let index):
      return [subject, ruleset.headings[index].parent.map { .heading($0) } ?? .whole]
    default: return []
    }
  }
}

extension ReconciliationItem {
  /// The item in a few words, for the message of a failure.
  var shown: String { "\(kind) \(subject) claimed \(claimed ?? "-")" }
}
