import ExactNumbers

/// Holds the scores of an indicator against its direction, or looks where they turn.
struct DirectionInspection {
  private let index: Int
  private let indicator: Indicator
  private let context: AnalysisContext
  private let type: ValueType
  /// What each value of the measure scores, ascending; nil where that is not known.
  private let profile: ScoreProfile?

  init(_ index: Int, in context: AnalysisContext) {
    self.index = index
    self.context = context
    indicator = context.ruleset.indicators[index]
    guard case .bands(let method) = indicator.method else {
      type = .unknown
      profile = nil
      return
    }
    type = method.measure.type
    profile = ScoreProfile(indicator, method, rounding: context.ruleset.scoreRounding)
  }

  /// How many pairs of values are tried to show one finding.
  private static let pairCountMax = 6

  /// The scores against the stated direction.
  var contradiction: Observation? {
    guard let direction = indicator.direction, let profile else { return nil }
    let falls = profile.falls(direction == .higherIsBetter, countMax: Self.pairCountMax)
    var found: Observation?
    for (worse, better) in falls.reversed() {
      let fall = Finding.Fall(
        direction: direction, worse: (text(worse), worse.score),
        better: (text(better), better.score))
      let other = worse.place == better.place ? nil : worse.place
      found = Observation(
        finding: .againstDirection(indicator.name, fall, other: other), range: better.place,
        evidence: .shown([exhibit(worse), exhibit(better)]), instead: found.map { [$0] } ?? [])
    }
    return found
  }

  /// Where the scores turn, where no direction is stated.
  var turn: Observation? {
    guard indicator.direction == nil, let points = profile?.turn else { return nil }
    return Observation(
      finding: .notMonotone(indicator.name, points.map(text), points.map(\.score)),
      range: points[1].place, evidence: .shown(points.map(exhibit)))
  }

  /// A value of the measure, or the case that decides there.
  private func text(_ point: ScoreProfile.Point) -> String {
    if let index = point.deciding { return indicator.cases[index].clause.text }
    return context.text(point.value, type)
  }

  private func exhibit(_ point: ScoreProfile.Point) -> Observation.Exhibit {
    let place: Observation.Exhibit.Place =
      point.deciding.map { .decidingCase($0) } ?? .measure(point.value)
    let words =
      point.deciding == nil
      ? Message(
        zh: "计算值为 \(text(point)) 的记录", en: "a record with a measure of \(text(point))")
      : Message(zh: "由这一条决定的记录", en: "a record that the case decides")
    return Observation.Exhibit(
      words: words, indicator: index, places: [place], score: point.score)
  }
}
