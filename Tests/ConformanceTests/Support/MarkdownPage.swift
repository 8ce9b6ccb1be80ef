/// A page in Markdown: its title and its fenced blocks.
struct MarkdownPage {
  /// A fenced block.
  struct Block {
    /// The words after the fence: `rules`, `rules escaped`, `json`, `text`.
    let info: String
    /// What stands between the fences, each line with its end.
    let body: String
    /// The heading it stands under; empty above the first.
    let section: String
    /// The lines between the fences, counted from 0.
    let lines: Range<Int>

    var kind: String { info.split(separator: " ").first.map(String.init) ?? "" }

    /// The bytes it stands for, with escapes resolved where the block says it has them.
    var bytes: [UInt8] {
      info.split(separator: " ").contains("escaped")
        ? EscapedText.bytes(of: body) : Array(body.utf8)
    }
  }

  let path: String
  private(set) var lines: [String]
  private(set) var blocks: [Block] = []

  init(path: String) {
    self.path = path
    lines = Repository.text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    var section = ""
    var open: (info: String, line: Int)?
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if let block = open {
          let body = lines[(block.line + 1)..<index].map { $0 + "\n" }.joined()
          blocks.append(
            Block(
              info: block.info, body: body, section: section,
              lines: (block.line + 1)..<index))
          open = nil
        } else {
          open = (String(line.dropFirst(3)), index)
        }
      } else if open == nil, line.hasPrefix("## ") {
        section = String(line.dropFirst(3))
      }
    }
  }

  /// The code that names the file.
  var code: String { String(path.split(separator: "/").last?.dropLast(3) ?? "") }

  /// The first line without its mark.
  var title: String { lines.first.map { String($0.dropFirst(2)) } ?? "" }

  /// Writes the page with another text in a block.
  func write(_ text: String, in block: Block) throws {
    var changed = lines
    let body = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    changed.replaceSubrange(block.lines, with: text.isEmpty ? [] : body.dropLast())
    try Repository.write(changed.joined(separator: "\n"), to: path)
  }
}
