/// Writes ``JSONItem`` values without recursion.
struct JSONWriter {
  /// Where line breaks and spaces go.
  enum Layout {
    /// Nowhere.
    case compact
    /// A space after commas and colons.
    case oneLine
    /// Line breaks where an array or object does not fit on its line.
    case indented
  }

  /// What is still to be written, the next last.
  private enum Step {
    case item(JSONItem, depth: Int, layout: Layout)
    case members(ArraySlice<(String, JSONItem)>, depth: Int, layout: Layout)
    case elements(ArraySlice<JSONItem>, depth: Int, layout: Layout)
  }

  private(set) var text = ""

  /// The Unicode scalars on the line that is being written.
  private var column = 0

  /// The column after which writing stops, when it is only done to measure.
  private var columnLimit = Int.max

  mutating func write(_ item: JSONItem, layout: Layout, depth: Int = 0) {
    column += 2 * depth
    var steps = [Step.item(item, depth: depth, layout: layout)]
    while let step = steps.popLast(), column <= columnLimit {
      switch step {
      case .item(let item, let depth, let layout):
        write(item, depth: depth, layout: layout, then: &steps)
      case .members(let members, let depth, let layout):
        guard let (name, value) = members.first else {
          close("}", depth: depth, layout: layout)
          continue
        }
        steps.append(.members(members.dropFirst(), depth: depth, layout: layout))
        separate(isFirst: members.startIndex == 0, depth: depth, layout: layout)
        put(string: name)
        put(layout == .compact ? ":" : ": ")
        steps.append(.item(value, depth: depth, layout: layout))
      case .elements(let elements, let depth, let layout):
        guard let element = elements.first else {
          close("]", depth: depth, layout: layout)
          continue
        }
        steps.append(.elements(elements.dropFirst(), depth: depth, layout: layout))
        separate(isFirst: elements.startIndex == 0, depth: depth, layout: layout)
        steps.append(.item(element, depth: depth, layout: layout))
      }
    }
  }

  private mutating func write(
    _ item: JSONItem, depth: Int, layout: Layout, then steps: inout [Step]
  ) {
    switch item {
    case .null: put("null")
    case .boolean(let value): put(value ? "true" : "false")
    case .integer(let value): put(String(value))
    case .number(let value):
      if Self.isNumber(value) { put(value) } else { put(string: value) }
    case .string(let value): put(string: value)
    case .array(let elements):
      let inner = innerLayout(of: item, isEmpty: elements.isEmpty, layout: layout)
      put("[")
      steps.append(.elements(elements[...], depth: depth + 1, layout: inner))
    case .object(let members):
      let inner = innerLayout(of: item, isEmpty: members.isEmpty, layout: layout)
      put("{")
      steps.append(.members(members[...], depth: depth + 1, layout: inner))
    }
  }

  /// Whether an array or object of an indented text stays on one line, its comma included.
  ///
  /// Measuring stops at the limit, so that it costs no more than a line for each item.
  private func innerLayout(of item: JSONItem, isEmpty: Bool, layout: Layout) -> Layout {
    guard layout == .indented else { return layout }
    if isEmpty { return .oneLine }
    var trial = JSONWriter()
    trial.column = column
    trial.columnLimit = JSONItem.columnsMax - 1
    trial.write(item, layout: .oneLine)
    return trial.column <= trial.columnLimit ? .oneLine : .indented
  }

  private mutating func separate(isFirst: Bool, depth: Int, layout: Layout) {
    if !isFirst { put(layout == .oneLine ? ", " : ",") }
    if layout == .indented { breakLine(depth: depth) }
  }

  private mutating func close(_ bracket: String, depth: Int, layout: Layout) {
    if layout == .indented { breakLine(depth: depth - 1) }
    put(bracket)
  }

  private mutating func breakLine(depth: Int) {
    text += "\n"
    column = 0
    put(String(repeating: "  ", count: depth))
  }

  private mutating func put(_ ascii: String) {
    text += ascii
    column += ascii.utf8.count
  }

  private mutating func put(string: String) {
    put("\"")
    if !string.utf8.contains(where: { JSONItem.escape(of: $0) != nil }) {
      text += string
      column += string.unicodeScalars.count
      put("\"")
      return
    }
    for scalar in string.unicodeScalars {
      if scalar.isASCII, let escape = JSONItem.escape(of: UInt8(ascii: scalar)) {
        put(escape)
      } else {
        text.unicodeScalars.append(scalar)
        column += 1
      }
      if column > columnLimit { return }
    }
    put("\"")
  }

  /// Whether a text follows the grammar of JSON numbers.
  private static func isNumber(_ text: String) -> Bool {
    let utf8 = Array(text.utf8)
    guard let first = utf8.first, first == 0x2D || (0x30...0x39).contains(first) else {
      return false
    }
    var state = JSONParserState(utf8, range: 0..<utf8.count, valuesLeft: 0)
    guard (try? state.parseNumber()) != nil else { return false }
    return state.at == utf8.count
  }
}
