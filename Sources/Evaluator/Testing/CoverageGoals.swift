import ExactNumbers
import RuleLang

/// Lists what the tests of a ruleset should meet, in the order of the rules.
struct CoverageGoals {
  private let ruleset: Ruleset
  private(set) var goals: [CoverageGoal] = []

  /// The goals of a ruleset.
  ///
  /// - Complexity: O(*n* log *n*) in the size of the rules.
  static func of(_ ruleset: Ruleset) -> [CoverageGoal] {
    var list = CoverageGoals(ruleset)
    for (index, indicator) in ruleset.indicators.enumerated() { list.add(indicator, index) }
    list.addGrades()
    list.addWhole()
    return list.goals
  }

  private init(_ ruleset: Ruleset) { self.ruleset = ruleset }

  private mutating func add(
    _ kind: CoverageGoal.Kind, _ indicator: Int?, _ alternative: Int? = nil, at range: SourceRange
  ) {
    goals.append(
      CoverageGoal(kind: kind, indicator: indicator, alternative: alternative, range: range))
  }

  // MARK: Indicators

  private mutating func add(_ indicator: Indicator, _ index: Int) {
    for item in indicator.cases { add(.case(item.clause), index, at: item.clause.range) }
    add(indicator.method, index, nil, indicator.range)
    if let clause = indicator.whenMissing?.clause { add(.whenMissing, index, at: clause.range) }
  }

  private mutating func add(
    _ method: Method, _ index: Int, _ alternative: Int?, _ range: SourceRange
  ) {
    switch method {
    case .bands(let bands):
      for band in bands.bands { add(.band(band.clause), index, alternative, at: band.clause.range) }
      addBoundaries(bands, index, alternative)
    case .checklist(let items, _):
      for (number, item) in items.enumerated() {
        for isMet in [true, false] {
          add(.item(number, isMet: isMet), index, alternative, at: item.clause.range)
        }
      }
    case .deductions(let lines):
      for (number, line) in lines.enumerated() {
        for isCounted in [false, true] {
          add(.deduction(number, isCounted: isCounted), index, alternative, at: line.clause.range)
        }
      }
    case .judged(_, let clause): add(.judged, index, alternative, at: clause.range)
    case .formula(_, _, let clause): add(.formula, index, alternative, at: clause.range)
    case .bestOf(let alternatives):
      for (number, alternative) in alternatives.enumerated() {
        add(.alternative(number), index, at: alternative.clause.range)
        for item in alternative.cases {
          add(.case(item.clause), index, number, at: item.clause.range)
        }
        add(alternative.method, index, number, range)
      }
    }
  }

  /// The ends of bands inside the domain, each once, from the first that is written.
  private mutating func addBoundaries(_ method: BandMethod, _ index: Int, _ alternative: Int?) {
    guard method.measure.type.number != nil || method.measure.type == .date else { return }
    let isWhole = method.measure.type == .date || method.measure.type.number?.isWhole == true
    var seen: Set<Rational> = []
    var seenFigures: Set<SourceText> = []
    for band in method.bands {
      for end in band.values.ends {
        if let value = end.constantNumber {
          guard seen.insert(value).inserted else { continue }
        } else {
          guard seenFigures.insert(SourceText(end, ruleset)).inserted else { continue }
        }
        let unit = WrittenUnit.of(end, beside: method.measure, in: ruleset)
        for side in CoverageGoal.Side.allCases {
          let boundary = CoverageGoal.Boundary(
            end: end.constantNumber == nil ? end : nil, value: end.constantNumber, unit: unit,
            step: isWhole ? .one : nil, side: side)
          guard boundary.isInside(method.domain) else { continue }
          add(.boundary(boundary), index, alternative, at: end.range)
        }
      }
    }
  }

  /// An end by its words, as it has no value before there is a record.
  private struct SourceText: Hashable {
    let text: String

    init(_ end: TypedExpression, _ ruleset: Ruleset) {
      text = ruleset.files[end.range.file].textOnOneLine(end.range.offsets)
    }
  }

  // MARK: The whole

  private mutating func addGrades() {
    for (index, grade) in ruleset.grades.enumerated() { add(.grade(index), nil, at: grade.range) }
    var most = ruleset.points
    if ruleset.bonusesExceedTotal { most += ruleset.bonusLimit ?? .zero }
    let domain = Interval(.zero, most)
    let step = ruleset.gradesByRounded ? ruleset.totalRounding?.step : nil
    var seen: Set<Rational> = []
    for grade in ruleset.grades {
      guard case .range(let interval) = grade.criterion else { continue }
      for end in [interval.lower, interval.upper].compactMap({ $0?.value })
      where seen.insert(end).inserted {
        let unit = WrittenUnit.ofNumber(end, in: grade.range, ruleset)
        for side in CoverageGoal.Side.allCases {
          let boundary = CoverageGoal.Boundary(
            end: nil, value: end, unit: unit, step: step, side: side)
          guard boundary.isInside(domain) else { continue }
          add(.gradeBoundary(boundary), nil, at: grade.range)
        }
      }
    }
  }

  private mutating func addWhole() {
    for (index, veto) in ruleset.vetoes.enumerated() {
      for holds in [true, false] { add(.veto(index, holds: holds), nil, at: veto.range) }
    }
    for (index, adjustment) in ruleset.adjustments.enumerated() {
      for holds in [true, false] {
        add(.adjustment(index, holds: holds), nil, at: adjustment.range)
      }
    }
  }
}

extension CoverageGoal.Boundary {
  /// Whether any value of a domain meets it; of an end that is a figure that is not known before.
  fileprivate func isInside(_ domain: Interval) -> Bool {
    guard let value else { return true }
    if side == .at, let step, value.rounded(toMultipleOf: step, .floor) != value { return false }
    return values(end: value)?.intersection(domain) != nil
  }
}

extension Band.Values {
  /// The ends as written, the lower first.
  var ends: [TypedExpression] {
    switch self {
    case .interval(let lower, let upper): [lower?.value, upper?.value].compactMap { $0 }
    case .notEqual(let value): [value]
    case .choice, .boolean, .text: []
    }
  }
}
