/// Random headings with points or weights, and the indicators under them.
extension RulesetWriter {
  /// Writes all headings; gives the total of points, in quarters.
  mutating func writeHeadings() -> Int {
    var total = 0
    let isWeighted = random.isOne(in: 3)
    if !isWeighted {
      for _ in 0..<random.pick([0, 0, 1, 2]) { total += writeIndicator() }
    }
    let count = total > 0 ? random.int(0...2) : random.int(1...3)
    let weights = isWeighted ? weights(count) : []
    for index in 0..<count {
      total += writeSection("一\(index)", weight: isWeighted ? weights[index] : nil)
    }
    return isWeighted ? random.pick([400, 40, 250]) : total
  }

  private func weights(_ count: Int) -> [String] {
    switch count {
    case 1: ["100%"]
    case 2: ["30%", "70%"]
    default: ["12.5%", "50%", "37.5%"]
    }
  }

  /// Points stand before what they sum up, so the line is filled in afterwards.
  private mutating func writeSection(_ name: String, weight: String?) -> Int {
    let place = lines.count
    write("")
    var points = 0
    let isWeighted = random.isOne(in: 4)
    if !isWeighted {
      for _ in 0..<random.pick([0, 0, 1, 2]) { points += writeIndicator() }
    }
    let count = points > 0 ? random.int(0...2) : random.int(1...3)
    let weights = isWeighted ? weights(count) : []
    for index in 0..<count {
      points += writeSubsection("\(name)二\(index)", weight: isWeighted ? weights[index] : nil)
    }
    if isWeighted { points = random.pick([400, 60]) }
    lines[place] = heading("一级指标", name, points, weight)
    headings.append(name)
    return points
  }

  private mutating func writeSubsection(_ name: String, weight: String?) -> Int {
    let place = lines.count
    write("")
    var points = 0
    for _ in 0..<random.int(1...3) { points += writeIndicator() }
    lines[place] = heading("二级指标", name, points, weight)
    headings.append(name)
    return points
  }

  private func heading(_ word: String, _ name: String, _ points: Int, _ weight: String?) -> String {
    "\(word) \(name) \(Self.fraction(points, 4)) 分" + (weight.map { " 权重 \($0)" } ?? "")
  }

  // MARK: Indicators

  private mutating func writeIndicator() -> Int {
    let points = random.pick([1, 2, 3, 4, 8, 10, 20, 20, 40])
    let name = "指\(indicators.count)"
    write("三级指标 \(name) \(Self.fraction(points, 4)) 分")
    if mayFillMissing, random.isOne(in: 4) {
      write("  缺失时 " + random.pick(["不得分", "得满分", "得 \(part(of: points)) 分"]) + " “未提供”")
    }
    guarded = []
    writeCases(points, isAlternative: false)
    let measured = measures.count
    let before = guarded
    if random.isOne(in: 6) {
      write("  取最优")
      for index in 0..<random.int(2...3) {
        write("  方案 “方\(index)”")
        guarded = before
        writeCases(points, isAlternative: true)
        writeMethod(points, indentation: "    ")
      }
      measures.removeLast(measures.count - measured)
    } else {
      writeMethod(points, indentation: "  ")
      if measures.count > measured { measures[measures.count - 1].name = name }
    }
    guarded = []
    indicators.append(name)
    return points
  }

  /// A case that takes a figure away where it is zero, so that it may divide.
  private mutating func writeGuard() {
    let loose = figures.filter { !$0.isPositive && !guarded.map(\.name).contains($0.name) }
    guard !loose.isEmpty else { return }
    let figure = random.pick(loose)
    let condition = random.isOne(in: 3) ? "\(figure.name) ＝ 0 或 \(condition(1))" : "\(figure.name) ＝ 0"
    write("  \(random.pick(["当", "不适用 当"])) \(condition) \(random.pick(["得满分", "不得分"]))")
    guarded.append(figure)
  }

  private mutating func writeCases(_ points: Int, isAlternative: Bool) {
    if random.isOne(in: 3) { writeGuard() }
    for _ in 0..<random.pick([0, 0, 0, 1, 1, 2]) {
      let condition = condition(2)
      if mayExclude, !isAlternative, random.isOne(in: 3) {
        let over = random.pick(["上级", "上级", "总分"])
        write("  不适用 当 \(condition) 剔除 折算到\(over) “不涉及”")
      } else {
        let word = random.pick(["当", "不适用 当"])
        let outcome = random.pick(["得满分", "不得分", "得 \(part(of: points)) 分 “酌情”"])
        write("  \(word) \(condition) \(outcome)")
      }
    }
  }

  /// An amount between zero and the points.
  mutating func part(of points: Int) -> String {
    Self.fraction(random.int(0...points), 4)
  }

  // MARK: Methods

  private mutating func writeMethod(_ points: Int, indentation: String) {
    switch random.int(0...12) {
    case 0...5: writeBands(points, indentation)
    case 6: writeChoiceBands(points, indentation)
    case 7: writeItems(points, indentation)
    case 8: writeLadder(points, indentation)
    case 9, 10: writeDeductions(points, indentation)
    case 11: write(indentation + "评定 “综合评价”")
    default: write(indentation + "得分 \(number(.number, 3)) 封顶保底")
    }
  }

  private mutating func writeChoiceBands(_ points: Int, _ indentation: String) {
    if random.isOne(in: 2) {
      write(indentation + "计算 \(random.pick(answers))")
      write(indentation + "是 得满分")
      write(indentation + "否 得 \(part(of: points)) 分")
      return
    }
    let choice = random.pick(choices)
    write(indentation + "计算 \(choice.name)")
    for (index, value) in choice.values.shuffled(using: &random).enumerated() {
      let outcome =
        index == 0
        ? "得满分"
        : random.pick([
          "得 \(part(of: points)) 分 “说明”", "评定 \(part(of: points)) 至 \(part(of: points)) 分",
        ])
      write(indentation + "＝ \(value) \(outcome)")
    }
  }

  private mutating func writeItems(_ points: Int, _ indentation: String) {
    var rest = points
    while rest > 0 {
      let part = random.isOne(in: 3) ? rest : random.int(1...rest)
      let text = random.isOne(in: 2) ? " “要求”" : ""
      write(indentation + "要点 \(Self.fraction(part, 4)) 分 当 \(condition(1))\(text)")
      rest -= part
    }
  }

  private mutating func writeLadder(_ points: Int, _ indentation: String) {
    write(indentation + "取最高要点")
    write(indentation + "要点 \(Self.fraction(points, 4)) 分 当 \(condition(2))")
    for _ in 0..<random.int(1...3) {
      let part = Self.fraction(random.int(1...points), 4)
      write(indentation + "要点 \(part) 分 当 \(condition(1)) “层级”")
    }
  }

  private mutating func writeDeductions(_ points: Int, _ indentation: String) {
    for _ in 0..<random.int(1...3) {
      let part = Self.fraction(random.int(1...(points + 1)), 4)
      if random.isOne(in: 2) {
        write(indentation + "每 \(wholeCount()) 扣 \(part) 分 “每例”")
      } else {
        write(indentation + "扣 \(part) 分 当 \(condition(2))")
      }
    }
  }
}
