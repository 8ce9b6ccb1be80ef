/// Guesses at what unknown names were meant to be, for as many as are shown.
///
/// Each guess looks at all names there are. Of a file in which no name is known, only the first
/// findings are shown, and only that many guesses are made.
struct NameGuesses {
  private var counts: [Int: Int] = [:]

  /// The candidate that was most likely meant; nil where there is none, or enough has been guessed
  /// for the file in which the name stands.
  mutating func nearest(to name: Name, in candidates: @autoclosure () -> [String]) -> String? {
    let file = name.range.file
    guard counts[file, default: 0] < Limits.diagnosticsPerFileMax else { return nil }
    counts[file, default: 0] += 1
    return EditDistance.nearest(to: name.text, in: candidates())
  }
}
