/// Writes random rulesets as text, so that the parser and the checker have their part in it.
///
/// What it writes is nearly always valid; what is not, the checker refuses, and the next seed is
/// taken. It aims at edges: ends of bands that meet ends of ranges, points that round, weights,
/// empty tables, figures that are zero.
struct RulesetWriter {
  /// What a number measures.
  enum Kind: CaseIterable {
    case number, ratio, money, count
  }

  /// A fact, a column or a definition that may stand in an expression.
  struct Figure {
    let name: String
    let kind: Kind
    /// Whether it is proven to be above zero.
    var isPositive = false
    /// Whether it is proven not to be below zero.
    var isNotNegative = false
  }

  struct Table {
    let name: String
    let figures: [Figure]
    let answer: String
    let rowsMin: Int
  }

  var random: RandomSource
  var lines: [String] = []
  var figures: [Figure] = []
  var answers: [String] = []
  var choices: [(name: String, values: [String])] = []
  var texts: [String] = []
  var dates: [String] = []
  var tables: [Table] = []
  var limits: [String] = []
  /// The indicators written so far, and those that have bands over a number.
  var indicators: [String] = []
  var measures: [(name: String, kind: Kind)] = []
  var headings: [String] = []
  /// The figures that a case before the method takes away at zero.
  var guarded: [Figure] = []
  var mayExclude = true
  var mayFillMissing = true
  /// Whether rules look at tables and texts, which are not computed in columns.
  var usesTablesAndTexts = true
  /// Inside an aggregate: the columns that may stand in it.
  var table: Table?

  /// A ruleset for a seed.
  static func text(
    seed: UInt64, mayFillMissing: Bool = true, usesTablesAndTexts: Bool = true
  ) -> String {
    var writer = RulesetWriter(random: RandomSource(seed: seed))
    writer.usesTablesAndTexts = usesTablesAndTexts
    writer.mayFillMissing = mayFillMissing && writer.random.isOne(in: 2)
    writer.mayExclude = writer.random.isOne(in: 2)
    writer.writeFacts()
    writer.writeDefinitions()
    let total = writer.writeHeadings()
    writer.writeWhole(total: total)
    return (writer.header(total: total) + writer.lines).joined(separator: "\n") + "\n"
  }

  private init(random: RandomSource) { self.random = random }

  mutating func write(_ line: String) { lines.append(line) }

  // MARK: Numbers

  static let pool = ["0", "0.1", "0.5", "1", "1.5", "2", "3", "10", "0.25", "7"]

  /// A constant of a kind, at values that are used again and again so that they meet.
  mutating func constant(_ kind: Kind, isPositive: Bool = false) -> String {
    let isNegative = !isPositive && random.isOne(in: 8)
    let value = isPositive ? random.pick(Array(Self.pool.dropFirst())) : random.pick(Self.pool)
    let signed = isNegative && value != "0" ? "-\(value)" : value
    switch kind {
    case .number: return signed
    case .ratio:
      let percents = ["5", "10", "20", "50", "90", "100", "150", "0.5"]
      return (isNegative ? "-" : "") + random.pick(percents) + "%"
    case .money:
      return signed + random.pick([" 万元", " 元", " 亿元", " 千元"])
    case .count: return value.contains(".") ? "4 人" : value + " 人"
    }
  }

  static func fraction(_ numerator: Int, _ denominator: Int) -> String {
    let whole = numerator / denominator
    let rest = numerator % denominator
    return rest == 0 ? "\(whole)" : "\(whole).\(rest * 100 / denominator)".trimmed
  }

  // MARK: Facts

  private mutating func writeFacts() {
    write("数据")
    for index in 0..<random.int(4...7) { writeFigure("数\(index)") }
    for index in 0..<random.int(1...3) {
      answers.append("问\(index)")
      write("  问\(index)：是否 “问题”")
    }
    for index in 0..<random.int(1...2) {
      let values = Array(["甲", "乙", "丙", "丁"].prefix(random.int(1...4)))
      choices.append(("档\(index)", values))
      write("  档\(index)：选项 \(values.joined(separator: "、"))")
    }
    texts = ["文0"]
    write("  文0：文本")
    dates = ["日0", "日1"]
    write("  日0：日期" + random.pick(["", "，从 2023-01-01 至 2023-12-31", "，不小于 2000-02-29"]))
    write("  日1：日期")
    if random.isOne(in: 2) {
      limits = ["限0", "限1"]
      write("  限0：数值")
      write("  限1：数值")
      write("次序 限0 \(random.pick(["＜", "≤"])) 限1")
    }
    guard usesTablesAndTexts else { return }
    for index in 0..<random.int(0...2) { writeTable("表\(index)") }
  }

  private mutating func writeFigure(_ name: String) {
    let figure = figure(name, random.pick(Kind.allCases))
    figures.append(figure.0)
    write("  \(name)：\(figure.1)")
  }

  private mutating func figure(_ name: String, _ kind: Kind) -> (Figure, String) {
    let type =
      switch kind {
      case .number: "数值"
      case .ratio: "比率"
      case .money: random.pick(["金额 万元", "金额", "金额 亿元"])
      case .count: "数量 人"
      }
    let isCount = kind == .count
    switch random.int(0...6) {
    case 0: return (Figure(name: name, kind: kind, isNotNegative: isCount), type)
    case 1: return (Figure(name: name, kind: kind, isNotNegative: true), type + "，不小于 0")
    case 2:
      let bound = kind == .money ? "，从 0 至 5 万元" : kind == .ratio ? "，从 0 至 100%" : "，从 0 至 7"
      return (Figure(name: name, kind: kind, isNotNegative: true), type + bound)
    case 3 where !isCount:
      let bound = kind == .money ? "，从 -5 万元 至 5 万元" : "，从 -2 至 3"
      return (Figure(name: name, kind: kind), type + bound)
    case 4:
      let bound = kind == .money ? "，大于 0，小于 3 万元" : "，大于 0，小于 3"
      return (Figure(name: name, kind: kind, isPositive: true, isNotNegative: true), type + bound)
    default:
      let bound = isCount ? "，不小于 1" : "，大于 0"
      return (Figure(name: name, kind: kind, isPositive: true, isNotNegative: true), type + bound)
    }
  }

  private mutating func writeTable(_ name: String) {
    let rowsMin = random.pick([0, 1, 3])
    write(rowsMin == 0 ? "表 \(name)" : "表 \(name)，不少于 \(rowsMin) 行")
    var columns: [Figure] = []
    for index in 0..<random.int(1...3) {
      let figure = figure("列\(index)", random.pick(Kind.allCases))
      columns.append(figure.0)
      write("  列\(index)：\(figure.1)")
    }
    write("  成：是否")
    tables.append(Table(name: name, figures: columns, answer: "成", rowsMin: rowsMin))
  }

  private mutating func writeDefinitions() {
    for index in 0..<random.int(0...3) {
      let kind = random.pick(Kind.allCases)
      write("定义 定\(index) ＝ \(number(kind, 2))")
      figures.append(Figure(name: "定\(index)", kind: kind))
    }
    for index in 0..<random.int(0...2) {
      write("定义 判\(index) ＝ \(condition(2))")
      answers.append("判\(index)")
    }
    for index in 0..<random.int(0...2) {
      let kind = random.pick([Kind.number, .ratio])
      write("参数 参\(index) ＝ \(constant(kind, isPositive: true)) “标准”")
      figures.append(
        Figure(name: "参\(index)", kind: kind, isPositive: true, isNotNegative: true))
    }
  }

  private mutating func header(total: Int) -> [String] {
    let modes = ["四舍五入", "四舍六入五成双", "五舍六入", "只入不舍", "只舍不入", "向上取整", "向下取整"]
    var header = ["规则集 随机", "  年度 2023", "  总分 \(Self.fraction(total, 4)) 分"]
    if random.isOne(in: 2) {
      header.append("  得分 保留 \(random.pick(["0.01", "1", "0.5", "0.3"])) \(random.pick(modes))")
    }
    if isTotalRounded {
      header.append("  总分 保留 \(random.pick(["0.1", "1", "0.25", "3"])) \(random.pick(modes))")
    }
    return header
  }

  var isTotalRounded: Bool { lines.contains { $0.hasPrefix("等次 按") } }
}

extension String {
  /// A decimal without zeros at its end.
  var trimmed: String {
    var text = Substring(self)
    while text.last == "0" { text.removeLast() }
    return String(text)
  }
}
