/// Writes pairs of small rulesets that measure the same and have other bands.
struct BandWriter {
  /// What the indicators measure; the facts are the same in both rulesets.
  enum Kind: CaseIterable {
    case ratio, quotient, count, number
  }

  private var random: RandomSource
  private var text = ""

  /// The kinds of the indicators of a pair.
  static func kinds(seed: UInt64) -> [Kind] {
    var random = RandomSource(seed: seed)
    return (0..<random.int(1...2)).map { _ in random.pick(Kind.allCases) }
  }

  /// One ruleset of a pair; the variant is its number in the pair.
  static func text(seed: UInt64, variant: UInt64) -> String {
    let kinds = kinds(seed: seed)
    var writer = BandWriter(random: RandomSource(seed: seed &* 3 &+ variant &+ 1))
    return writer.write(kinds)
  }

  private init(random: RandomSource) { self.random = random }

  private mutating func write(_ kinds: [Kind]) -> String {
    let points = kinds.map { _ in random.pick([4, 5, 5, 6]) }
    text = "规则集 随机\n  年度 2023\n  总分 \(points.reduce(0, +)) 分\n"
    switch random.int(0...4) {
    case 0: text += "  得分 保留 0.01 四舍五入\n"
    case 1: text += "  得分 保留 0.5 \(random.pick(["四舍五入", "向下", "向上"]))\n"
    default: break
    }
    text += "数据\n"
    for (index, kind) in kinds.enumerated() {
      switch kind {
      case .ratio: text += "  值\(index)：比率" + random.pick(["", "，从 -20% 至 200%", "，不小于 0"]) + "\n"
      case .quotient: text += "  甲\(index)：金额，不小于 0\n  乙\(index)：金额，大于 0\n"
      case .count: text += "  值\(index)：数量 件，不小于 0\n"
      case .number: text += "  值\(index)：数值" + random.pick(["", "，从 -3 至 20"]) + "\n"
      }
    }
    for (index, kind) in kinds.enumerated() {
      text += "指标 指标\(index) \(points[index]) 分\n"
      text += "  计算 " + (kind == .quotient ? "甲\(index) ÷ 乙\(index)" : "值\(index)") + "\n"
      writeBands(kind, points[index])
    }
    return text
  }

  private static let cuts: [Kind: [String]] = [
    .ratio: ["-10%", "0", "5%", "10%", "12.5%", "20%", "50%", "90%", "100%", "150%"],
    .quotient: ["0", "5%", "10%", "20%", "50%", "90%", "100%", "150%"],
    .count: ["0", "1", "2", "3", "5", "8"],
    .number: ["-2", "0", "0.1", "1", "1.5", "2", "7", "10"],
  ]

  private struct Piece {
    var lower: String?
    var upper: String?
    var isLowerClosed = false
    var isUpperClosed = false

    var range: String {
      switch (lower, upper) {
      case (nil, let upper?): (isUpperClosed ? "≤ " : "＜ ") + upper
      case (let lower?, nil): (isLowerClosed ? "≥ " : "＞ ") + lower
      case (let lower?, let upper?):
        lower == upper
          ? "＝ \(lower)"
          : (isLowerClosed ? "[" : "(") + "\(lower), \(upper)" + (isUpperClosed ? "]" : ")")
      case (nil, nil): ""
      }
    }
  }

  private mutating func writeBands(_ kind: Kind, _ points: Int) {
    let all = Self.cuts[kind, default: []]
    let places = Set((0..<random.int(1...4)).map { _ in random.int(0...(all.count - 1)) })
    var pieces: [Piece] = []
    var open = Piece()
    for cut in places.sorted().map({ all[$0] }) {
      let owner = random.int(0...3)
      open.upper = cut
      open.isUpperClosed = owner == 0
      pieces.append(open)
      if owner == 1 {
        pieces.append(Piece(lower: cut, upper: cut, isLowerClosed: true, isUpperClosed: true))
      }
      open = Piece(lower: cut, isLowerClosed: owner > 1)
    }
    pieces.append(open)
    let full = random.int(0...(pieces.count - 1))
    for (index, piece) in pieces.enumerated() {
      text += "  \(piece.range) " + (index == full ? "得满分" : outcome(piece, kind, points)) + "\n"
    }
  }

  private mutating func outcome(_ piece: Piece, _ kind: Kind, _ points: Int) -> String {
    let amounts = ["0.5", "1", "1.5", "2", "3", "\(points)"]
    let isPoint = piece.lower == piece.upper
    let form = random.int(0...9)
    if form <= 4 { return "得 \(random.pick(amounts)) 分" }
    guard !isPoint else { return "不得分" }
    guard form > 6 else {
      guard piece.lower != nil, piece.upper != nil else { return "不得分" }
      return "得 \(random.pick(["0"] + amounts)) 至 \(random.pick(["0"] + amounts)) 分"
    }
    let reading = random.pick(["每满", "每满或不足", "按比例每"])
    let step = random.pick(["1", "3", "7.5"])
    let unit = kind == .ratio || kind == .quotient ? " 个百分点" : kind == .count ? " 件" : ""
    let length = (kind == .count ? random.pick(["1", "2"]) : step) + unit
    let verb = random.pick(["扣", "扣", "加"])
    let end = random.isOne(in: 3) ? "，\(verb)至 \(verb == "扣" ? 1 : points) 分" : ""
    return "\(reading) \(length) \(verb) \(random.pick(["0.2", "0.5", "1"])) 分\(end)"
  }
}
