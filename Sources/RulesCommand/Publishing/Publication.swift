import RuleLang
import Tabular

/// What was published of a ruleset: the entries of its publication file, the oldest first.
struct Publication {
  /// A revision that was published.
  struct Entry: Equatable {
    let name: String
    let year: Int
    let revision: Int
    let digest: String
    let date: Date

    /// Where its digest stands in the file; nil for one that is new.
    var range: Range<Int>?

    static func == (left: Entry, right: Entry) -> Bool {
      left.name == right.name && left.year == right.year && left.revision == right.revision
        && left.digest == right.digest && left.date == right.date
    }
  }

  /// The entries, in the order of the file.
  var entries: [Entry] = []

  /// The entry of a year's revision.
  func entry(year: Int, revision: Int) -> Entry? {
    entries.first { $0.year == year && $0.revision == revision }
  }

  /// The first revision of a year above all that were published.
  func nextRevision(year: Int) -> Int {
    (entries.filter { $0.year == year }.map(\.revision).max() ?? 0) + 1
  }

  /// The text of the file.
  var text: String {
    let items = entries.map { entry in
      JSONItem.object([
        ("name", .string(entry.name)), ("year", .integer(entry.year)),
        ("revision", .integer(entry.revision)), ("digest", .string(entry.digest)),
        ("date", .string(entry.date.description)),
      ])
    }
    return JSONItem.object([("published", .array(items))]).text(indented: true) + "\n"
  }

  /// The path of the publication file of a ruleset.
  static func path(of source: RulesetSource) -> String {
    if source.isFolder { return PathText.joined(source.path, "published.json") }
    return source.path.dropLast(".rules".count) + ".published.json"
  }

  /// The publication file of a ruleset; nil where it has none.
  static func file(
    of source: RulesetSource, in files: FileSystem
  ) throws(CommandFailure) -> SourceFile? {
    let path = path(of: source)
    do throws(FileError) {
      guard try files.kind(path) != nil else { return nil }
      return SourceFile(path: path, bytes: try files.read(path, bytesMax: Limits.publicationBytesMax))
    } catch {
      throw CommandFailure(error)
    }
  }
}

/// Reads publication files; nothing in them is guessed at.
struct PublicationReader {
  private let file: SourceFile
  private let index: Int

  /// What is wrong with the file.
  private(set) var findings: [Diagnostic] = []

  /// The entries of a file, which places count by an index, or what is wrong with it.
  static func read(
    _ file: SourceFile, index: Int
  ) -> (publication: Publication, findings: [Diagnostic]) {
    var reader = PublicationReader(file: file, index: index)
    let publication = reader.publication()
    return (publication, reader.findings)
  }

  private init(file: SourceFile, index: Int) {
    self.file = file
    self.index = index
  }

  private mutating func report(_ zh: String, _ en: String, _ range: Range<Int>) {
    guard findings.isEmpty else { return }
    findings.add(
      .brokenPublication(zh: zh, en: en),
      at: SourceRange(file: index, lower: range.lowerBound, upper: range.upperBound))
  }

  private mutating func publication() -> Publication {
    var publication = Publication()
    let root: JSONNode
    do {
      root = try JSONParser.parse(file.bytes)
    } catch {
      report("这里不合 JSON 的写法", "this is not JSON", error.range)
      return publication
    }
    guard let members = members(root, ["published"]), let list = members["published"] else {
      return publication
    }
    guard case .array(let items) = list.value else {
      report("published 应当是一个列表", "'published' is a list", list.range)
      return publication
    }
    for item in items {
      guard let entry = entry(item) else { break }
      if publication.entry(year: entry.year, revision: entry.revision) != nil {
        report(
          "\(entry.year) 年修订 \(entry.revision) 写了两次",
          "revision \(entry.revision) of \(entry.year) stands twice", item.range)
        break
      }
      publication.entries.append(entry)
    }
    return publication
  }

  private mutating func entry(_ node: JSONNode) -> Publication.Entry? {
    let names = ["name", "year", "revision", "digest", "date"]
    guard let members = members(node, names),
      let name = text(members["name"], "name"),
      let year = whole(members["year"], "year", 1900...9999),
      let revision = whole(members["revision"], "revision", 1...9999),
      let digest = text(members["digest"], "digest"), let date = text(members["date"], "date")
    else { return nil }
    guard Self.isDigest(digest) else {
      report(
        "摘要写作 sha256: 和 64 位十六进制数", "a digest is sha256: and 64 hexadecimal digits",
        members["digest"]?.range ?? node.range)
      return nil
    }
    guard let day = Date(text: date), day.description == date else {
      report(
        "日期写作 2024-01-05", "a date is written 2024-01-05", members["date"]?.range ?? node.range)
      return nil
    }
    return Publication.Entry(
      name: name, year: year, revision: revision, digest: digest, date: day,
      range: members["digest"]?.range)
  }

  private static func isDigest(_ text: String) -> Bool {
    text.hasPrefix("sha256:") && text.utf8.count == 71
      && text.dropFirst(7).allSatisfy { $0.isASCII && $0.isHexDigit && !$0.isUppercase }
  }

  /// The members of an object that has exactly these.
  private mutating func members(_ node: JSONNode, _ names: [String]) -> [String: JSONNode]? {
    guard case .object(let members) = node.value else {
      report("这里应当是 { … }", "an object belongs here", node.range)
      return nil
    }
    var found: [String: JSONNode] = [:]
    for member in members {
      guard names.contains(member.name), found[member.name] == nil else {
        report("“\(member.name)”不该写在这里", "'\(member.name)' does not belong here", member.nameRange)
        return nil
      }
      found[member.name] = member.value
    }
    if let missing = names.first(where: { found[$0] == nil }) {
      report("缺少 \(missing)", "'\(missing)' is missing", node.range)
      return nil
    }
    return found
  }

  private mutating func text(_ node: JSONNode?, _ name: String) -> String? {
    guard let node else { return nil }
    if case .string(let text) = node.value { return text }
    report("\(name) 应当是文字", "'\(name)' is a string", node.range)
    return nil
  }

  private mutating func whole(
    _ node: JSONNode?, _ name: String, _ range: ClosedRange<Int>
  ) -> Int? {
    guard let node else { return nil }
    if case .number(let text) = node.value, let value = Int(text), range.contains(value) {
      return value
    }
    report(
      "\(name) 应当是 \(range.lowerBound) 至 \(range.upperBound) 的整数",
      "'\(name)' is a whole number from \(range.lowerBound) to \(range.upperBound)", node.range)
    return nil
  }
}
