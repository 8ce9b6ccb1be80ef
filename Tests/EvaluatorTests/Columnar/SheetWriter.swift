import ExactNumbers
import RuleLang

@testable import Columnar
@testable import Evaluator

/// Writes random records as sheets, the way people and programs write them.
struct SheetWriter {
  private enum Column {
    case department, year, scheme, day, note
    case fact(Int, unit: Rational, decimals: Int)
    case judgment(Int)
    case reason(Int)
  }

  private let ruleset: Ruleset
  private var random: RandomSource
  private var records: RecordWriter
  private var columns: [Column] = []
  private var header: [String] = []
  private let separator: String
  /// One row in so many has something that nobody expects.
  private let oddity: Int

  init(_ ruleset: Ruleset, seed: UInt64) {
    self.ruleset = ruleset
    random = RandomSource(seed: seed ^ 0xC5F)
    records = RecordWriter(ruleset, seed: seed)
    separator = random.pick([",", ",", ";", "\t"])
    oddity = random.pick([3, 10, 50])
    chooseColumns()
  }

  private mutating func chooseColumns() {
    add(.department, "部门")
    if !random.isOne(in: 12) { add(.year, random.pick(["年度", "fiscalYear"])) }
    if random.isOne(in: 5) { add(.scheme, "规则集") }
    if random.isOne(in: 5) { add(.day, "评价日期") }
    for (index, fact) in ruleset.facts.enumerated() where !random.isOne(in: 60) {
      let decimals = random.pick([0, 1, 2, 2, 2, 3, 4])
      guard fact.type.number?.dimension == .money else {
        add(.fact(index, unit: .one, decimals: decimals), fact.name)
        continue
      }
      let unit = random.pick(["万元", "万元", "元", "亿元"])
      let factor = ruleset.units[unit]?.factor ?? .one
      add(.fact(index, unit: factor, decimals: decimals), "\(fact.name)（\(unit)）")
    }
    for (index, indicator) in ruleset.indicators.enumerated() {
      guard !indicator.method.judgedSpans(points: indicator.points).isEmpty else { continue }
      add(.judgment(index), random.pick(["评定:\(indicator.name)", "\(indicator.name)（评定）"]))
      if !random.isOne(in: 5) { add(.reason(index), "理由:\(indicator.name)") }
    }
    if random.isOne(in: 4) { add(.note, "说明") }
    guard random.isOne(in: 3) else { return }
    var order = Array(columns.indices)
    order.shuffle(using: &random)
    (columns, header) = (order.map { columns[$0] }, order.map { header[$0] })
  }

  private mutating func add(_ column: Column, _ name: String) {
    columns.append(column)
    header.append(name)
  }

  /// A sheet with so many rows.
  mutating func sheet(rowCount: Int) -> String {
    let lineEnd = random.pick(["\n", "\n", "\r\n", "\r"])
    var text = header.joined(separator: separator) + lineEnd
    for row in 0..<rowCount {
      text += line(row)
      if row + 1 < rowCount || !random.isOne(in: 3) { text += lineEnd }
      if random.isOne(in: 20) {
        let empty = Array(repeating: "", count: columns.count).joined(separator: separator)
        text += random.pick(["", " ", empty, "\"\"" + empty, "　"]) + lineEnd
      }
    }
    return text + random.pick(["", "", "", "\r", "\n", " "])
  }

  private mutating func line(_ row: Int) -> String {
    let record = RecordBlocks.plain(records.complete(), ruleset)
    let wild = random.isOne(in: 12) ? records.complete() : record
    var fields = columns.map { field($0, row, random.isOne(in: 10) ? wild : record) }
    if random.isOne(in: oddity) {
      fields[random.int(0...(fields.count - 1))] = random.pick(Self.odd)
    }
    switch random.int(0...(8 * oddity)) {
    case 0: fields.removeLast()
    case 1: fields += ["", ""]
    case 2: fields += ["多"]
    case 3: fields[0] = "没有闭合\"" + fields[0]
    case 4: fields[fields.count - 1] = "\"没有闭合"
    case 5: fields[random.int(0...(fields.count - 1))] += "\""
    default: break
    }
    return fields.joined(separator: separator)
  }

  /// What may stand in any cell.
  private static let odd = [
    "", " ", "\"\"", "\" \"", "　", "0", "1", "-1", "-0", ".5", "5.", "+3", "007", "00", "1e5", "１２",
    "３．５", "−5", "-", "--1", "1.2.3", "1 2", "\"25,274.07\"", "\"1,2\"", "8 人", "3%", "\"3\"", " 7",
    "7 ", "7\t", "2 万元", "1 亿元", "99999999999999999", "999999999999999999", "1000000000000000000",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616",
    "170141183460469231731687303715884105727", "170141183460469231731687303715884105728",
    "0.000000001", "0.0000000001", "123456789012345678.12", "0000000000000000000001",
    "1.50000000000000",
    "是", "否", "yes", "No", "true", "false", "是的", "yess", "甲", "甲乙", "2023-02-29", "2023-03-01",
    "2023年3月1日", "x", "\u{7F}", "a\u{B}", "n/a", "缺失", "-5", "2.5", "100",
  ]

  private mutating func field(_ column: Column, _ row: Int, _ record: Record) -> String {
    switch column {
    case .department: department(row)
    case .year: random.isOne(in: 40) ? random.pick(["2024", "2023年", "", " 2023"]) : "2023"
    case .scheme: random.isOne(in: 20) ? random.pick(["", "别的", "随机 "]) : ruleset.name
    case .day: random.isOne(in: 8) ? random.pick(["2023-12-31", "2024-01-32", " "]) : ""
    case .note: random.pick(["", "说明", "\"有\(separator)逗号\"", "\"行\n行\"", "\"\"\"引\"\"\""])
    case .reason: random.isOne(in: 8) ? random.pick(["", " ", "　", "\"\"", "\" \""]) : "酌情"
    case .judgment(let index):
      record.judgments[index].map { number($0.points, .one, 4) } ?? ""
    case .fact(let index, let unit, let decimals):
      switch (record.facts[index], ruleset.facts[index].type) {
      case (.number(let value)?, .date): Date(dayNumber: value.machineWord ?? 0).description
      case (.number(let value)?, .number(let type)):
        number(value, unit, type.isWhole ? 0 : decimals)
      case (.boolean(let value)?, _): random.pick(value ? Self.yes : Self.no)
      case (.choice(let choice)?, .choice(let names)): names[choice]
      case (.text(let text)?, _): text
      default: ""
      }
    }
  }

  private static let yes = ["是", "是", "yes", "true"]
  private static let no = ["否", "否", "no", "false"]

  private mutating func department(_ row: Int) -> String {
    guard random.isOne(in: 6) else { return "第\(row)局" }
    let name = random.pick([
      "\"局,\(row)\"", "\"局\"\"\(row)\"", "=\(row)", "'=\(row)", "-\(row)", "@\(row)",
      "\(row)e\u{301}", "é\(row)",
      " 局\(row) ", "局\(row)\t", "局 \(row)", "Bureau \(row)", "局\(row);乙", "\"两\n行\(row)\"",
      "𠀀\(row)",
      "가\(row)", "\u{3000}局\(row)", "局\(row)\u{3000}", "\u{FEFF}局\(row)", "㐀\(row)",
      "局\(row)\u{7F}", "豈\(row)",
      "局\(row)\u{B}", "\u{1}\(row)", "第0局", "+\(row)", "局\(row)'", "\"\"", "\(row)",
      "局\(row)\u{85}",
    ])
    return name.contains(separator) && !name.hasPrefix("\"") ? "\"\(name)\"" : name
  }

  private mutating func number(_ value: Rational, _ unit: Rational, _ decimals: Int) -> String {
    let count = value.divided(by: unit) ?? value
    let text =
      random.isOne(in: 30)
      ? count.decimalText ?? count.decimalText(places: 9) : count.decimalText(places: decimals)
    switch random.int(0...40) {
    case 0: return text + random.pick([" ", "\t", "0", ".0"])
    case 1: return "\"\(text)\""
    case 2 where unit == .one: return text + random.pick(["%", " 人", " 元"])
    default: return separator == "," || !text.contains(",") ? text : "\"\(text)\""
    }
  }
}
