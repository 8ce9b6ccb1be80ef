/// How far apart two names are, for guessing which one was meant.
public enum EditDistance {
  /// The least number of edits that turn one name into the other, if it is within a limit.
  ///
  /// An edit is a character missing, added or changed, or two neighbours swapped; no
  /// character is edited twice (optimal string alignment). The answer is nil beyond the
  /// limit.
  ///
  /// - Complexity: O(*n* · *m*) in the characters of the names.
  public static func between(_ a: String, _ b: String, limit: Int) -> Int? {
    distance(Array(a), Array(b), limit: limit)
  }

  /// The candidate that was most likely meant by a name that is not among them.
  ///
  /// It lies within a third of the name's characters, or one edit where that is more, and
  /// keeps at least one character: one letter is no guess at another. So a Chinese name of
  /// two characters may have one missing, added or changed. A candidate that differs only
  /// in look, such as width or case, counts as no distance. The nearest wins, of equals the
  /// first; the name itself is not a candidate.
  public static func nearest(to name: String, in candidates: [String]) -> String? {
    let wanted = Array(name)
    let skeleton = NameCharacters.skeleton(name)
    var limit = max(1, wanted.count / 3)
    var best: String?
    for candidate in candidates where candidate != name {
      if NameCharacters.skeleton(candidate) == skeleton { return candidate }
      let characters = Array(candidate)
      let most = min(limit, max(wanted.count, characters.count) - 1)
      guard let found = distance(wanted, characters, limit: most) else { continue }
      best = candidate
      limit = found - 1
    }
    return best
  }

  /// The nearest candidate, where no other is as near.
  public static func onlyNearest(to name: String, in candidates: [String]) -> String? {
    guard let best = nearest(to: name, in: candidates) else { return nil }
    let limit = between(name, best, limit: max(name.count, best.count)) ?? 0
    let rivals = candidates.filter { $0 != best && between(name, $0, limit: limit) != nil }
    return rivals.isEmpty ? best : nil
  }

  private static func distance(_ a: [Character], _ b: [Character], limit: Int) -> Int? {
    guard limit >= 0, abs(a.count - b.count) <= limit else { return nil }
    var twoBack: [Int] = []
    var previous = Array(0...b.count)
    for row in a.indices {
      var current = [row + 1]
      current.reserveCapacity(b.count + 1)
      for column in b.indices {
        let changed = previous[column] + (a[row] == b[column] ? 0 : 1)
        var least = min(changed, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
          least = min(least, twoBack[column - 1] + 1)
        }
        current.append(least)
      }
      // A swap reaches back two rows, so only two rows beyond the limit settle the matter.
      if let here = current.min(), let before = previous.min(), min(here, before) > limit {
        return nil
      }
      (twoBack, previous) = (previous, current)
    }
    return previous[b.count] <= limit ? previous[b.count] : nil
  }
}
