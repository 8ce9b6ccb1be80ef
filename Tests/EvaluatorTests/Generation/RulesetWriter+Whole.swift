/// Random rules for the whole: grades, vetoes, bonuses, penalties, checks.
extension RulesetWriter {
  mutating func writeWhole(total: Int) {
    writeAdjustments(total)
    let names = writeGrades(total)
    writeVetoes(total, grades: names)
    for index in 0..<random.int(0...2) {
      write("核对 “核\(index)”")
      write("  \(condition(2))")
    }
  }

  private mutating func writeAdjustments(_ total: Int) {
    for _ in 0..<random.pick([0, 0, 1, 2]) {
      write("加分 \(random.pick(["0.5", "2", "5"])) 分 当 \(condition(2)) “表彰”")
    }
    for _ in 0..<random.pick([0, 0, 1, 2]) {
      write("扣分 \(random.pick(["0.5", "3", "10"])) 分 当 \(condition(2)) “虚报”")
    }
    if random.isOne(in: 2) {
      write("加分合计 不高于 \(random.pick(["1", "4"])) 分" + random.pick(["", " 总分之外", " 总分之内"]))
    }
    if random.isOne(in: 3) { write("扣分合计 不高于 \(random.pick(["2", "5"])) 分") }
  }

  private mutating func writeGrades(_ total: Int) -> [String] {
    guard !random.isOne(in: 6) else { return [] }
    write(random.pick(["等次 按保留后总分", "等次 按精确总分", "等次"]))
    let (high, low) = (Self.fraction(total * 9, 40), Self.fraction(total * 6, 40))
    switch random.int(0...3) {
    case 0:
      write("  合格 当 \(condition(1))")
      write("  基本合格 当 总评 ≥ 1".replacing("总评", with: random.pick(indicators)))
      write("  不合格 否则")
      return ["合格", "基本合格", "不合格"]
    case 1:
      write("  优 ≥ \(high)")
      write("  特 当 \(condition(1))")
      write("  差 否则")
      return ["优", "特", "差"]
    case 2:
      write("  优 ＞ \(high)")
      write("  中 [\(low), \(high)]")
      write("  差 ＜ \(low)")
      return ["优", "中", "差"]
    default:
      write("  优 ≥ \(high) 分")
      write("  中 [\(low), \(high))")
      write("  差 ＜ \(low)")
      return ["优", "中", "差"]
    }
  }

  private mutating func writeVetoes(_ total: Int, grades: [String]) {
    for index in 0..<random.pick([0, 1, 2, 3]) {
      let effect: String
      switch random.int(0...3) {
      case 0 where !headings.isEmpty: effect = "，\(random.pick(headings)) 全部不得分"
      case 1 where !grades.isEmpty: effect = "等次 不高于 \(random.pick(grades))"
      case 2 where !grades.isEmpty: effect = "等次 定为 \(random.pick(grades))"
      default: effect = "总分 不高于 \(Self.fraction(random.int(0...total), 4)) 分"
      }
      write("一票否决 “否\(index)” 当 \(condition(2)) \(effect)")
    }
  }
}
