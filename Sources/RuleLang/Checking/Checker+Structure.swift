import ExactNumbers

/// Headings: that points sum up to the total, or weights to one.
extension Checker {
  private struct Child {
    let points: Rational?
    let weight: Literal?
    var isWeightSound = true
    let range: SourceRange
  }

  mutating func checkStructure() {
    for draft in outline.headings {
      let weight = draft.weight.flatMap { soundWeight($0) }
      ruleset.headings.append(
        Heading(
          name: draft.name?.text ?? "", level: draft.level,
          parent: draft.parent, points: draft.points.flatMap { positive($0) } ?? .zero,
          weight: weight, basis: draft.basis, range: draft.range))
    }
    if outline.indicators.isEmpty, !outline.isDamaged {
      add(.noIndicators(), at: SourceRange(file: home, lower: 0, upper: 0))
      return
    }
    let (top, children) = families()
    for index in outline.headings.indices { checkSum(of: index, children[index]) }
    checkTotal(top)
  }

  private mutating func soundWeight(_ literal: Literal) -> Rational? {
    if literal.unit != nil || (literal.form == .plain && literal.value > .one) {
      add(.percentWeight(literal.digits), at: literal.range)
      return nil
    }
    if literal.value <= .zero {
      add(.weightNotPositive(), at: literal.range)
      return nil
    }
    return literal.value
  }

  /// What stands directly under the ruleset, and under each heading.
  private func families() -> (top: [Child], byHeading: [[Child]]) {
    var top: [Child] = []
    var byHeading: [[Child]] = Array(repeating: [], count: outline.headings.count)
    func add(_ child: Child, to parent: Int?) {
      if let parent { byHeading[parent].append(child) } else { top.append(child) }
    }
    for (index, heading) in outline.headings.enumerated() {
      let points = ruleset.headings[index].points
      add(
        Child(
          points: points.isZero ? nil : points, weight: heading.weight,
          isWeightSound: ruleset.headings[index].weight != nil,
          range: heading.name?.range ?? heading.range), to: heading.parent)
    }
    for indicator in outline.indicators {
      var points: Rational?
      if case .amount(let literal)? = indicator.points?.kind, literal.value > .zero {
        points = literal.value
      }
      add(
        Child(points: points, weight: nil, range: indicator.name?.range ?? indicator.range),
        to: indicator.heading)
    }
    return (top, byHeading)
  }

  private mutating func checkSum(of index: Int, _ children: [Child]) {
    let draft = outline.headings[index]
    guard let name = draft.name, !draft.isDamaged else { return }
    if children.isEmpty {
      if !outline.isDamaged { add(.emptyHeading(name.text), at: name.range) }
      return
    }
    guard let sum = sum(children) else { return }
    let points = ruleset.headings[index].points
    if sum != points, !points.isZero, !outline.sumsAreDamaged {
      add(
        .pointsDoNotSum(name.text, points: points, sum: sum, children: children.map(\.range)),
        at: draft.points?.range ?? name.range)
    }
  }

  private mutating func checkTotal(_ children: [Child]) {
    guard let sum = sum(children), !ruleset.points.isZero else { return }
    let place = outline.header.lazy.compactMap { statement -> SourceRange? in
      if case .totalPoints(let points) = statement.kind { return points.range }
      return nil
    }.first
    if sum != ruleset.points, !outline.sumsAreDamaged {
      add(
        .totalDoesNotSum(points: ruleset.points, sum: sum),
        at: place ?? SourceRange(file: home, lower: 0, upper: 0))
    }
  }

  /// The sum of the children's points; nil where weights count instead or a child is damaged.
  private mutating func sum(_ children: [Child]) -> Rational? {
    let weighted = children.filter { $0.weight != nil }
    if let first = weighted.first {
      if let odd = children.first(where: { $0.weight == nil }) {
        add(.mixedWeights(first.range), at: odd.range)
        return nil
      }
      guard weighted.allSatisfy(\.isWeightSound) else { return nil }
      let total = weighted.reduce(Rational.zero) { $0 + ($1.weight?.value ?? .zero) }
      if total != .one, let last = weighted.last?.weight {
        add(.weightsDoNotSum((total * .hundred).description + "%"), at: last.range)
      }
      return nil
    }
    var sum = Rational.zero
    for child in children {
      guard let points = child.points else { return nil }
      sum += points
    }
    return sum
  }
}

extension Finding {
  static func weightNotPositive() -> Finding {
    Finding(.weightsDoNotSum, zh: "权重要大于 0", en: "a weight is above 0")
  }

  static func percentWeight(_ digits: String) -> Finding {
    Finding(
      .weightsDoNotSum, zh: "权重用百分数写", en: "a weight is a percentage",
      helps: [
        .init(zh: "写成", en: "write", pasteZh: "权重 \(digits)%", pasteEn: "weighing \(digits)%")
      ])
  }
}
