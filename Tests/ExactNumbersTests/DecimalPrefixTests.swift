import ExactNumbers
import Testing

@Suite struct DecimalPrefixTests {
  /// What a number at the start of a text is, and what follows it.
  struct Row: Sendable {
    let number: String
    let rest: String
    let value: String
    var form = DecimalText.Form.plain
    var fractionDigits = 0
    var hasGrouping = false
    var hasMultiplier = false
  }

  static let rows: [Row] = [
    Row(number: "7", rest: "", value: "7"),
    Row(number: "7", rest: " 元", value: "7"),
    Row(number: "1.50", rest: "x", value: "1.5", fractionDigits: 2),
    Row(number: "1.5", rest: ".", value: "1.5", fractionDigits: 1),
    Row(number: "1.5", rest: ". 2", value: "1.5", fractionDigits: 1),
    Row(number: "1", rest: ", 2", value: "1"),
    Row(number: "1", rest: "，其中", value: "1"),
    Row(number: "1,000", rest: ",", value: "1000", hasGrouping: true),
    Row(number: "1,000.25", rest: "元", value: "1000.25", fractionDigits: 2, hasGrouping: true),
    Row(number: "90%", rest: "以上", value: "0.9", form: .percent),
    Row(number: "99.5％", rest: "%", value: "0.995", form: .percent, fractionDigits: 1),
    Row(number: "-3‰", rest: "", value: "-0.003", form: .permille),
    Row(number: "1.5万", rest: "元", value: "15000", fractionDigits: 1, hasMultiplier: true),
    Row(number: "3亿", rest: "元", value: "300000000", hasMultiplier: true),
    Row(number: "3万亿", rest: "万", value: "3000000000000", hasMultiplier: true),
    Row(number: "5", rest: "e3", value: "5"),
    Row(number: "5", rest: "-3", value: "5"),
    Row(number: "5", rest: "–8", value: "5"),
    Row(number: "５０", rest: "年", value: "50"),
  ]

  @Test(arguments: rows)
  func readsTheLongestNumber(row: Row) throws {
    for before in ["", "共", "a,"] {
      let bytes = Array((before + row.number + row.rest).utf8)
      let prefix = try DecimalText.parsePrefix(bytes, from: before.utf8.count)
      #expect(prefix.value.description == row.value)
      #expect(prefix.form == row.form)
      #expect(prefix.fractionDigits == row.fractionDigits)
      #expect(prefix.hasGrouping == row.hasGrouping)
      #expect(prefix.hasMultiplier == row.hasMultiplier)
      #expect(prefix.end == (before + row.number).utf8.count)
    }
  }

  /// A number is the same however many digits it has and whatever ends it: with a sign before it,
  /// it is read by other code.
  @Test(arguments: [
    "", " ", "\n", "\r\n", ")", ",", ", ", ", 7", ".", "x", "元", "e1", "1.2.3", ". ",
  ])
  func plainNumbersAreReadAlike(rest: String) {
    let digits = "0123456789012345678901234567890"
    for count in 0...25 {
      for point in 0...(count + 1) {
        let number = digits.dropFirst(1).prefix(count)
        let text = number.prefix(point) + (point <= count ? "." : "") + number.dropFirst(point)
        let plain = Result { try DecimalText.parsePrefix(Array((text + rest).utf8)) }
        let signed = Result { try DecimalText.parsePrefix(Array(("+" + text + rest).utf8)) }
        switch (plain, signed) {
        case (.success(let first), .success(let second)):
          #expect(first.value == second.value)
          #expect(first.fractionDigits == second.fractionDigits)
          #expect(first.end == second.end - 1)
        case (.failure, .failure): break
        default: Issue.record("\(text + rest) is a number with its sign alone, or without")
        }
      }
    }
  }

  @Test func startsOutsideTheBytesAreEmpty() {
    let bytes = Array("12".utf8)
    #expect(throws: DecimalTextError(reason: .empty, offset: 0)) {
      try DecimalText.parsePrefix(bytes, from: -1)
    }
    for start in [2, 3, Int.max] {
      #expect(throws: DecimalTextError(reason: .empty, offset: 2)) {
        try DecimalText.parsePrefix(bytes, from: start)
      }
    }
  }

  /// Bytes that are no text, cut symbols among them, are refused or end the number.
  @Test(arguments: SeededGenerator.seeds)
  func anyBytesAreReadOrRefused(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] = [
      [0xEF], [0xEF, 0xBC], [0xEF, 0xBC, 0x90], [0xE4, 0xB8, 0x87], [0xE4, 0xBA, 0xBF], [0xE4],
      [0xE2, 0x80, 0xB0], [0xE2, 0x88, 0x92], [0xFF], [0x80], Array("1".utf8), Array("23".utf8),
      Array("456".utf8), Array(",".utf8), Array(".".utf8), Array("e".utf8), Array("-".utf8),
      Array("%".utf8), Array(" ".utf8),
    ]
    for _ in 0..<2000 {
      let count = Int.random(in: 0..<10, using: &generator)
      let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &generator) ?? [] }
      do {
        let prefix = try DecimalText.parsePrefix(bytes, exponents: true)
        expect(prefix.end > 0 && prefix.end <= bytes.count, "\(bytes)")
        let again = try DecimalText.parsePrefix(Array(bytes[..<prefix.end]), exponents: true)
        expect(again == prefix, "\(bytes)")
      } catch {
        expect(error.offset >= 0 && error.offset <= bytes.count, "\(bytes)")
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds)
  func readsWhatNumbersPrint(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let power = BigInteger.powerOfTen(Int.random(in: 0..<25, using: &generator))
      let number = generator.bigInteger(words: 2)
      let value = try #require(Rational(numerator: number, denominator: power))
      try expect(DecimalText.parse(value.description) == value, "\(value)")
      try expect(DecimalText.parse(value.groupedText(places: nil)) == value, "\(value)")
    }
  }
}
