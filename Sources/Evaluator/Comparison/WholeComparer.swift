import ExactNumbers
import RuleLang

/// Compares the header of two rulesets, and the rules for the whole result.
struct WholeComparer {
  private let context: ComparisonContext
  private let old: Ruleset
  private let new: Ruleset
  private var changes: [RuleChange] = []

  static func changes(_ context: ComparisonContext, _ grades: GradeComparer) -> [RuleChange] {
    var comparer = WholeComparer(context)
    comparer.compareHeader()
    comparer.compareGrades(grades)
    comparer.compareVetoes()
    comparer.compareAdjustments()
    comparer.compareChecks()
    return comparer.changes
  }

  private init(_ context: ComparisonContext) {
    self.context = context
    old = context.old
    new = context.new
  }

  private mutating func add(
    _ subject: RuleChange.Subject, _ kind: RuleChange.Kind, _ aspect: RuleChange.Aspect? = nil,
    name: String? = nil, _ old: String? = nil, _ new: String? = nil, affects: Bool = true
  ) {
    changes.append(
      RuleChange(
        subject: subject, kind: kind, aspect: aspect, name: name, old: old, new: new,
        affectsResults: affects))
  }

  // MARK: Header

  private mutating func compareHeader() {
    compare(.name, old.name, new.name, affects: false)
    compare(.year, "\(old.year)", "\(new.year)", affects: false)
    compare(.revision, "\(old.revision)", "\(new.revision)", affects: false)
    compare(
      .period, old.period?.words.text(in: old.vocabulary),
      new.period?.words.text(in: new.vocabulary), affects: false,
      differ: old.period != new.period)
    compare(.total, old.points.description, new.points.description)
    compare(
      .scoreRounding, old.scoreRounding?.text(in: old.vocabulary),
      new.scoreRounding?.text(in: new.vocabulary), differ: old.scoreRounding != new.scoreRounding)
    compare(
      .totalRounding, old.totalRounding?.text(in: old.vocabulary),
      new.totalRounding?.text(in: new.vocabulary), differ: old.totalRounding != new.totalRounding)
    if old.totalRounding != nil || new.totalRounding != nil {
      compare(.gradeLookup, old.lookup, new.lookup)
    }
    compare(.bonusLimit, old.bonusLimit?.description, new.bonusLimit?.description)
    compare(.penaltyLimit, old.penaltyLimit?.description, new.penaltyLimit?.description)
    compare(.bonusesOutside, "\(old.bonusesExceedTotal)", "\(new.bonusesExceedTotal)")
    let bases = (old.basis.joined(separator: "；"), new.basis.joined(separator: "；"))
    if bases.0 != bases.1 { add(.basis, .reworded, .basis, bases.0, bases.1, affects: false) }
  }

  private mutating func compare(
    _ subject: RuleChange.Subject, _ old: String?, _ new: String?, affects: Bool = true,
    differ: Bool? = nil
  ) {
    guard differ ?? (old != new) else { return }
    let kind: RuleChange.Kind = old == nil ? .added : new == nil ? .removed : .changed
    add(subject, kind, nil, old, new, affects: affects)
  }

  // MARK: Grades

  private mutating func compareGrades(_ grades: GradeComparer) {
    for index in grades.pairs.removed {
      let grade = old.grades[index]
      add(.grade, .removed, name: grade.name, old.text(at: grade.range))
    }
    for (index, second) in grades.pairs.pairs {
      let (before, after) = (old.grades[index], new.grades[second])
      let texts = (old.text(at: before.range), new.text(at: after.range))
      if grades.pairs.renamed.contains(second) {
        add(.grade, .renamed, name: after.name, before.name, after.name, affects: false)
      }
      if !grades.isSame(index, second) {
        add(.grade, .changed, .condition, name: after.name, texts.0, texts.1)
      }
    }
    for index in grades.pairs.added {
      let grade = new.grades[index]
      add(.grade, .added, name: grade.name, nil, new.text(at: grade.range))
    }
    for index in grades.pairs.reordered(among: Array(new.grades.indices)).sorted() {
      add(.grade, .reordered, .order, name: new.grades[index].name)
    }
  }

  // MARK: Vetoes, bonuses, penalties

  private mutating func compareVetoes() {
    let effects = (
      old.vetoes.map { oldMeaning(of: $0.effect) }, new.vetoes.map { newMeaning(of: $0.effect) }
    )
    let conditions = (
      old.vetoes.map { context.oldReader.meaning(of: $0.condition) },
      new.vetoes.map { context.newReader.meaning(of: $0.condition) }
    )
    var pairing = Pairing(oldCount: old.vetoes.count, newCount: new.vetoes.count)
    pairing.pairRest({ [conditions.0[$0], effects.0[$0]] }, { [conditions.1[$0], effects.1[$0]] })
    pairing.pairRest({ conditions.0[$0] }, { conditions.1[$0] })
    let (old, new) = (old, new)
    pairing.pairRest({ old.vetoes[$0].text }, { new.vetoes[$0].text })
    compare(
      .veto, pairing, old.vetoes.map { ($0.text, $0.range) }, new.vetoes.map { ($0.text, $0.range) }
    ) { first, second in
      if conditions.0[first] != conditions.1[second] { return .condition }
      return effects.0[first] == effects.1[second] ? nil : .outcome
    }
  }

  private func oldMeaning(of effect: Veto.Effect) -> Int {
    let pairs = GradeComparer(context).pairs
    switch effect {
    case .totalAtMost(let points): return context.table.number("at most \(points)")
    case .gradeAtMost(let grade):
      return context.table.number("grade at most", [pairs.newOfOld[grade] ?? -1 - grade])
    case .gradeIs(let grade):
      return context.table.number("grade is", [pairs.newOfOld[grade] ?? -1 - grade])
    case .headingScoresNothing(let heading):
      return context.table.number(
        "nothing", [context.matching.headings.newOfOld[heading] ?? -1 - heading])
    }
  }

  private func newMeaning(of effect: Veto.Effect) -> Int {
    switch effect {
    case .totalAtMost(let points): context.table.number("at most \(points)")
    case .gradeAtMost(let grade): context.table.number("grade at most", [grade])
    case .gradeIs(let grade): context.table.number("grade is", [grade])
    case .headingScoresNothing(let heading): context.table.number("nothing", [heading])
    }
  }

  private mutating func compareAdjustments() {
    for isPenalty in [false, true] {
      let first = old.adjustments.filter { $0.isPenalty == isPenalty }
      let second = new.adjustments.filter { $0.isPenalty == isPenalty }
      let conditions = (
        first.map { context.oldReader.meaning(of: $0.condition) },
        second.map { context.newReader.meaning(of: $0.condition) }
      )
      var pairing = Pairing(oldCount: first.count, newCount: second.count)
      pairing.pairRest({ conditions.0[$0] }, { conditions.1[$0] })
      pairing.pairRest({ first[$0].text }, { second[$0].text })
      compare(
        isPenalty ? .penalty : .bonus, pairing, first.map { ($0.text, $0.range) },
        second.map { ($0.text, $0.range) }
      ) { index, other in
        if conditions.0[index] != conditions.1[other] { return .condition }
        return first[index].points == second[other].points ? nil : .points
      }
    }
  }

  private mutating func compareChecks() {
    let conditions = (
      old.checks.map { context.oldReader.meaning(of: $0.condition) },
      new.checks.map { context.newReader.meaning(of: $0.condition) }
    )
    var pairing = Pairing(oldCount: old.checks.count, newCount: new.checks.count)
    pairing.pairRest({ conditions.0[$0] }, { conditions.1[$0] })
    let (old, new) = (old, new)
    pairing.pairRest({ old.checks[$0].text }, { new.checks[$0].text })
    compare(
      .check, pairing, old.checks.map { ($0.text, $0.range) },
      new.checks.map { ($0.text, $0.range) }
    ) { first, second in
      conditions.0[first] == conditions.1[second] ? nil : .condition
    }
  }

  /// Reports what is gone, what is new, and of pairs which side differs, or their words alone.
  private mutating func compare(
    _ subject: RuleChange.Subject, _ pairing: Pairing,
    _ first: [(text: String?, range: SourceRange)],
    _ second: [(text: String?, range: SourceRange)],
    aspect: (Int, Int) -> RuleChange.Aspect?
  ) {
    for index in pairing.removed {
      add(subject, .removed, name: first[index].text, old.text(at: first[index].range))
    }
    for (index, other) in pairing.pairs {
      let texts = (old.text(at: first[index].range), new.text(at: second[other].range))
      if let aspect = aspect(index, other) {
        add(subject, .changed, aspect, name: second[other].text, texts.0, texts.1)
      } else if first[index].text != second[other].text {
        add(
          subject, .reworded, .text, name: second[other].text, first[index].text,
          second[other].text, affects: false)
      }
    }
    for index in pairing.added {
      add(subject, .added, name: second[index].text, nil, new.text(at: second[index].range))
    }
  }
}

extension Rounding {
  /// The step and the mode, as rules write them.
  fileprivate func text(in language: Language) -> String {
    "\(step) \(mode.spelling(in: language))"
  }
}

extension Ruleset {
  fileprivate var lookup: String { gradesByRounded ? "rounded" : "exact" }
}
