/// Random bands that cover every number once.
extension RulesetWriter {
  /// A piece of the line between two neighbouring cuts; nil is infinite.
  private struct Piece {
    var lower: String?
    var upper: String?
    var lowerIsClosed = false
    var upperIsClosed = false

    var isPoint: Bool { lower != nil && lower == upper }

    var range: String {
      switch (lower, upper) {
      case (nil, let upper?): "\(upperIsClosed ? "≤" : "＜") \(upper)"
      case (let lower?, nil): "\(lowerIsClosed ? "≥" : "＞") \(lower)"
      case (let lower?, let upper?):
        isPoint
          ? "＝ \(lower)"
          : "\(lowerIsClosed ? "[" : "(")\(lower), \(upper)\(upperIsClosed ? "]" : ")")"
      case (nil, nil): ""
      }
    }
  }

  private static let cuts: [Kind: [String]] = [
    .number: ["-2", "-0.5", "0", "0.1", "0.5", "1", "1.5", "2", "3", "7", "10"],
    .ratio: ["-10%", "0", "5%", "10%", "20%", "50%", "90%", "100%", "150%"],
    .money: ["-1 万元", "0", "5000 元", "1 万元", "1.5 万元", "3 万元", "1 亿元"],
    .count: ["0", "1", "2", "3", "4", "7"],
  ]

  mutating func writeBands(_ points: Int, _ indentation: String) {
    if random.isOne(in: 10) { return writeDateBands(points, indentation) }
    if !limits.isEmpty, random.isOne(in: 4) { return writeLimitBands(points, indentation) }
    let kind = random.pick([Kind.number, .ratio, .ratio, .money, .count])
    write(indentation + "计算 \(number(kind, 3))")
    if random.isOne(in: 3) { write(indentation + random.pick(["越高越好", "越低越好"])) }
    write(pieces(kind).map { $0 }, kind, points, indentation)
    measures.append(("", kind))
  }

  private mutating func pieces(_ kind: Kind) -> [Piece] {
    let all = Self.cuts[kind, default: []]
    let places = Set((0..<random.int(1...4)).map { _ in random.int(0...(all.count - 1)) })
    return pieces(cuts: places.sorted().map { all[$0] })
  }

  private mutating func pieces(cuts: [String]) -> [Piece] {
    if cuts.count == 1, random.isOne(in: 8) {
      return [Piece(lower: cuts[0], upper: cuts[0], lowerIsClosed: true, upperIsClosed: true)]
    }
    var pieces: [Piece] = []
    var open = Piece()
    for cut in cuts {
      // The cut goes to the piece below, to the piece above, or stands for itself.
      let owner = random.int(0...3)
      open.upper = cut
      open.upperIsClosed = owner == 0
      pieces.append(open)
      if owner == 1 {
        pieces.append(Piece(lower: cut, upper: cut, lowerIsClosed: true, upperIsClosed: true))
      }
      open = Piece(lower: cut, lowerIsClosed: owner > 1)
    }
    return pieces + [open]
  }

  private mutating func write(
    _ pieces: [Piece], _ kind: Kind, _ points: Int, _ indentation: String
  ) {
    // One point alone: the rest of the line is "not equal".
    if pieces.count == 1 {
      write(indentation + "\(pieces[0].range) 得满分")
      write(indentation + "≠ \(pieces[0].lower ?? "") 得 \(part(of: points)) 分")
      return
    }
    var outcomes = pieces.map { outcome(of: $0, points) }
    let full = random.int(0...(pieces.count - 1))
    outcomes[full] = Outcome(text: "得满分", atLower: points, atUpper: points)
    for index in pieces.indices where index != full && random.isOne(in: 2) {
      guard hasStart(index, pieces, outcomes) else { continue }
      outcomes[index] = Outcome(text: steps(kind, points), isSteps: true)
    }
    let order = Array(pieces.indices).shuffled(using: &random)
    for index in random.isOne(in: 3) ? order : Array(pieces.indices) {
      let reason = random.isOne(in: 4) ? " “说明”" : ""
      write(indentation + "\(pieces[index].range) \(outcomes[index].text)\(reason)")
    }
  }

  /// What a piece gives, with the quarters of points at its ends.
  private struct Outcome {
    let text: String
    var atLower = 0
    var atUpper = 0
    var isSteps = false
  }

  private mutating func outcome(of piece: Piece, _ points: Int) -> Outcome {
    let (first, second) = (random.int(0...points), random.int(0...points))
    let (low, high) = (Self.fraction(first, 4), Self.fraction(second, 4))
    switch random.int(0...5) {
    case 0:
      let span = (min(first, second), max(first, second))
      return Outcome(text: "评定 \(low) 至 \(high) 分", atLower: span.0, atUpper: span.1)
    case 1...2 where piece.lower != nil && piece.upper != nil && !piece.isPoint:
      return Outcome(text: "得 \(low) 至 \(high) 分", atLower: first, atUpper: second)
    case 3: return Outcome(text: "不得分")
    default: return Outcome(text: "得 \(low) 分", atLower: first, atUpper: first)
    }
  }

  /// Whether it is clear where steps in a piece begin.
  private func hasStart(_ index: Int, _ pieces: [Piece], _ outcomes: [Outcome]) -> Bool {
    let below = index > 0 ? outcomes[index - 1] : nil
    let above = index + 1 < outcomes.count ? outcomes[index + 1] : nil
    guard !pieces[index].isPoint, below?.isSteps != true, above?.isSteps != true else {
      return false
    }
    guard let below, let above else { return true }
    return below.atUpper != above.atLower
  }

  private mutating func steps(_ kind: Kind, _ points: Int) -> String {
    let step =
      switch kind {
      case .number: random.pick(["0.1", "1", "0.7", "3"])
      case .ratio: random.pick(["1 个百分点", "0.5 个百分点", "10 个百分点", "3 个百分点"])
      case .money: random.pick(["1 万元", "1234.56 元", "1 亿元"])
      case .count: random.pick(["1", "2", "3 人"])
      }
    return steps(step, points)
  }

  private mutating func steps(_ step: String, _ points: Int) -> String {
    let per = random.pick(["每满", "每满或不足", "按比例每"])
    let amount = random.pick(["0.1", "0.5", "1", "0.3", "2"])
    if random.isOne(in: 4) {
      let limit = random.pick(["", "", "，加至 满分", "，加至 \(Self.fraction(points + 3, 4)) 分"])
      return "\(per) \(step) 加 \(amount) 分\(limit)"
    }
    let limit = random.pick(["", "", "", "，扣至 0 分", "，扣至 -0.5 分", "，扣至 -2.25 分", "，扣至 0.25 分"])
    return "\(per) \(step) 扣 \(amount) 分\(limit)"
  }

  // MARK: Dates and limits

  private mutating func writeDateBands(_ points: Int, _ indentation: String) {
    write(indentation + "计算 \(random.pick(dates))")
    write(indentation + "≤ 2023-06-30 得满分")
    write(indentation + "(2023-06-30, 2023-12-31] \(steps("10 天", points))")
    write(indentation + "＞ 2023-12-31 不得分")
  }

  /// Ends that are figures of the department, in their declared order.
  private mutating func writeLimitBands(_ points: Int, _ indentation: String) {
    write(indentation + "计算 \(number(.number, 2))")
    // Where the two may be equal, only these shares of the ends cover every case once.
    write(indentation + "＜ 限0 \(random.pick(["不得分", "得 \(part(of: points)) 分"]))")
    let middle = random.pick(["得 \(part(of: points)) 分", "得 0 至 满分", steps("1", points)])
    write(indentation + "[限0, 限1) \(middle)")
    write(indentation + "≥ 限1 得满分")
    measures.append(("", .number))
  }
}
