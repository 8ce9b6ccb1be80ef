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
    profile = ScoreProfile(indicator, method, in: context)
  }

  /// How many pairs of values are tried to show one finding.
  private static let pairCountMax = 6

  /// The scores against the stated direction.
  var contradiction: Observation? {
    guard let direction = indicator.direction, let profile else { return nil }
    let falls = profile.falls(direction == .higherIsBetter, countMax: Self.pairCountMax)
    var found: Observation?
    for (worse, better) in falls.reversed() {
      let other = worse.place == better.place ? nil : worse.place
      let name = indicator.name
      let wording: Observation.Wording = { shown in
        .againstDirection(name, direction, shown, other: other)
      }
      found = Observation(
        finding: wording([shown(worse), shown(better)]), range: better.place,
        evidence: .shown([exhibit(worse), exhibit(better)], wording),
        instead: found.map { [$0] } ?? [])
    }
    return found
  }

  /// Where the scores turn, where no direction is stated.
  var turn: Observation? {
    guard indicator.direction == nil, let points = profile?.turn else { return nil }
    let name = indicator.name
    let wording: Observation.Wording = { shown in .notMonotone(name, shown) }
    return Observation(
      finding: wording(points.map(shown)), range: points[1].place,
      evidence: .shown(points.map(exhibit), wording))
  }

  private func shown(_ point: ScoreProfile.Point) -> Observation.Shown {
    Observation.Shown(place: text(point), score: point.score)
  }

  /// A value of the measure, or the condition of the case that decides there.
  private func text(_ point: ScoreProfile.Point) -> String {
    if let index = point.deciding {
      let place = indicator.cases[index].condition.range
      return context.ruleset.files[place.file].textOnOneLine(place.offsets)
    }
    return context.text(point.value, type)
  }

  private func exhibit(_ point: ScoreProfile.Point) -> Observation.Exhibit {
    if let index = point.deciding {
      return Observation.Exhibit(
        words: Message(zh: "符合“\(text(point))”的记录", en: "a record where '\(text(point))'"),
        indicator: self.index, places: [.decidingCase(index)], scores: point.scores,
        condition: text(point))
    }
    return Observation.Exhibit(
      words: nil, indicator: index,
      places: [.measure(point.value), .measureIn(point.region)], scores: point.scores)
  }
}
