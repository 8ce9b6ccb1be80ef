/// The names of a ruleset and what they stand for.
struct Scope {
  /// What a name stands for.
  enum Entity: Hashable {
    case fact(Int)
    case table(Int)
    case definition(Int)
    case indicator(Int)
  }

  private(set) var entities: [String: Entity] = [:]
  private(set) var places: [String: SourceRange] = [:]
  var headings: [String: [Int]] = [:]
  /// Names that a malformed line may have declared.
  var damaged: Set<String> = []

  /// Adds a name; says where it was declared before, if it was.
  mutating func declare(_ name: Name, _ entity: Entity) -> SourceRange? {
    if let place = places[name.text] { return place }
    entities[name.text] = entity
    places[name.text] = name.range
    return nil
  }

  /// Every name, for suggestions.
  var names: [String] { entities.keys.sorted() }
}
