import ExactNumbers
import RuleLang

/// Compares an indicator that both rulesets have: what in it differs, line by line.
struct IndicatorComparer {
  let context: ComparisonContext
  let old: Indicator
  let new: Indicator
  private(set) var changes: [RuleChange] = []

  init(_ context: ComparisonContext, _ old: Indicator, _ new: Indicator) {
    self.context = context
    self.old = old
    self.new = new
  }

  /// Whether all that scores means the same.
  var isSame: Bool {
    context.isRoundedAlike
      && context.oldReader.meaning(of: old) == context.newReader.meaning(of: new)
  }

  /// Finds what differs.
  mutating func run() {
    if old.points != new.points {
      add(.points, .changed, old: old.points.description, new: new.points.description)
    }
    compareCases(old.cases, new.cases)
    compareMissing()
    compare(old.method, new.method)
    if old.direction != new.direction {
      add(
        .direction, .changed, old: old.direction.map { "\($0)" },
        new: new.direction.map { "\($0)" },
        affects: false)
    }
    reword(.basis, nil, old.basis.joined(separator: "；"), new.basis.joined(separator: "；"))
  }

  private mutating func add(
    _ subject: RuleChange.Subject, _ kind: RuleChange.Kind, _ aspect: RuleChange.Aspect? = nil,
    name: String? = nil, old: String? = nil, new: String? = nil, affects: Bool = true
  ) {
    changes.append(
      RuleChange(
        subject: subject, kind: kind, aspect: aspect, name: name, old: old, new: new,
        affectsResults: affects))
  }

  /// Notes other words that score nothing.
  private mutating func reword(
    _ subject: RuleChange.Subject, _ name: String?, _ old: String?, _ new: String?
  ) {
    guard old ?? "" != new ?? "" else { return }
    add(subject, .reworded, .text, name: name, old: old ?? "", new: new ?? "", affects: false)
  }

  // MARK: Cases

  private mutating func compareCases(_ old: [Case], _ new: [Case]) {
    let pairing = pairing(
      old.map { context.oldReader.meaning(of: $0.condition) },
      new.map { context.newReader.meaning(of: $0.condition) },
      old.map { $0.reason }, new.map { $0.reason })
    for index in pairing.removed { add(.case, .removed, old: old[index].clause.text) }
    for (index, second) in pairing.pairs {
      let (before, after) = (old[index], new[second])
      let clauses = (before.clause.text, after.clause.text)
      if !context.isSame(before.condition, after.condition) {
        add(.case, .changed, .condition, old: clauses.0, new: clauses.1)
      } else if context.oldReader.meaning(of: before.outcome)
        != context.newReader.meaning(of: after.outcome)
      {
        // 得满分 stays as it is where the points change.
        if clauses.0 != clauses.1 { add(.case, .changed, .outcome, old: clauses.0, new: clauses.1) }
      } else if before.reason != after.reason || before.isNotApplicable != after.isNotApplicable {
        reword(.case, nil, clauses.0, clauses.1)
      }
    }
    for index in pairing.added { add(.case, .added, new: new[index].clause.text) }
    for index in pairing.reordered(among: Array(new.indices)).sorted() {
      add(.case, .reordered, .order, new: new[index].clause.text)
    }
  }

  private mutating func compareMissing() {
    let clauses = (old.whenMissing?.clause.text, new.whenMissing?.clause.text)
    if old.whenMissing?.points != new.whenMissing?.points {
      guard clauses.0 != clauses.1 else { return }
      let kind: RuleChange.Kind = clauses.0 == nil ? .added : clauses.1 == nil ? .removed : .changed
      add(.missing, kind, old: clauses.0, new: clauses.1)
    } else {
      reword(.missing, nil, clauses.0, clauses.1)
    }
  }

  /// Pairs lines by what they ask, then by their words, then what is left alone on both sides.
  private func pairing(
    _ oldMeanings: [Int], _ newMeanings: [Int], _ oldTexts: [String?], _ newTexts: [String?]
  ) -> Pairing {
    var pairing = Pairing(oldCount: oldMeanings.count, newCount: newMeanings.count)
    pairing.pairRest({ oldMeanings[$0] }, { newMeanings[$0] })
    pairing.pairRest({ oldTexts[$0] }, { newTexts[$0] })
    if pairing.removed.count == 1, pairing.added.count == 1 {
      pairing.pair(pairing.removed[0], pairing.added[0])
    }
    return pairing
  }

  // MARK: Methods

  private mutating func compare(_ old: Method, _ new: Method) {
    switch (old, new) {
    case (.bands(let first), .bands(let second)): compare(first, second)
    case (.checklist(let first, let isFirstLadder), .checklist(let second, let isSecondLadder))
    where isFirstLadder == isSecondLadder:
      compare(first, second)
    case (.deductions(let first), .deductions(let second)): compare(first, second)
    case (.judged(let first, _), .judged(let second, _)): reword(.judgment, nil, first, second)
    case (
      .formula(let first, let isFirstClamped, let before),
      .formula(let second, let isSecondClamped, let after)
    ):
      if !context.isSame(first, second) || isFirstClamped != isSecondClamped {
        add(.formula, .changed, old: before.text, new: after.text)
      }
    case (.bestOf(let first), .bestOf(let second)): compare(first, second)
    default:
      add(.method, .changed, old: old.kind.rawValue, new: new.kind.rawValue)
    }
  }

  private mutating func compare(_ old: BandMethod, _ new: BandMethod) {
    if !context.isSame(old.measure, new.measure) {
      add(.measure, .changed, old: old.measureClause.text, new: new.measureClause.text)
    }
    let (first, second) = (old.measure.type, new.measure.type)
    var pairing = Pairing(oldCount: old.bands.count, newCount: new.bands.count)
    pairing.pairRest(
      { context.oldReader.meaning(of: old.bands[$0].values, first) },
      { context.newReader.meaning(of: new.bands[$0].values, second) })
    pairing.pairRest(
      { context.oldReader.meaning(of: old.bands[$0].outcome) },
      { context.newReader.meaning(of: new.bands[$0].outcome) })
    for index in pairing.removed { add(.band, .removed, old: old.bands[index].clause.text) }
    for (index, other) in pairing.pairs {
      let (before, after) = (old.bands[index], new.bands[other])
      let clauses = (before.clause.text, after.clause.text)
      if context.oldReader.meaning(of: before.values, first)
        != context.newReader.meaning(of: after.values, second)
      {
        add(.band, .changed, .ends, old: clauses.0, new: clauses.1)
      } else if context.oldReader.meaning(of: before.outcome)
        != context.newReader.meaning(of: after.outcome)
      {
        if clauses.0 != clauses.1 { add(.band, .changed, .outcome, old: clauses.0, new: clauses.1) }
      } else if before.reason != after.reason {
        reword(.band, nil, clauses.0, clauses.1)
      }
    }
    for index in pairing.added { add(.band, .added, new: new.bands[index].clause.text) }
  }

  private mutating func compare(_ old: [Item], _ new: [Item]) {
    let pairing = itemPairing(old, new)
    for index in pairing.removed { add(.item, .removed, old: old[index].clause.text) }
    for (index, second) in pairing.pairs {
      let (before, after) = (old[index], new[second])
      let clauses = (before.clause.text, after.clause.text)
      if !context.isSame(before.condition, after.condition) {
        add(.item, .changed, .condition, old: clauses.0, new: clauses.1)
      } else if before.points != after.points {
        add(.item, .changed, .points, old: clauses.0, new: clauses.1)
      } else if before.text != after.text {
        reword(.item, nil, clauses.0, clauses.1)
      }
    }
    for index in pairing.added { add(.item, .added, new: new[index].clause.text) }
  }

  private mutating func compare(_ old: [Deduction], _ new: [Deduction]) {
    let pairing = deductionPairing(old, new)
    for index in pairing.removed { add(.deduction, .removed, old: old[index].clause.text) }
    for (index, second) in pairing.pairs {
      let (before, after) = (old[index], new[second])
      let clauses = (before.clause.text, after.clause.text)
      if context.oldReader.meaning(of: before.basis) != context.newReader.meaning(of: after.basis) {
        add(.deduction, .changed, .condition, old: clauses.0, new: clauses.1)
      } else if before.points != after.points {
        add(.deduction, .changed, .points, old: clauses.0, new: clauses.1)
      } else if before.text != after.text {
        reword(.deduction, nil, clauses.0, clauses.1)
      }
    }
    for index in pairing.added { add(.deduction, .added, new: new[index].clause.text) }
  }

  func itemPairing(_ old: [Item], _ new: [Item]) -> Pairing {
    pairing(
      old.map { context.oldReader.meaning(of: $0.condition) },
      new.map { context.newReader.meaning(of: $0.condition) }, old.map(\.text), new.map(\.text))
  }

  func deductionPairing(_ old: [Deduction], _ new: [Deduction]) -> Pairing {
    pairing(
      old.map { context.oldReader.meaning(of: $0.basis) },
      new.map { context.newReader.meaning(of: $0.basis) }, old.map(\.text), new.map(\.text))
  }

  func casePairing(_ old: [Case], _ new: [Case]) -> Pairing {
    pairing(
      old.map { context.oldReader.meaning(of: $0.condition) },
      new.map { context.newReader.meaning(of: $0.condition) }, old.map(\.reason), new.map(\.reason))
  }

  private mutating func compare(_ old: [Alternative], _ new: [Alternative]) {
    func mark(_ alternative: Alternative, _ reader: inout MeaningReader) -> Int {
      context.table.number(
        "alternative",
        [reader.meaning(of: alternative.cases), reader.meaning(of: alternative.method)])
    }
    let meanings = (
      old.map { mark($0, &context.oldReader) }, new.map { mark($0, &context.newReader) }
    )
    let pairing = pairing(meanings.0, meanings.1, old.map(\.name), new.map(\.name))
    for index in pairing.removed { add(.alternative, .removed, old: old[index].name) }
    for (index, second) in pairing.pairs {
      if meanings.0[index] != meanings.1[second] {
        let start = changes.count
        compareCases(old[index].cases, new[second].cases)
        compare(old[index].method, new[second].method)
        for place in start..<changes.count { changes[place].name = new[second].name }
      }
      reword(.alternative, new[second].name, old[index].name, new[second].name)
    }
    for index in pairing.added { add(.alternative, .added, new: new[index].name) }
  }
}
