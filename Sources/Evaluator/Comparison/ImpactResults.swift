import ExactNumbers

/// What a change of the rules does to departments: each in its line, and all together.
///
/// Departments are added in the order of the data, one by one or with the results of others; what
/// comes out is the same.
public struct ImpactResults: Sendable {
  /// What it does to all of them together.
  public private(set) var summary: ImpactSummary

  private var parts: [PackedImpacts] = []

  /// How many departments there are.
  public var count: Int { summary.count }

  /// No departments.
  public init(_ comparison: RulesetComparison) {
    summary = ImpactSummary(comparison)
  }

  /// Adds a department.
  public mutating func add(_ impact: RecordImpact) {
    summary.add(impact)
    if parts.last?.isFull ?? true {
      if !parts.isEmpty { parts[parts.count - 1].seal() }
      parts.append(PackedImpacts())
    }
    parts[parts.count - 1].append(impact)
  }

  /// Adds the departments of others for the same two rulesets, which come behind those that there are.
  public mutating func add(_ other: ImpactResults) {
    summary.add(other.summary)
    for part in other.parts {
      parts.append(part)
      parts[parts.count - 1].seal()
    }
  }

  /// The departments in the order in which reports have them.
  ///
  /// That is by their change, the largest fall first, then by name; those that are open come after
  /// them, then those that failed, each as the data have them.
  ///
  /// - Complexity: O(*n* log *n*) in the departments.
  public func sorted() -> SortedImpacts {
    var compared: [Rational: [SortedImpacts.Place]] = [:]
    var others: [RecordImpact.Status: [SortedImpacts.Place]] = [:]
    for (number, part) in parts.enumerated() {
      for index in 0..<part.count {
        let place = SortedImpacts.Place(
          part: UInt32(truncatingIfNeeded: number), index: UInt32(truncatingIfNeeded: index))
        let (status, change) = part.outcome(index)
        if let change {
          compared[change, default: []].append(place)
        } else {
          others[status, default: []].append(place)
        }
      }
    }
    var places: [SortedImpacts.Place] = []
    places.reserveCapacity(count)
    for change in compared.keys.sorted() {
      guard let group = compared.removeValue(forKey: change) else { continue }
      // The place in the data settles what the names leave open.
      places += group.sorted { first, second in
        let names = (name(at: first), name(at: second))
        return names.0 == names.1
          ? first < second : names.0.lexicographicallyPrecedes(names.1)
      }
    }
    for status in RecordImpact.Status.inOrder { places += others[status] ?? [] }
    return SortedImpacts(parts: parts, places: places)
  }

  private func name(at place: SortedImpacts.Place) -> ArraySlice<UInt8> {
    parts[Int(place.part)].name(Int(place.index))
  }
}

/// Departments in the order in which reports have them; each is unpacked when it is looked at.
public struct SortedImpacts: RandomAccessCollection, Sendable {
  /// Where a department stands: in the order of the data.
  struct Place: Comparable {
    let part: UInt32
    let index: UInt32

    static func < (left: Self, right: Self) -> Bool {
      left.part == right.part ? left.index < right.index : left.part < right.part
    }
  }

  let parts: [PackedImpacts]
  let places: [Place]

  /// The first index.
  public var startIndex: Int { 0 }

  /// The end of the indices.
  public var endIndex: Int { places.count }

  /// A department.
  public subscript(index: Int) -> RecordImpact {
    let place = places[index]
    return parts[Int(place.part)][Int(place.index)]
  }
}
