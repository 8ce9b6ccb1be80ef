/// A text in which ⟦ and ⟧ mark a range, so that tests name the marked text, not offsets.
struct Marked: CustomStringConvertible {
  let bytes: [UInt8]
  let range: Range<Int>
  let description: String

  init(_ text: String) {
    description = text
    var bytes: [UInt8] = []
    var start = 0
    var end = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "⟦": start = bytes.count
      case "⟧": end = bytes.count
      default: bytes.append(contentsOf: Array(String(scalar).utf8))
      }
    }
    self.bytes = bytes
    range = start..<max(start, end)
  }
}

/// SplitMix64: the same numbers from the same seed on every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Bytes with one to four random changes: replaced, inserted, removed, repeated or cut off.
func mutated(_ original: [UInt8], with generator: inout SeededGenerator) -> [UInt8] {
  let telling = Array("\"\\{}[]:,;\t\r\n'/*#-+.eEu0tfn =@".utf8) + [0, 0x80, 0xE2, 0xEF, 0xFF]
  var bytes = original
  for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    let other = Int.random(in: 0..<bytes.count, using: &generator)
    let byte = telling[Int.random(in: 0..<telling.count, using: &generator)]
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: bytes[place] = byte
    case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 2: bytes.insert(byte, at: place)
    case 3: bytes.removeSubrange(min(place, other)..<min(max(place, other), min(place, other) + 3))
    case 4: bytes.insert(contentsOf: bytes[min(place, other)..<max(place, other)], at: place)
    default: if place % 4 == 0 { bytes.removeSubrange(place...) } else { bytes.remove(at: place) }
    }
  }
  return bytes
}
