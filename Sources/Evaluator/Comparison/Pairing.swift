/// The pairs of like things of two rulesets, by their places in each.
public struct Pairing: Sendable {
  /// For each thing of the old ruleset its place in the new one; nil where it is gone.
  public private(set) var newOfOld: [Int?]

  /// For each thing of the new ruleset its place in the old one; nil where it came anew.
  public private(set) var oldOfNew: [Int?]

  /// The places in the new ruleset of what has another name there.
  public private(set) var renamed: Set<Int> = []

  init(oldCount: Int, newCount: Int) {
    newOfOld = Array(repeating: nil, count: oldCount)
    oldOfNew = Array(repeating: nil, count: newCount)
  }

  /// Pairs things of the same name, in order where several have it.
  init(_ old: [String], _ new: [String]) {
    self.init(oldCount: old.count, newCount: new.count)
    var places: [String: [Int]] = [:]
    for (index, name) in new.enumerated().reversed() { places[name, default: []].append(index) }
    for (index, name) in old.enumerated() {
      if let place = places[name]?.popLast() { pair(index, place) }
    }
  }

  /// The pairs, in the order of the new ruleset.
  public var pairs: [(old: Int, new: Int)] {
    oldOfNew.enumerated().compactMap { new, old in old.map { ($0, new) } }
  }

  /// What the old ruleset alone has.
  public var removed: [Int] { newOfOld.indices.filter { newOfOld[$0] == nil } }

  /// What the new ruleset alone has.
  public var added: [Int] { oldOfNew.indices.filter { oldOfNew[$0] == nil } }

  mutating func pair(_ old: Int, _ new: Int, isRenamed: Bool = false) {
    newOfOld[old] = new
    oldOfNew[new] = old
    if isRenamed { renamed.insert(new) }
  }

  /// Pairs what is left and has the same marks, in order; things without marks stay alone.
  mutating func pairRest<Mark: Hashable>(_ old: (Int) -> Mark?, _ new: (Int) -> Mark?) {
    var places: [Mark: [Int]] = [:]
    for index in added.reversed() {
      if let mark = new(index) { places[mark, default: []].append(index) }
    }
    guard !places.isEmpty else { return }
    for index in removed {
      guard let mark = old(index), let place = places[mark]?.popLast() else { continue }
      pair(index, place, isRenamed: true)
    }
  }

  /// The new places whose order among the others is not that of the old ruleset.
  ///
  /// Those that have kept their order are as many as can be.
  func reordered(among news: [Int]) -> Set<Int> {
    let places = news.compactMap { new in oldOfNew[new].map { (new: new, old: $0) } }
    // The longest run of rising old places: for each length the place it ends at lowest.
    var tails: [Int] = []
    var before: [Int?] = Array(repeating: nil, count: places.count)
    for (index, place) in places.enumerated() {
      let length = tails.partitioningIndex { places[$0].old >= place.old }
      before[index] = length > 0 ? tails[length - 1] : nil
      if length == tails.count { tails.append(index) } else { tails[length] = index }
    }
    var kept: Set<Int> = []
    var last = tails.last
    while let index = last {
      kept.insert(places[index].new)
      last = before[index]
    }
    return Set(places.map(\.new)).subtracting(kept)
  }
}

extension [Int] {
  /// The first index from which a condition holds, where it holds to the end from there.
  fileprivate func partitioningIndex(where holds: (Int) -> Bool) -> Int {
    var range = 0..<count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = holds(self[middle]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
    }
    return range.lowerBound
  }
}
