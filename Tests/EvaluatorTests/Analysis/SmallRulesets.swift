import ExactNumbers

/// Writes small random rulesets: one or two indicators with bands, steps and lines over facts with
/// random ranges, now and then with a gap, an overlap, a band out of reach or a wrong direction.
struct SmallRulesets {
  var source: RandomSource
  private(set) var facts: [BruteForce.Fact] = []
  private(set) var indicators: [BruteForce.Indicator] = []

  init(seed: UInt64) {
    source = RandomSource(seed: seed)
    for _ in 0..<source.int(1...2) { addIndicator() }
  }

  // MARK: Choosing

  private mutating func number(_ isWhole: Bool) -> Rational {
    let whole = Rational(source.int(-4...12))
    return isWhole || !source.isOne(in: 4) ? whole : whole + Rational(1, over: 2).known
  }

  private mutating func fact(isWhole: Bool, isPositive: Bool = false) -> BruteForce.Fact {
    let name = "数据" + ["甲", "乙", "丙", "丁"][facts.count]
    var range = BruteForce.Range(lower: nil, upper: nil)
    if isPositive {
      range.lower =
        source.isOne(in: 2)
        ? .init(value: .zero, isClosed: false) : .init(value: .one, isClosed: true)
    } else if !source.isOne(in: 6) {
      range.lower = .init(value: number(isWhole), isClosed: source.isOne(in: 2))
    }
    if !source.isOne(in: 3) {
      let low = range.lower?.value ?? number(isWhole)
      range.upper = .init(
        value: low + Rational(source.int(2...10)), isClosed: source.isOne(in: 2))
    }
    // A count is never below zero, whatever its bounds say.
    if isWhole, range.lower.map({ $0.value.isNegative }) ?? true {
      range.lower = .init(value: .zero, isClosed: true)
    }
    let fact = BruteForce.Fact(name: name, range: range, isWhole: isWhole)
    facts.append(fact)
    return fact
  }

  private mutating func measure() -> BruteForce.Measure {
    let isWhole = source.isOne(in: 4)
    switch source.int(0...6) {
    case 0: return .sum(fact(isWhole: isWhole), fact(isWhole: isWhole))
    case 1: return .difference(fact(isWhole: isWhole), fact(isWhole: isWhole))
    case 2: return .quotient(fact(isWhole: false), fact(isWhole: false, isPositive: true))
    case 3: return .magnitude(fact(isWhole: isWhole))
    case 4:
      let most = Rational(source.int(0...8))
      return .least(fact(isWhole: false), most)
    default: return .fact(fact(isWhole: isWhole))
    }
  }

  private mutating func addIndicator() {
    let measure = measure()
    var indicator = BruteForce.Indicator(measure: measure, bands: bands(measure.isWhole))
    if case .fact = measure, source.isOne(in: 4) {
      indicator.lowCase = (number(true), Rational(source.int(0...10)))
    }
    if source.isOne(in: 2) { indicator.isHigherBetter = source.isOne(in: 2) }
    indicators.append(indicator)
  }

  private mutating func bands(_ isWhole: Bool) -> [BruteForce.Band] {
    let cuts = Set((0..<source.int(1...4)).map { _ in number(isWhole) }).sorted()
    var ranges: [BruteForce.Range] = []
    var lower: BruteForce.End?
    for cut in cuts {
      let isClosed = source.isOne(in: 2)
      ranges.append(.init(lower: lower, upper: .init(value: cut, isClosed: isClosed)))
      lower = .init(value: cut, isClosed: !isClosed)
    }
    ranges.append(.init(lower: lower, upper: nil))
    if source.isOne(in: 3) { spoil(&ranges) }
    let full = source.int(0...(ranges.count - 1))
    let isSorted = source.isOne(in: 2)
    var scores = ranges.map { _ in Rational(source.int(0...10)) }
    scores[full] = BruteForce.points
    if isSorted { scores.sort() }
    var bands: [BruteForce.Band] = []
    for (index, range) in ranges.enumerated() {
      bands.append(.init(range: range, outcome: outcome(range, scores, index)))
    }
    return bands
  }

  /// Makes a gap, an overlap, or both.
  private mutating func spoil(_ ranges: inout [BruteForce.Range]) {
    let index = source.int(0...(ranges.count - 1))
    switch source.int(0...3) {
    case 0 where ranges.count > 1: ranges.remove(at: index)
    case 1: ranges[index].upper?.isClosed.toggle()
    case 2: ranges[index].lower?.isClosed.toggle()
    default: if let upper = ranges[index].upper { ranges[index].upper?.value = upper.value + .one }
    }
  }

  private mutating func outcome(
    _ range: BruteForce.Range, _ scores: [Rational], _ index: Int
  ) -> BruteForce.Outcome {
    let hasBothEnds = range.lower != nil && range.upper != nil
    let isPoint = hasBothEnds && range.lower?.value == range.upper?.value
    if hasBothEnds, !isPoint, source.isOne(in: 3) {
      let other = scores.indices.contains(index + 1) ? scores[index + 1] : scores[index]
      return source.isOne(in: 4)
        ? .line(from: other, to: scores[index]) : .line(from: scores[index], to: other)
    }
    if range.lower != nil || range.upper != nil, !hasBothEnds, source.isOne(in: 3) {
      return .steps(
        amount: Rational(source.int(1...4)), length: Rational(source.int(1...3)),
        [.full, .started, .proRata][source.int(0...2)])
    }
    return .scores(scores[index])
  }

  // MARK: Writing

  var text: String {
    let total = 10 * indicators.count
    var lines = ["规则集 示例", "年度 2023", "总分 \(total) 分", "", "数据"]
    for fact in facts {
      let type = fact.isWhole ? "数量 件" : "数值"
      let bounds = [
        fact.range.lower.map { ($0.isClosed ? "不小于 " : "大于 ") + "\($0.value.rule)" },
        fact.range.upper.map { ($0.isClosed ? "不大于 " : "小于 ") + "\($0.value.rule)" },
      ].compactMap { $0 }
      lines.append("  \(fact.name)：" + ([type] + bounds).joined(separator: "，"))
    }
    for (index, indicator) in indicators.enumerated() {
      lines += ["", "三级指标 指标\(index + 1) 10 分"]
      if let lowCase = indicator.lowCase {
        lines.append("  当 \(indicator.measure.rule) ≤ \(lowCase.limit.rule) 得 \(lowCase.points) 分")
      }
      lines.append("  计算 \(indicator.measure.rule)")
      if let isHigher = indicator.isHigherBetter { lines.append(isHigher ? "  越高越好" : "  越低越好") }
      for band in indicator.bands { lines.append("  \(band.rule(indicator.measure))") }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Rational {
  fileprivate var rule: String { decimalText ?? description }
}

extension BruteForce.Measure {
  /// A length of its values with its unit; a quotient is a ratio.
  fileprivate func text(of length: Rational) -> String {
    if case .quotient = self { return "\(length * .hundred) 个百分点" }
    return isWhole ? "\(length) 件" : "\(length)"
  }

  fileprivate var rule: String {
    switch self {
    case .fact(let fact): fact.name
    case .sum(let left, let right): "\(left.name) ＋ \(right.name)"
    case .difference(let left, let right): "\(left.name) － \(right.name)"
    case .quotient(let left, let right): "\(left.name) ÷ \(right.name)"
    case .magnitude(let fact): "绝对值(\(fact.name))"
    case .least(let fact, let most): "最小(\(fact.name), \(most.rule))"
    }
  }
}

extension BruteForce.Band {
  fileprivate func rule(_ measure: BruteForce.Measure) -> String {
    let values: String
    switch (range.lower, range.upper) {
    case (nil, nil): values = "≥ -1000"
    case (let lower?, nil): values = (lower.isClosed ? "≥ " : "＞ ") + lower.value.rule
    case (nil, let upper?): values = (upper.isClosed ? "≤ " : "＜ ") + upper.value.rule
    case (let lower?, let upper?):
      values =
        (lower.isClosed ? "[" : "(") + "\(lower.value.rule), \(upper.value.rule)"
        + (upper.isClosed ? "]" : ")")
    }
    switch outcome {
    case .scores(let points): return "\(values) 得 \(points) 分"
    case .line(let from, let to): return "\(values) 得 \(from) 至 \(to) 分"
    case .steps(let amount, let length, let part):
      let word =
        switch part {
        case .full: "每满"
        case .started: "每满或不足"
        case .proRata: "按比例每"
        }
      return "\(values) \(word) \(measure.text(of: length)) 扣 \(amount) 分"
    }
  }
}
