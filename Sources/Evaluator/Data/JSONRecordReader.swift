import ExactNumbers
import RuleLang
import Tabular

/// Reads records from JSON: one, a list of them, or one a line.
struct JSONRecordReader {
  private let file: Int
  private let defaults: DataDefaults
  private var found = FindingList()

  private init(file: Int, _ defaults: DataDefaults) {
    self.file = file
    self.defaults = defaults
  }

  static func readDocument(_ source: SourceFile, index: Int, into data: inout DataSet) {
    do {
      let node = try JSONParser.parse(source.bytes)
      if case .array(let elements) = node.value {
        data.records = elements.map { record($0, file: index, data.defaults) }
      } else {
        data.records = [record(node, file: index, data.defaults)]
      }
    } catch {
      data.diagnostics.append(diagnostic(error, file: index))
    }
  }

  /// The records of JSON lines.
  static func records(
    inLines bytes: [UInt8], file: Int, _ defaults: DataDefaults
  ) -> [RawRecord] {
    JSONLines.lineRanges(bytes).map { record(inLine: $0, of: bytes, file: file, defaults) }
  }

  /// The record of one of JSON lines.
  static func record(
    inLine line: Range<Int>, of bytes: [UInt8], file: Int, _ defaults: DataDefaults
  ) -> RawRecord {
    do {
      return record(try JSONLines.parse(bytes, line: line), file: file, defaults)
    } catch {
      return broken(error, line: line, file: file)
    }
  }

  /// A record whose line is not JSON.
  static func broken(_ error: JSONError, line: Range<Int>, file: Int) -> RawRecord {
    // Of a line that is too long, the end need not be there.
    let range = error.reason == .lineTooLong ? error.range : line
    var broken = RawRecord(
      place: SourceRange(file: file, lower: range.lowerBound, upper: range.upperBound))
    broken.diagnostics = [diagnostic(error, file: file)]
    return broken
  }

  private static func diagnostic(_ error: JSONError, file: Int) -> Diagnostic {
    Finding.brokenJSON(error).at(
      SourceRange(file: file, lower: error.range.lowerBound, upper: error.range.upperBound))
  }

  private static func record(
    _ node: JSONNode, file: Int, _ defaults: DataDefaults
  ) -> RawRecord {
    var reader = JSONRecordReader(file: file, defaults)
    return reader.record(node)
  }

  private mutating func record(_ node: JSONNode) -> RawRecord {
    let raw = value(node)
    var record = RawRecord(place: raw.range)
    guard case .object(let object) = raw.content else {
      found.add(.recordNotObject(), at: raw.range)
      record.diagnostics = found.diagnostics
      return record
    }
    let members = found.members(of: object, among: DataWord.ofRecord)
    let start = SourceRange(file: file, lower: raw.range.lower, upper: raw.range.lower + 1)
    record.anchor = members[.department]?.value.range ?? start
    record.department = department(members[.department], at: start)
    (record.fiscalYear, record.fiscalYearPlace) = fiscalYear(
      members[.fiscalYear], at: record.anchor)
    (record.scheme, record.schemePlace) = scheme(members[.ruleset], at: record.anchor)
    (record.evaluationDay, record.evaluationDayPlace) = day(
      members[.evaluationDate], at: record.anchor)
    record.unit = members[.unit]?.value
    record.facts = objectMembers(members[.facts])
    record.sources = objectMembers(members[.sources])
    record.judgments = objectMembers(members[.judgments])
    record.claims = objectMembers(members[.claims])
    defaults.complete(&record)
    record.diagnostics = found.diagnostics
    return record
  }

  private mutating func department(_ member: RawMember?, at start: SourceRange) -> String? {
    guard let member, !member.value.isMissing else {
      found.add(.missingDepartment(), at: start)
      return nil
    }
    guard case .text(let text) = member.value.content else {
      found.add(.wrongKind(member.name, zh: "文字", en: "a string"), at: member.value.range)
      return nil
    }
    let name = text.asName
    if name.isEmpty { found.add(.missingDepartment(), at: member.value.range) }
    return name.isEmpty ? nil : name
  }

  private mutating func fiscalYear(
    _ member: RawMember?, at anchor: SourceRange
  ) -> (Int?, SourceRange) {
    guard let member, !member.value.isMissing else {
      if let year = defaults.fiscalYear { return (year, anchor) }
      found.add(.missingFiscalYear(), at: anchor)
      return (nil, anchor)
    }
    let place = member.value.range
    switch member.value.content {
    case .number(let text), .text(let text):
      if text.withoutOuterSpace.isEmpty {
        if let year = defaults.fiscalYear { return (year, anchor) }
        found.add(.missingFiscalYear(), at: place)
        return (nil, place)
      }
      let year = YearText.year(text)
      if year == nil { found.add(.malformedYear(text), at: place) }
      return (year, place)
    default:
      found.add(.wrongKind(member.name, zh: "年份", en: "a year"), at: place)
      return (nil, place)
    }
  }

  private mutating func scheme(
    _ member: RawMember?, at anchor: SourceRange
  ) -> (String?, SourceRange) {
    guard let member, !member.value.isMissing else { return (nil, anchor) }
    guard case .text(let text) = member.value.content else {
      found.add(.wrongKind(member.name, zh: "文字", en: "a string"), at: member.value.range)
      return (nil, member.value.range)
    }
    let name = text.asName
    return (name.isEmpty ? nil : name, member.value.range)
  }

  private mutating func day(
    _ member: RawMember?, at anchor: SourceRange
  ) -> (Date?, SourceRange) {
    guard let member, !member.value.isMissing else { return (nil, anchor) }
    let place = member.value.range
    guard case .text(let text) = member.value.content else {
      found.add(.wrongKind(member.name, zh: "日期", en: "a date"), at: place)
      return (nil, place)
    }
    let trimmed = text.withoutOuterSpace
    let day = Date(text: trimmed)
    if day == nil, !trimmed.isEmpty { found.add(.malformedDay(text), at: place) }
    return (day, place)
  }

  private mutating func objectMembers(_ member: RawMember?) -> [RawMember] {
    guard let member, !member.value.isMissing else { return [] }
    guard case .object(let members) = member.value.content else {
      found.add(
        .wrongKind(member.name, zh: "{ \"名称\": 值 }", en: "an object { \"name\": value }"),
        at: member.value.range)
      return []
    }
    return members
  }

  /// The value of a node, with names in NFC; nodes nest at most `JSONParser.depthMax` deep.
  private func value(_ node: JSONNode) -> RawValue {
    let content: RawValue.Content =
      switch node.value {
      case .null: .missing
      case .boolean(let boolean): .boolean(boolean)
      case .number(let text): .number(text)
      case .string(let text): .text(text)
      case .array(let elements): .list(elements.map(value))
      case .object(let members):
        .object(
          members.map { member in
            RawMember(
              name: member.name.asName, nameRange: place(member.nameRange),
              value: value(member.value))
          })
      }
    return RawValue(content: content, range: place(node.range))
  }

  private func place(_ range: Range<Int>) -> SourceRange {
    SourceRange(file: file, lower: range.lowerBound, upper: range.upperBound)
  }
}

/// Years as data write them.
enum YearText {
  /// The year of `2023`, `２０２３`, `2023年` or `2023年度`.
  static func year(_ text: String) -> Int? {
    var digits = text.withoutOuterSpace
    for suffix in ["年度", "年"] where digits.hasSuffix(suffix) {
      digits = String(digits.dropLast(suffix.count))
      break
    }
    guard digits.utf8.count <= 12,
      let year = (try? DecimalText.parse(digits, multipliers: false))?.machineWord,
      (1000...9999).contains(year)
    else { return nil }
    return year
  }
}
