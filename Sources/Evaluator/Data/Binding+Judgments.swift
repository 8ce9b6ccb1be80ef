import ExactNumbers
import RuleLang

/// The points that evaluators gave, and what the department reported of itself.
extension Binding {
  mutating func bindJudgments() {
    var seen: [Int: SourceRange] = [:]
    for member in raw.judgments {
      guard let index = names.indicators[member.name] else {
        reportUnknownIndicator(member)
        continue
      }
      guard isFirst(member, index, in: &seen) else { continue }
      if member.value.isMissing { continue }
      guard case .object(let object) = member.value.content else {
        bindJudgment(score: member.value, reason: nil, indicator: index)
        continue
      }
      let members = found.members(of: object, among: DataWord.ofJudgment)
      guard let score = members[.score], !score.value.isMissing else {
        found.add(.judgmentNeedsScore(member.name), at: member.value.range)
        continue
      }
      bindJudgment(score: score.value, reason: members[.reason]?.value, indicator: index)
    }
  }

  private mutating func reportUnknownIndicator(_ member: RawMember) {
    if isJudgedElsewhere(member.name) { return }
    if names.headings.contains(member.name) {
      found.add(.judgmentOfHeading(member.name), at: member.nameRange)
      return
    }
    guard !found.isFull else { return }
    let judged = ruleset.indicators.filter { !$0.method.judgedRanges(full: $0.points).isEmpty }
    let nearest =
      NearestName.of(member.name, in: judged.map(\.name))
      ?? NearestName.of(member.name, in: ruleset.indicators.map(\.name))
    found.add(.unknownIndicator(member.name, nearest: nearest), at: member.nameRange)
  }

  /// Whether another ruleset lets an evaluator judge an indicator.
  private func isJudgedElsewhere(_ name: String) -> Bool {
    others.contains { $0.isJudged(name) }
  }

  /// Takes the points an evaluator gave, if they may be given.
  mutating func bindJudgment(score: RawValue, reason: RawValue?, indicator index: Int) {
    let indicator = ruleset.indicators[index]
    let ranges = indicator.method.judgedRanges(full: indicator.points)
    guard !ranges.isEmpty else {
      if isJudgedElsewhere(indicator.name) { return }
      found.add(.notJudged(indicator.name), at: score.range)
      return
    }
    let text: String
    switch score.content {
    case .number(let number): text = number
    case .text(let string): text = string.withoutOuterSpace
    default:
      found.add(.malformedJudgment(indicator), at: score.range)
      return
    }
    if text.isEmpty { return }
    guard let points = Self.points(text) else {
      found.add(.malformedJudgment(indicator), at: score.range)
      return
    }
    let fitting = ranges.filter { $0.contains(points) }
    guard !fitting.isEmpty else {
      found.add(.judgmentOutOfRange(text, indicator, ranges), at: score.range)
      return
    }
    var words: String?
    if let reason, !reason.isMissing {
      guard case .text(let text) = reason.content else {
        found.add(.wrongKind(DataWord.reason.chinese, zh: "文字", en: "a string"), at: reason.range)
        return
      }
      let trimmed = text.withoutOuterSpace
      if !trimmed.isEmpty { words = trimmed }
    }
    if words == nil, fitting.allSatisfy({ $0.upper?.value != points }) {
      found.add(.judgmentNeedsReason(text, indicator), at: reason?.range ?? score.range)
      return
    }
    record.judgments[index] = Judgment(points: points, reason: words)
  }

  /// Points as written, with or without 分.
  private static func points(_ text: String) -> Rational? {
    let utf8 = Array(text.utf8)
    guard let prefix = try? DecimalText.parsePrefix(utf8, multipliers: false, exponents: true),
      prefix.form == .plain
    else { return nil }
    let rest = String(decoding: utf8[prefix.end...], as: UTF8.self).withoutOuterSpace
    return ["", "分", "point", "points"].contains(rest) ? prefix.value : nil
  }

  /// Keeps what the department reported of itself, as text.
  mutating func bindClaims() {
    let members = found.members(of: raw.claims, among: DataWord.ofClaims)
    record.claims.scores = claims(members[.scores], withHeadings: true)
    record.claims.points = claims(members[.points], withHeadings: true)
    record.claims.measures = claims(members[.measures], withHeadings: false)
    record.claims.total = members[.total].flatMap { claim($0.name, $0.value) }
    record.claims.totalPlace = members[.total]?.value.range
    record.claims.grade = members[.grade].flatMap { claim($0.name, $0.value) }
    record.claims.gradePlace = members[.grade]?.value.range
  }

  private mutating func claims(
    _ member: RawMember?, withHeadings: Bool
  ) -> [Claim] {
    guard let member, !member.value.isMissing else { return [] }
    guard case .object(let object) = member.value.content else {
      found.add(
        .wrongKind(member.name, zh: "{ \"指标\": 值 }", en: "an object { \"indicator\": value }"),
        at: member.value.range)
      return []
    }
    var seen: [NameKey: SourceRange] = [:]
    var claims: [Claim] = []
    for entry in object {
      if let first = seen.updateValue(entry.nameRange, forKey: NameKey(text: entry.name)) {
        found.add(.repeatedName(entry.name, first: first), at: entry.nameRange)
        continue
      }
      let isHeading = withHeadings && names.claimable.contains(entry.name)
      guard isHeading || names.indicators[entry.name] != nil else {
        reportUnknownClaim(entry, withHeadings: withHeadings)
        continue
      }
      if let text = claim(entry.name, entry.value) {
        claims.append(Claim(name: entry.name, text: text, place: entry.value.range))
      }
    }
    return claims
  }

  private mutating func reportUnknownClaim(_ entry: RawMember, withHeadings: Bool) {
    guard !found.isFull, !others.contains(where: { $0.claimable.contains(entry.name) }) else {
      return
    }
    let headings = withHeadings ? ruleset.headings.map(\.name) : []
    let nearest = NearestName.of(entry.name, in: ruleset.indicators.map(\.name) + headings)
    found.add(
      .unknownClaim(entry.name, nearest: nearest, withHeadings: withHeadings), at: entry.nameRange)
  }

  private mutating func claim(_ name: String, _ value: RawValue) -> String? {
    switch value.content {
    case .missing: return nil
    case .number(let text): return text
    case .text(let text):
      let trimmed = text.withoutOuterSpace
      return trimmed.isEmpty ? nil : trimmed
    default:
      found.add(.wrongKind(name, zh: "一个数或文字", en: "a number or a string"), at: value.range)
      return nil
    }
  }
}

extension Method {
  /// The points between which an evaluator may choose: for each line that lets one, an interval.
  func judgedRanges(full: Rational) -> [Interval] {
    switch self {
    case .judged: [Interval(.zero, full)]
    case .bands(let method):
      method.bands.compactMap { band in
        if case .judged(let from, let to) = band.outcome { return Interval(from, to) }
        return nil
      }
    case .bestOf(let alternatives):
      alternatives.flatMap { $0.method.judgedRanges(full: full) }
    case .checklist, .deductions, .formula: []
    }
  }
}
