/// Finding a text in another by its bytes.
///
/// `contains` and `replacing` of the standard library take a text too, but stand in the library of
/// regular expressions. Whoever calls them makes it a part of the program, which then takes longer
/// to start.
extension String {
  /// Whether another text is a part of it.
  package func hasPart(_ part: String) -> Bool {
    part.utf8.isEmpty || Array(utf8).firstPlace(of: Array(part.utf8), from: 0) != nil
  }

  /// The text with another in the place of each part that is the same.
  package func replacingParts(_ part: String, with other: String) -> String {
    let (bytes, wanted) = (Array(utf8), Array(part.utf8))
    var result: [UInt8] = []
    var start = 0
    while !wanted.isEmpty, let place = bytes.firstPlace(of: wanted, from: start) {
      result += bytes[start..<place]
      result += other.utf8
      start = place + wanted.count
    }
    return String(decoding: result + bytes[start...], as: UTF8.self)
  }
}

extension [UInt8] {
  fileprivate func firstPlace(of wanted: [UInt8], from start: Int) -> Int? {
    guard let first = wanted.first, count >= wanted.count else { return nil }
    var place = start
    while place <= count - wanted.count {
      if self[place] == first, self[place...].starts(with: wanted) { return place }
      place += 1
    }
    return nil
  }
}
