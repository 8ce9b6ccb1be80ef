/// Where the statements of an amended ruleset come from, and what was removed on the way.
public struct VersionTrail: Sendable {
  /// What an amendment did with a statement of its own.
  public enum Action: Sendable {
    case replaced
    case added
  }

  /// A version in the chain.
  public struct Layer: Sendable {
    /// Its year; 0 where it states none.
    public let year: Int

    /// Its revision.
    public let revision: Int

    /// Its files among those of the whole.
    public let files: Range<Int>
  }

  /// Something that an amendment removed.
  public struct Removed: Sendable {
    /// The statement that opened it, with its place in the version that had it.
    public let statement: Statement

    /// The version that removed it.
    public let layer: Int
  }

  /// The versions, the oldest first.
  public internal(set) var layers: [Layer] = []

  /// What was removed, in order.
  public internal(set) var removed: [Removed] = []

  var actions: [SourceRange: Action] = [:]

  /// The trail of a version that stands alone.
  init(_ text: RulesetText) { add(text) }

  mutating func add(_ text: RulesetText) {
    layers.append(
      Layer(
        year: text.header.yearNumber ?? 0, revision: text.header.revisionNumber,
        files: text.ownFiles))
  }

  /// The version that a statement comes from, and what that version did with it, if it amends.
  public func origin(of statement: Statement) -> (layer: Layer, action: Action?)? {
    origin(at: statement.range)
  }

  /// The same of what a statement declares, which has the place of its statement.
  public func origin(at range: SourceRange) -> (layer: Layer, action: Action?)? {
    guard let layer = layers.first(where: { $0.files.contains(range.file) }) else { return nil }
    return (layer, actions[range])
  }
}
