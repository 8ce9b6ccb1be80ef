public import Tabular

/// A result as a file of results has it, with the receipt of its document.
public struct StoredResult: Sendable {
  /// The name of the ruleset.
  public let ruleset: String

  /// The year of the ruleset.
  public let year: Int

  /// Its revision.
  public let revision: Int

  /// The digest of its meaning.
  public let digest: String

  /// The program, with its version.
  public let engine: String

  /// The department; nil where the record named none.
  public let department: String?

  /// The fiscal year of the record.
  public let fiscalYear: Int

  /// The digest of the data; nil where the record failed, or the program knew none.
  public let dataDigest: String?

  /// All of the result.
  public let node: JSONNode
}

/// Reads what `rules evaluate` wrote as JSON or JSON lines.
public struct StoredResultReader {
  /// What stands in the way, and the bytes it is about.
  public struct Problem: Error, Sendable {
    /// In Chinese: one phrase.
    public let zh: String

    /// In English: one phrase.
    public let en: String

    /// The bytes of the text.
    public let range: Range<Int>
  }

  /// The results that could be read, in the order of the file.
  public private(set) var results: [StoredResult] = []

  /// What could not be read.
  public private(set) var problems: [Problem] = []

  private let text: [UInt8]

  /// Reads a text: documents that follow each other, or a result on each line.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public init(_ utf8: [UInt8]) {
    text = utf8
    let lines = JSONLines.lineRanges(utf8)
    guard !lines.isEmpty else {
      problems.append(Problem(zh: "文件是空的", en: "the file is empty", range: 0..<0))
      return
    }
    let areObjects =
      lines.count > 1
      && lines.allSatisfy { line in
        utf8[line].first == UInt8(ascii: "{") && line.count > 1
      }
    for part in areObjects ? lines : documents(lines) {
      do {
        try read(JSONParser.parse(utf8, range: part))
      } catch let problem as Problem {
        problems.append(problem)
      } catch let error as JSONError {
        problems.append(Self.problem(error, in: utf8))
      } catch {
        continue
      }
    }
  }

  /// The documents of a text: each ends with a bracket that is a line of its own.
  private func documents(_ lines: [Range<Int>]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    for line in lines where text[line].elementsEqual([UInt8(ascii: "}")]) {
      parts.append(start..<line.upperBound)
      start = line.upperBound
    }
    guard let last = lines.last, last.lowerBound >= start else { return parts }
    return parts + [start..<last.upperBound]
  }

  private static func problem(_ error: JSONError, in text: [UInt8]) -> Problem {
    let end = text.lastIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.map { $0 + 1 } ?? 0
    let isCutString = error.reason == .malformedString && error.range.upperBound >= end
    if error.reason == .unexpectedEnd || isCutString {
      return Problem(
        zh: "文件没有写完，到这里就断了", en: "the file breaks off here", range: error.range)
    }
    return Problem(zh: "这里不合 JSON 的写法", en: "this is not JSON", range: error.range)
  }

  // MARK: Documents

  private mutating func read(_ node: JSONNode) throws(Problem) {
    guard case .object = node.value else {
      throw Problem(zh: "这里应当是 { … }", en: "an object belongs here", range: start(of: node))
    }
    guard let ruleset = node.member("ruleset")?.value else {
      throw Problem(
        zh: "没有 ruleset，不是评价的结果", en: "there is no 'ruleset', so this is no result",
        range: start(of: node))
    }
    let engine = try text(node, "engine")
    guard let list = node.member("results")?.value else {
      results.append(try result(node, ruleset, engine))
      return
    }
    guard case .array(let elements) = list.value else {
      throw Problem(zh: "results 应当是一个列表", en: "'results' is a list", range: start(of: list))
    }
    for element in elements { results.append(try result(element, ruleset, engine)) }
  }

  private func result(
    _ node: JSONNode, _ ruleset: JSONNode, _ engine: String
  ) throws(Problem) -> StoredResult {
    StoredResult(
      ruleset: try text(ruleset, "name"), year: try whole(ruleset, "year"),
      revision: try whole(ruleset, "revision"), digest: try text(ruleset, "digest"),
      engine: engine, department: try textOrNull(node, "department"),
      fiscalYear: try whole(node, "fiscalYear"),
      dataDigest: node.member("dataDigest") == nil ? nil : try textOrNull(node, "dataDigest"),
      node: node)
  }

  private func value(_ node: JSONNode, _ name: String) throws(Problem) -> JSONNode {
    guard let member = node.member(name) else {
      throw Problem(
        zh: "缺少 \(name)，不是评价的结果", en: "'\(name)' is missing, so this is no result",
        range: start(of: node))
    }
    return member.value
  }

  private func textOrNull(_ node: JSONNode, _ name: String) throws(Problem) -> String? {
    if case .null = try value(node, name).value { return nil }
    return try text(node, name)
  }

  private func text(_ node: JSONNode, _ name: String) throws(Problem) -> String {
    let value = try value(node, name)
    if case .string(let text) = value.value { return text }
    throw Problem(zh: "\(name) 应当是文字", en: "'\(name)' is a string", range: start(of: value))
  }

  private func whole(_ node: JSONNode, _ name: String) throws(Problem) -> Int {
    let value = try value(node, name)
    if case .number(let text) = value.value, let number = Int(text) { return number }
    throw Problem(
      zh: "\(name) 应当是整数", en: "'\(name)' is a whole number", range: start(of: value))
  }

  /// The first bytes of a value: enough to see it by.
  private func start(of node: JSONNode) -> Range<Int> {
    let end = text[node.range].firstIndex(of: UInt8(ascii: "\n")) ?? node.range.upperBound
    return node.range.lowerBound..<end
  }
}
