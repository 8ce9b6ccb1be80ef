/// A Swift source without its comments and without the text of its literals.
///
/// What is left has the same lines. Code inside an interpolation stays; that is all the tests need
/// to look for words of code without finding them in prose.
struct SwiftCode {
  /// The lines of code.
  let lines: [String]

  init(_ source: String) {
    var reader = Reader(bytes: Array(source.utf8))
    let code = String(decoding: reader.strip(), as: UTF8.self)
    lines = code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private enum Part {
    /// Code, with the parentheses open in it.
    case code(depth: Int)
    case text(pounds: Int, isMultiline: Bool)
  }

  private struct Reader {
    let bytes: [UInt8]
    var index = 0
    var result: [UInt8] = []
    var parts: [Part] = [.code(depth: 0)]

    mutating func strip() -> [UInt8] {
      while index < bytes.count {
        switch parts.last {
        case .text(let pounds, let isMultiline): skipText(pounds, isMultiline: isMultiline)
        case .code(let depth): copyCode(depth)
        case nil: return result
        }
      }
      return result
    }

    private func at(_ byte: Unicode.Scalar, ahead offset: Int = 0) -> Bool {
      index + offset < bytes.count && bytes[index + offset] == UInt8(ascii: byte)
    }

    /// How often a byte stands in a row from somewhere.
    private func count(of byte: Unicode.Scalar, ahead offset: Int = 0) -> Int {
      var count = 0
      while at(byte, ahead: offset + count) { count += 1 }
      return count
    }

    private mutating func copyCode(_ depth: Int) {
      if at("/"), at("/", ahead: 1) {
        while index < bytes.count, !at("\n") { index += 1 }
        return
      }
      let pounds = at("#") ? count(of: "#") : 0
      if at("\"", ahead: pounds) {
        let isMultiline = count(of: "\"", ahead: pounds) == 3
        index += pounds + (isMultiline ? 3 : 1)
        parts.append(.text(pounds: pounds, isMultiline: isMultiline))
        return
      }
      if at("(") { parts[parts.count - 1] = .code(depth: depth + 1) }
      if at(")") { parts[parts.count - 1] = .code(depth: depth - 1) }
      if at(")"), depth == 1, parts.count > 1 { parts.removeLast() }
      result.append(bytes[index])
      index += 1
    }

    private mutating func skipText(_ pounds: Int, isMultiline: Bool) {
      let quotes = isMultiline ? 3 : 1
      if at("\""), count(of: "\"") >= quotes, count(of: "#", ahead: quotes) >= pounds {
        index += quotes + pounds
        parts.removeLast()
        result += Array("\"\"".utf8)
      } else if at("\\"), count(of: "#", ahead: 1) >= pounds {
        index += 2 + pounds
        guard bytes[index - 1] == UInt8(ascii: "(") else { return }
        parts.append(.code(depth: 1))
        result.append(UInt8(ascii: "("))
      } else {
        if at("\n") { result.append(bytes[index]) }
        index += 1
      }
    }
  }
}
