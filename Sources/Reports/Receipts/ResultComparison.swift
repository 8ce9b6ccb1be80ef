import Evaluator
import RuleLang
public import Tabular

/// Where a stored result and the same made again are not the same.
public struct ResultDifference: Hashable, Sendable {
  /// The member of the result that it is in, such as `score`, `indicators` or `choices`.
  public let part: String

  /// What it is in: the name of a heading or an indicator, the text of a check; nil for the whole.
  public let node: String?

  /// The member there, such as `score` or `measure.exact`; empty for all of the node.
  public let member: String

  /// What is stored; nil where it is not there.
  public let stored: String?

  /// What was made anew; nil where it is not there.
  public let recomputed: String?

  /// Whether it is about words alone, which the layout of the rules has a part in.
  public let isOfWords: Bool
}

/// Compares results as documents, member by member.
public enum ResultComparison {
  /// What differs: total and grade first, then headings, indicators and the rest.
  ///
  /// What says nothing of the score is left out: the receipt, the places of clauses and errors.
  ///
  /// - Complexity: O(*n* log *n*) in the size of the results.
  public static func differences(stored: JSONNode, recomputed: JSONNode) -> [ResultDifference] {
    var walk = Walk()
    walk.compare(stored, recomputed, node: nil, member: "")
    let order = ["score", "grade", "status", "range", "sections", "indicators"]
    return walk.found.enumerated().sorted { left, right in
      let first = order.firstIndex(of: left.element.part) ?? order.count
      let second = order.firstIndex(of: right.element.part) ?? order.count
      return first == second ? left.offset < right.offset : first < second
    }.map(\.element)
  }
}

/// A walk through two documents side by side; they nest at most `JSONParser.depthMax` deep.
private struct Walk {
  var found: [ResultDifference] = []
  private var part = ""

  /// What is told otherwise, or says nothing of the score.
  private static let receipt: Set<String> = [
    "ruleset", "engine", "department", "fiscalYear", "dataDigest",
  ]
  private static let places: Set<String> = ["file", "line", "column", "message"]
  private static let words: Set<String> = ["reason", "text"]

  /// By which member the elements of a list are known, and whether they are nodes of their own.
  private static let keys: [String: (key: String, isNode: Bool)] = [
    "sections": ("name", true), "subsections": ("name", true), "indicators": ("id", true),
    "checks": ("text", true), "missing": ("name", false), "choices": ("fact", true),
  ]

  mutating func compare(
    _ stored: JSONNode?, _ recomputed: JSONNode?, node: String?, member: String
  ) {
    if let stored, let recomputed {
      if case .object(let old) = stored.value, case .object(let new) = recomputed.value {
        return compare(old, new, node: node, member: member)
      }
      if case .array(let old) = stored.value, case .array(let new) = recomputed.value {
        return compare(old, new, node: node, member: member)
      }
    }
    let (old, new) = (stored.map(text), recomputed.map(text))
    guard old != new else { return }
    let last = member.split(separator: ".").last.map(String.init) ?? ""
    found.append(
      ResultDifference(
        part: part, node: node, member: member, stored: old, recomputed: new,
        isOfWords: Self.words.contains(last)))
  }

  private mutating func compare(
    _ old: [JSONMember], _ new: [JSONMember], node: String?, member: String
  ) {
    let isRoot = node == nil && member.isEmpty
    var seen: Set<String> = []
    for name in new.map(\.name) + old.map(\.name) where seen.insert(name).inserted {
      if isRoot ? Self.receipt.contains(name) : Self.places.contains(name) { continue }
      if isRoot { part = name }
      let path = member.isEmpty ? name : member + "." + name
      let stored = old.filter { $0.name == name }
      // A name that stands twice was put there by hand.
      compare(
        stored.count > 1 ? nil : stored.first?.value, new.first { $0.name == name }?.value,
        node: node, member: path)
    }
  }

  private mutating func compare(
    _ old: [JSONNode], _ new: [JSONNode], node: String?, member: String
  ) {
    let list = member.split(separator: ".").last.map(String.init) ?? ""
    guard let (key, isNode) = Self.keys[list], node == nil || list == "subsections" else {
      for index in 0..<max(old.count, new.count) {
        compare(
          old.indices.contains(index) ? old[index] : nil,
          new.indices.contains(index) ? new[index] : nil, node: node,
          member: "\(member)[\(index + 1)]")
      }
      return
    }
    var (left, right) = (keyed(old, key), keyed(new, key))
    var order: [String] = []
    for name in right.order + left.order where !order.contains(name) { order.append(name) }
    for name in order {
      let (stored, recomputed) = (left.take(name), right.take(name))
      for index in 0..<max(stored.count, recomputed.count) {
        compare(
          stored.indices.contains(index) ? stored[index] : nil,
          recomputed.indices.contains(index) ? recomputed[index] : nil,
          node: isNode ? name : node, member: isNode ? "" : "\(member).\(name)")
      }
    }
    if order.count > 1, left.names != right.names, left.order.sorted() == right.order.sorted() {
      found.append(
        ResultDifference(
          part: part, node: node, member: member, stored: left.order.joined(separator: ", "),
          recomputed: right.order.joined(separator: ", "), isOfWords: false))
    }
  }

  /// The elements of a list by a member.
  private struct Keyed {
    var order: [String] = []
    var names: [String] = []
    var elements: [String: [JSONNode]] = [:]

    mutating func take(_ name: String) -> [JSONNode] { elements[name] ?? [] }
  }

  private func keyed(_ list: [JSONNode], _ key: String) -> Keyed {
    var keyed = Keyed()
    for element in list {
      let name = element.member(key).map { text($0.value) } ?? ""
      keyed.names.append(name)
      if keyed.elements[name] == nil { keyed.order.append(name) }
      keyed.elements[name, default: []].append(element)
    }
    return keyed
  }

  /// A value in few words: a list or an object by its score or as JSON, cut short.
  private func text(_ node: JSONNode) -> String {
    switch node.value {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .number(let text), .string(let text): return text
    case .array(let elements):
      return "[" + elements.prefix(8).map(text).joined(separator: ", ") + "]"
    case .object(let members):
      if let score = node.member("score") { return text(score.value) }
      return "{" + members.prefix(4).map { "\($0.name): \(text($0.value))" }.joined(separator: ", ")
        + "}"
    }
  }
}
