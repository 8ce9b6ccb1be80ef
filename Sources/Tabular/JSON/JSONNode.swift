/// A JSON value with its place in the text, as made by ``JSONParser``.
///
/// Values nest at most ``JSONParser/depthMax`` deep.
public struct JSONNode: Sendable {
  /// The kinds of JSON value (RFC 8259, section 3).
  public enum Value: Sendable {
    /// The literal `null`.
    case null
    /// The literal `true` or `false`.
    case boolean(Bool)
    /// A number as it was written: it follows the JSON grammar and was never rounded.
    case number(String)
    /// A string, its escapes resolved.
    case string(String)
    /// An array, its elements in order.
    case array([JSONNode])
    /// An object, its members in order, repeated names included.
    case object([JSONMember])
  }

  /// What the value is.
  public let value: Value

  /// Its bytes in the UTF-8 text: brackets and quotes belong to it, space around it does not.
  public let range: Range<Int>

  /// The first member of a name, or nil in anything but an object.
  ///
  /// Names are compared as `String` is: canonically equivalent names are the same name.
  ///
  /// - Complexity: O(*n*) in the number of members.
  public func member(_ name: String) -> JSONMember? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.name == name }
  }
}

/// One name and value of a JSON object.
public struct JSONMember: Sendable {
  /// The name, its escapes resolved.
  public let name: String

  /// The bytes of the name in the UTF-8 text, with its quotes.
  public let nameRange: Range<Int>

  /// The value.
  public let value: JSONNode
}
