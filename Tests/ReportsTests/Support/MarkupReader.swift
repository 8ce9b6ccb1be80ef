/// Reads HTML as strictly as it is written here: every element is closed in order, attributes are
/// quoted, and no character of markup stands in text.
struct MarkupReader {
  struct Element {
    let tag: String
    var attributes: [String: String]
    /// Its text with that of what stands in it, references resolved.
    var text = ""
    /// The element that it stands in; nil for the first.
    let parent: Int?
  }

  /// Elements in the order in which they begin.
  private(set) var elements: [Element] = []

  /// What is wrong with the text; empty for well-formed HTML.
  private(set) var faults: [String] = []

  private static let voidTags: Set<String> = ["meta"]
  private var open: [Int] = []

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    var rest = text[...]
    let doctype = "<!DOCTYPE html>"
    if !rest.hasPrefix(doctype) { faults.append("no doctype") }
    rest = rest.dropFirst(doctype.count)
    while let start = rest.firstIndex(of: "<") {
      take(rest[..<start])
      guard let end = rest[start...].firstIndex(of: ">") else {
        faults.append("a tag without end")
        return
      }
      takeTag(rest[rest.index(after: start)..<end])
      rest = rest[rest.index(after: end)...]
      if let current = open.last, elements[current].tag == "script",
        let end = rest.firstRange(of: "</script>")
      {
        // A script ends where its end stands, whatever stands in it.
        take(rest[..<end.lowerBound])
        rest = rest[end.lowerBound...]
      }
    }
    take(rest)
    if !open.isEmpty { faults.append("\(open.count) elements are open at the end") }
  }

  func all(_ tag: String) -> [Element] { elements.filter { $0.tag == tag } }

  /// How many columns the rows of the tables have, cells of several rows and columns
  /// counted in each.
  var tableWidths: Set<Int> {
    var widths: Set<Int> = []
    var reaching: [Int] = []
    var width: Int?
    func end() {
      if let width { widths.insert(width) }
    }
    for element in elements {
      let columns = Int(element.attributes["colspan"] ?? "1") ?? 0
      let rows = Int(element.attributes["rowspan"] ?? "1") ?? 0
      switch element.tag {
      case "tr":
        end()
        width = reaching.count { $0 > 0 }
        reaching = reaching.map { $0 - 1 }.filter { $0 > 0 }
      case "th", "td":
        width = width.map { $0 + columns }
        if rows > 1 { reaching += Array(repeating: rows - 1, count: columns) }
      default: break
      }
    }
    end()
    return widths
  }

  private mutating func take(_ text: Substring) {
    guard let current = open.last, !text.isEmpty else { return }
    let isStyle = ["style", "script"].contains(elements[current].tag)
    if text.contains("\""), !isStyle { faults.append("a quote in text: \(text.prefix(60))") }
    let resolved = isStyle ? String(text) : resolve(text)
    for index in open { elements[index].text += resolved }
  }

  private mutating func resolve(_ text: Substring) -> String {
    var resolved = ""
    var rest = text
    while let start = rest.firstIndex(of: "&") {
      resolved += rest[..<start]
      let reference = rest[start...].prefix { $0 != ";" }
      let known = ["&amp": "&", "&lt": "<", "&gt": ">", "&quot": "\"", "&#39": "'"]
      if let character = known[String(reference)] {
        resolved += character
      } else {
        faults.append("a reference that is none: \(reference.prefix(20))")
      }
      rest = rest[reference.endIndex...].dropFirst()
    }
    return resolved + rest
  }

  private mutating func takeTag(_ body: Substring) {
    if body.hasPrefix("/") {
      let name = String(body.dropFirst())
      guard let current = open.popLast(), elements[current].tag == name else {
        return faults.append("\(name) is closed where it is not open")
      }
      return
    }
    let name = String(body.prefix { $0.isLetter || $0.isNumber })
    let attributes = attributes(in: body.dropFirst(name.count))
    elements.append(Element(tag: name, attributes: attributes, parent: open.last))
    if !Self.voidTags.contains(name) { open.append(elements.count - 1) }
  }

  private mutating func attributes(in text: Substring) -> [String: String] {
    var found: [String: String] = [:]
    var rest = text
    while !rest.isEmpty {
      guard rest.first == " ", let equals = rest.firstIndex(of: "=") else {
        faults.append("an attribute that is none: \(rest.prefix(60))")
        break
      }
      let name = String(rest[rest.index(after: rest.startIndex)..<equals])
      let value = rest[rest.index(after: equals)...]
      guard value.first == "\"", let end = value.dropFirst().firstIndex(of: "\"") else {
        faults.append("a value without quotes: \(rest.prefix(60))")
        break
      }
      if found[name] != nil { faults.append("\(name) stands twice") }
      found[name] = resolve(value[value.index(after: value.startIndex)..<end])
      rest = value[value.index(after: end)...]
    }
    return found
  }
}
