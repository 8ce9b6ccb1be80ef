import ExactNumbers
import RuleLang

@testable import Columnar
@testable import Evaluator

/// Writes random records as JSON lines, the way people and programs write them.
struct LineWriter {
  private let ruleset: Ruleset
  private var random: RandomSource
  private var records: RecordWriter
  /// One line in so many has something that nobody expects.
  private let oddity: Int
  private let space: String
  private let unit: String?
  private let statesScheme: Bool
  private let statesYear: Bool
  private var factOrder: [Int]
  private let isEscapedKeys: Bool
  private var decimals: [Int]

  init(_ ruleset: Ruleset, seed: UInt64) {
    self.ruleset = ruleset
    random = RandomSource(seed: seed ^ 0x15E)
    records = RecordWriter(ruleset, seed: seed)
    oddity = random.pick([2, 6, 30])
    space = random.pick(["", "", " ", "\t", "  "])
    unit = random.pick(["万元", "万元", "元", "亿元", nil])
    statesScheme = random.isOne(in: 5)
    statesYear = !random.isOne(in: 8)
    isEscapedKeys = random.isOne(in: 20)
    factOrder = Array(ruleset.facts.indices)
    if random.isOne(in: 3) { factOrder.shuffle(using: &random) }
    decimals = []
    for _ in ruleset.facts { decimals.append(random.pick([0, 1, 2, 2, 2, 3, 4])) }
  }

  /// So many lines.
  mutating func lines(rowCount: Int) -> String {
    let lineEnd = random.pick(["\n", "\n", "\r\n"])
    var text = ""
    for row in 0..<rowCount {
      text += line(row)
      if row + 1 < rowCount || !random.isOne(in: 3) { text += lineEnd }
      if random.isOne(in: 12) { text += random.pick(["", " ", "\t ", "\r"]) + lineEnd }
    }
    return text + random.pick(["", "", "\n", "\r", " "])
  }

  private mutating func line(_ row: Int) -> String {
    let record = RecordBlocks.plain(records.complete(), ruleset)
    let wild = random.isOne(in: 12) ? records.complete() : record
    var order = factOrder
    if random.isOne(in: 2 * oddity) { order.shuffle(using: &random) }
    if random.isOne(in: 2 * oddity) { order.removeAll { _ in random.isOne(in: 8) } }
    var facts: [(String, String)] = []
    for index in order {
      let source = random.isOne(in: 10) ? wild : record
      facts.append((ruleset.facts[index].name, value(index, source)))
    }
    if !facts.isEmpty, random.isOne(in: oddity) {
      facts[random.int(0...(facts.count - 1))].1 = random.pick(Self.odd)
    }
    if random.isOne(in: 4 * oddity) { facts.append((random.pick(["没有的", "部门", "单 位"]), "1")) }
    if !facts.isEmpty, random.isOne(in: 8 * oddity) {
      facts.append((facts[random.int(0...(facts.count - 1))].0, "1"))
    }
    var members: [(String, String)] = [(random.pick(["部门", "department"]), department(row))]
    if statesYear || random.isOne(in: oddity) {
      members.append(("fiscalYear", random.isOne(in: 30) ? random.pick(Self.oddYears) : "2023"))
    }
    if statesScheme != random.isOne(in: 4 * oddity) {
      let name = random.isOne(in: 20) ? random.pick(["别的", "", "随机 "]) : ruleset.name
      members.append((random.pick(["ruleset", "ruleset", "规则集"]), quoted(name)))
    }
    if let unit { members.append(("unit", quoted(unit))) }
    members.append(("facts", object(facts)))
    if random.isOne(in: 2 * oddity) { members.append(random.pick(Self.oddMembers)) }
    if random.isOne(in: 4 * oddity) {
      members[random.int(0...(members.count - 1))].1 = random.pick(Self.odd)
    }
    if random.isOne(in: 4 * oddity) { members.shuffle(using: &random) }
    return damaged(object(members))
  }

  private mutating func damaged(_ line: String) -> String {
    switch random.int(0...(12 * oddity)) {
    case 0: return String(line.dropLast())
    case 1: return line + "}"
    case 2: return line + " "
    case 3: return " \t" + line
    case 4: return line.replacingFirst(":", with: " : ")
    case 5: return line.replacingFirst(",", with: ",,")
    case 6: return "[" + line + "]"
    case 7: return line.replacingFirst("{", with: "")
    case 8: return random.pick(["null", "{}", "5", "\"\"", "x", "{\"facts\":{}}", "[]", "{ }"])
    case 9: return line.replacingFirst("\"", with: "“")
    default: return line
    }
  }

  private mutating func object(_ members: [(String, String)]) -> String {
    let pairs = members.map { "\(key($0)):\(space)\($1)" }
    return "{" + pairs.joined(separator: ",\(space)") + "}"
  }

  private func key(_ name: String) -> String {
    guard isEscapedKeys, let first = name.unicodeScalars.first, first.value > 0xFFF else {
      return quoted(name)
    }
    let rest = String(String.UnicodeScalarView(name.unicodeScalars.dropFirst()))
    return "\"\\u" + String(first.value, radix: 16) + rest + "\""
  }

  private func quoted(_ text: String) -> String { "\"\(text)\"" }

  private static let oddYears = ["2024", "\"2023\"", "\"2023年\"", "null", "\"\"", "2023.0", "true"]

  private static let oddMembers: [(String, String)] = [
    ("notes", "\"说明\""), ("notes", "[1,{\"a\":2}]"), ("备注", "\"一\\n二\""), ("备注", "5"),
    ("evaluationDate", "null"), ("评价日期", "\"\""), ("evaluationDate", "\"2023-12-31\""),
    ("sources", "{}"), ("judgments", "{}"), ("claims", "{\"total\":\"5\"}"), ("unit", "\"元\""),
    ("unit", "null"), ("单位", "\"万元\""), ("别的", "1"), ("facts", "{}"), ("数据", "null"),
    ("ruleset", "null"),
    ("fiscalYear", "2023"), ("年度", "null"), ("judgments", "{\"没有\":\"5\"}"),
  ]

  /// What may stand for any value.
  private static let odd = [
    "null", "\"\"", "\" \"", "0", "1", "-1", "-0", ".5", "5.", "+3", "007", "00", "-01", "1e5",
    "1E2",
    "\"１２\"", "\"1e5\"", "\"−5\"", "-", "--1", "1.2.3", "1 2", "\"25,274.07\"", "\"8 人\"", "\"3%\"",
    "\" 7\"", "\"2 万元\"", "\"1 亿元\"", "99999999999999999", "999999999999999999",
    "1000000000000000000", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
    "18446744073709551616", "170141183460469231731687303715884105727",
    "170141183460469231731687303715884105728", "-170141183460469231731687303715884105728",
    "0.000000001", "0.0000000001", "123456789012345678.12", "1.50000000000000", "0.10", "-0.0",
    "\"是\"", "\"否\"", "\"yes\"", "true", "false", "\"true\"", "truex", "nul", "True", "\"甲\"",
    "\"2023-02-29\"", "\"2023-03-01\"", "\"2023年3月1日\"", "20230301", "\"a\\u0062\"", "\"甲\\n乙\"",
    "\"\\\"\"", "\"a\tb\"", "[]", "[1]", "{}", "{\"value\":1}",
    "{\"value\":\"1\",\"source\":\"表\"}",
    "{\"values\":[1,2],\"use\":1,\"reason\":\"x\"}", "-5", "2.5", "100", "1,", "\"未完", "5}",
    "\"𠀀\"",
  ]

  private mutating func value(_ index: Int, _ record: Record) -> String {
    switch (record.facts[index], ruleset.facts[index].type) {
    case (.number(let value)?, .date): quoted(Date(dayNumber: value.machineWord ?? 0).description)
    case (.number(let value)?, .number(let type)): number(value, index, type)
    case (.boolean(let value)?, _):
      random.isOne(in: 8) ? quoted(random.pick(value ? ["是", "yes"] : ["否", "no"])) : "\(value)"
    case (.choice(let choice)?, .choice(let names)): quoted(names[choice])
    case (.text(let text)?, _): quoted(text)
    default: "null"
    }
  }

  private mutating func number(_ value: Rational, _ index: Int, _ type: NumberType) -> String {
    let factor = unit.flatMap { ruleset.units[$0]?.factor } ?? .one
    let isMoney = type.dimension == .money
    let count = isMoney ? value.divided(by: factor) ?? value : value
    var text =
      random.isOne(in: 30)
      ? count.decimalText ?? count.decimalText(places: 9)
      : count.decimalText(places: type.isWhole ? 0 : decimals[index])
    // Most programs write no zeros at the end.
    if random.isOne(in: 3), text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    if isMoney, unit == nil { return quoted(text + " 元") }
    switch random.int(0...40) {
    case 0: return text + random.pick([" ", "0", ".0", "e0"])
    case 1: return quoted(text)
    case 2: return quoted(text + random.pick(["%", " 人", " 元"]))
    default: return text
    }
  }

  private mutating func department(_ row: Int) -> String {
    guard random.isOne(in: 6) else { return quoted("第\(row)局") }
    return random.pick([
      "\"局,\(row)\"", "\"局\\\"\(row)\"", "\"=\(row)\"", "\"-\(row)\"", "\"@\(row)\"",
      "\"\(row)e\u{301}\"",
      "\"é\(row)\"", "\" 局\(row) \"", "\"局\\t\(row)\"", "\"局 \(row)\"", "\"Bureau \(row)\"",
      "\"局\(row);乙\"", "\"两\\n行\(row)\"", "\"𠀀\(row)\"", "\"가\(row)\"", "\"\u{3000}局\(row)\"",
      "\"\u{FEFF}局\(row)\"", "\"局\(row)\u{7F}\"", "\"局\(row)\\\\\"", "\"第0局\"", "\"+\(row)\"",
      "\"\"",
      "\(row)", "null", "\"局\(row)（本级）\"", "\"\\u5c40\(row)\"", "\"局\(row)\u{85}\"", "\"'\(row)\"",
    ])
  }
}

extension String {
  /// The text with another in the place of the first of something.
  fileprivate func replacingFirst(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return replacingCharacters(in: range, with: other)
  }

  private func firstRange(of part: String) -> Range<Index>? {
    ranges(of: part).first
  }

  private func replacingCharacters(in range: Range<Index>, with other: String) -> String {
    self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}
