@testable import RuleLang

/// Damages rule files: single bytes, whole tokens and whole lines.
struct Mutator {
  private(set) var random: RandomSource
  private let pool: [String]

  /// A mutator that takes pieces from some texts.
  init(seed: UInt64, texts: [String]) {
    random = RandomSource(seed: seed)
    pool = texts.flatMap { Self.tokens(of: $0) }
  }

  private static func tokens(of text: String) -> [String] {
    let source = SourceFile(path: "text", text: text)
    return Lexer.lex(source, file: 0).tokens.map { source.text($0.lower..<$0.upper) }
  }

  /// A text with a few things changed.
  mutating func mutated(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0..<random.pick([1, 1, 1, 2, 3, 6]) {
      switch random.int(0...5) {
      case 0: changeByte(of: &bytes)
      case 1, 2: changeLine(of: &bytes)
      default: changeToken(of: &bytes)
      }
    }
    return bytes
  }

  private mutating func changeByte(of bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = random.int(0...(bytes.count - 1))
    switch random.int(0...4) {
    case 0: bytes[place] = UInt8(random.int(0...255))
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(UInt8(random.int(0...255)), at: place)
    case 3: bytes.removeSubrange(place..<min(bytes.count, place + random.int(1...40)))
    default: bytes.removeSubrange(place...)
    }
  }

  private mutating func changeToken(of bytes: inout [UInt8]) {
    var tokens = Self.tokens(of: String(decoding: bytes, as: UTF8.self))
    guard !tokens.isEmpty else { return }
    let place = random.int(0...(tokens.count - 1))
    switch random.int(0...5) {
    case 0: tokens.remove(at: place)
    case 1: tokens.insert(tokens[place], at: place)
    case 2: tokens.insert(random.pick(pool), at: place)
    case 3: tokens.swapAt(place, random.int(0...(tokens.count - 1)))
    case 4:
      let numbers = ["0", "-1", "1", "0.5", "100%", "1 万元", "99999999999999999999999", "1 个百分点"]
      tokens[place] = random.pick(numbers)
    default: tokens[place] = random.pick(pool)
    }
    bytes = Array(tokens.joined().utf8)
  }

  private mutating func changeLine(of bytes: inout [UInt8]) {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
    let place = random.int(0...(lines.count - 1))
    let other = random.int(0...(lines.count - 1))
    switch random.int(0...3) {
    case 0: lines.remove(at: place)
    case 1: lines.insert(lines[other], at: place)
    case 2: lines.swapAt(place, other)
    default: lines[place] += lines[other]
    }
    bytes = Array(lines.joined(separator: [10]))
  }
}
