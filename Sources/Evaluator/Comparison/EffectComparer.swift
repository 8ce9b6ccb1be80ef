import ExactNumbers
import RuleLang

/// Finds for which inputs an indicator of both rulesets scores differently.
struct EffectComparer {
  private let context: ComparisonContext
  private let lines: IndicatorComparer
  private let old: Indicator
  private let new: Indicator
  private var effect = ScoreEffect()

  /// The effect, without a witness.
  static func effect(_ lines: IndicatorComparer) -> ScoreEffect {
    var comparer = EffectComparer(lines)
    comparer.run()
    return comparer.effect
  }

  private init(_ lines: IndicatorComparer) {
    self.lines = lines
    context = lines.context
    old = lines.old
    new = lines.new
  }

  private mutating func run() {
    let isCaseSame = compareCases()
    compareMissing()
    let isMethodKnown = compareMethods()
    effect.isComplete = isCaseSame && isMethodKnown
    if effect.isProportional {
      effect.isProportional = effect.parts.allSatisfy { $0.strictness == .equal }
    }
  }

  private func strictness(_ old: Rational, _ new: Rational) -> Strictness {
    Strictness(old, of: self.old.points, new, of: self.new.points)
  }

  /// What taking more points away makes of it.
  private func strictness(taking old: Rational, _ new: Rational) -> Strictness {
    switch strictness(old, new) {
    case .stricter: .looser
    case .looser: .stricter
    case let other: other
    }
  }

  // MARK: Cases

  /// Whether the same cases decide; what they give may be something else.
  private mutating func compareCases() -> Bool {
    let pairing = lines.casePairing(old.cases, new.cases)
    let isSame = zip(old.cases, new.cases).allSatisfy { context.isSame($0.condition, $1.condition) }
    for (index, second) in pairing.pairs {
      let (before, after) = (old.cases[index], new.cases[second])
      let outcomes = (before.outcome, after.outcome)
      guard
        context.oldReader.meaning(of: outcomes.0) != context.newReader.meaning(of: outcomes.1)
      else { continue }
      let points = (outcomes.0.points, outcomes.1.points)
      let strictness =
        points.0.flatMap { old in points.1.map { self.strictness(old, $0) } } ?? .mixed
      effect.parts.append(
        PartDifference(
          subject: .case, text: after.clause.text, old: points.0, new: points.1,
          strictness: strictness))
    }
    return isSame && old.cases.count == new.cases.count
  }

  private mutating func compareMissing() {
    let points = (old.whenMissing?.points, new.whenMissing?.points)
    guard points.0 != points.1 else { return }
    let strictness = points.0.flatMap { old in points.1.map { self.strictness(old, $0) } } ?? .mixed
    let text = new.whenMissing?.clause.text ?? old.whenMissing?.clause.text ?? ""
    effect.parts.append(
      PartDifference(
        subject: .missing, text: text, old: points.0, new: points.1, strictness: strictness))
  }

  // MARK: Methods

  /// Whether all differences of the methods are known.
  private mutating func compareMethods() -> Bool {
    switch (old.method, new.method) {
    case (.bands(let first), .bands(let second))
    where context.isSame(first.measure, second.measure):
      return compare(first, second)
    case (.checklist(let first, let isFirstLadder), .checklist(let second, let isSecondLadder))
    where isFirstLadder == isSecondLadder:
      return compare(first, second, isLadder: isFirstLadder)
    case (.deductions(let first), .deductions(let second)): return compare(first, second)
    case (.judged, .judged):
      effect.isProportional = old.points != new.points
      return context.isRoundedAlike
    default:
      return context.isRoundedAlike && old.points == new.points
        && context.oldReader.meaning(of: old.method) == context.newReader.meaning(of: new.method)
    }
  }

  private mutating func compare(_ first: BandMethod, _ second: BandMethod) -> Bool {
    switch first.measure.type {
    case .choice, .boolean: return compareValues(first, second)
    default: break
    }
    if first.domain != second.domain { effect.domains = (first.domain, second.domain) }
    for isRounded in [true, false] {
      guard let functions = functions(first, second, isRounded: isRounded) else { continue }
      (effect.ranges, effect.isProportional) = ScoreComparison.differences(
        functions.old, functions.new, points: (old.points, new.points))
      effect.isBeforeRounding = !isRounded
      // Scores are rounded after the points of excluded indicators are spread, so that what is
      // rounded to the same may yet differ.
      if isRounded, effect.ranges.isEmpty, context.mayRedistribute { continue }
      let isJudged = hasJudgedBand(first) || hasJudgedBand(second)
      return context.isRoundedAlike || isRounded && !isJudged
    }
    let isSame =
      context.oldReader.meaning(of: old.method) == context.newReader.meaning(of: new.method)
    return isSame && context.isRoundedAlike && old.points == new.points
  }

  private func functions(
    _ first: BandMethod, _ second: BandMethod, isRounded: Bool
  ) -> (old: ScoreFunction, new: ScoreFunction)? {
    guard
      let before = try? ScoreFunction(
        first, points: old.points, rounding: isRounded ? context.old.scoreRounding : nil),
      let after = try? ScoreFunction(
        second, points: new.points, rounding: isRounded ? context.new.scoreRounding : nil)
    else { return nil }
    return (before, after)
  }

  private func hasJudgedBand(_ method: BandMethod) -> Bool {
    method.bands.contains { band in
      if case .judged = band.outcome { return true }
      return false
    }
  }

  /// Compares the bands of choices or answers value by value.
  private mutating func compareValues(_ first: BandMethod, _ second: BandMethod) -> Bool {
    var isProportional = old.points != new.points
    var isKnown = context.isRoundedAlike
    for band in second.bands {
      let values = context.newReader.meaning(of: band.values, second.measure.type)
      let before = first.bands.first {
        context.oldReader.meaning(of: $0.values, first.measure.type) == values
      }
      guard let before, let after = band.outcome.constant, let points = before.outcome.constant
      else {
        isKnown = isKnown && before != nil && old.points == new.points
        isProportional = false
        continue
      }
      let strictness = strictness(points, after)
      isProportional = isProportional && strictness == .equal
      guard points != after else { continue }
      effect.parts.append(
        PartDifference(
          subject: .band, text: band.clause.text, old: points, new: after, strictness: strictness))
    }
    effect.isProportional = isProportional
    return isKnown
  }

  private mutating func compare(_ first: [Item], _ second: [Item], isLadder: Bool) -> Bool {
    let pairing = lines.itemPairing(first, second)
    var isProportional = old.points != new.points
    var isKnown = context.isRoundedAlike
    for index in pairing.removed {
      let item = first[index]
      add(.item, item.text ?? item.clause.text, item.points, nil, .stricter)
    }
    for (index, other) in pairing.pairs {
      let (before, after) = (first[index], second[other])
      if !context.isSame(before.condition, after.condition) {
        isKnown = false
        isProportional = false
      }
      let strictness = strictness(before.points, after.points)
      isProportional = isProportional && strictness == .equal
      if before.points != after.points {
        add(.item, after.text ?? after.clause.text, before.points, after.points, strictness)
      }
    }
    for index in pairing.added {
      let item = second[index]
      add(.item, item.text ?? item.clause.text, nil, item.points, .looser)
    }
    effect.isProportional =
      isProportional && pairing.removed.isEmpty && pairing.added.isEmpty
    return isKnown
  }

  private mutating func compare(_ first: [Deduction], _ second: [Deduction]) -> Bool {
    let pairing = lines.deductionPairing(first, second)
    var isProportional = old.points != new.points
    var isKnown = context.isRoundedAlike
    for index in pairing.removed {
      let line = first[index]
      add(.deduction, line.text ?? line.clause.text, line.points, nil, .looser)
    }
    for (index, other) in pairing.pairs {
      let (before, after) = (first[index], second[other])
      if context.oldReader.meaning(of: before.basis) != context.newReader.meaning(of: after.basis) {
        isKnown = false
        isProportional = false
      }
      let strictness = strictness(taking: before.points, after.points)
      isProportional = isProportional && strictness == .equal
      if before.points != after.points {
        add(.deduction, after.text ?? after.clause.text, before.points, after.points, strictness)
      }
    }
    for index in pairing.added {
      let line = second[index]
      add(.deduction, line.text ?? line.clause.text, nil, line.points, .stricter)
    }
    effect.isProportional =
      isProportional && pairing.removed.isEmpty && pairing.added.isEmpty
    return isKnown
  }

  private mutating func add(
    _ subject: RuleChange.Subject, _ text: String, _ old: Rational?, _ new: Rational?,
    _ strictness: Strictness
  ) {
    effect.parts.append(
      PartDifference(subject: subject, text: text, old: old, new: new, strictness: strictness))
  }
}

extension Case.Outcome {
  /// The points it gives; nil where it excludes the indicator.
  var points: Rational? {
    if case .scores(let points) = self { return points }
    return nil
  }
}

extension Band.Outcome {
  /// The points it gives wherever it decides; nil where they vary.
  var constant: Rational? {
    if case .scores(let points) = self { return points }
    return nil
  }
}
