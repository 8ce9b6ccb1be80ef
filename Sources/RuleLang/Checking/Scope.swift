/// The names of a ruleset and what they stand for.
struct Scope {
  /// What a name stands for.
  enum Entity: Hashable {
    case fact(Int)
    case table(Int)
    case definition(Int)
    case indicator(Int)
  }

  private var declared: [NormalizedText: (entity: Entity, place: SourceRange)] = [:]
  var headings: [String: [Int]] = [:]
  /// Names that a malformed line may have declared.
  var damaged: Set<String> = []
  /// Whether a declaration lost its name, which may be any.
  var lacksAName = false

  /// Adds a name; says where it was declared before, if it was.
  mutating func declare(_ name: Name, _ entity: Entity) -> SourceRange? {
    let key = NormalizedText(name.text)
    if let first = declared[key] { return first.place }
    declared[key] = (entity, name.range)
    return nil
  }

  /// What a name stands for.
  subscript(name: String) -> Entity? { declared[NormalizedText(name)]?.entity }

  /// Where a name is declared.
  func place(of name: String) -> SourceRange? { declared[NormalizedText(name)]?.place }

  /// Every name with its place, in the order of the text.
  var placesInOrder: [(name: String, place: SourceRange)] {
    declared.map { ($0.key.text, $0.value.place) }.sorted {
      ($0.place.file, $0.place.lower) < ($1.place.file, $1.place.lower)
    }
  }

  /// Every name, for suggestions.
  var names: [String] { declared.keys.map(\.text).sorted() }
}
