import Foundation
import Testing

@testable import RulesCommand

/// Pages of codes whose example needs a command: rules with their paths, then what is typed.
@Suite struct ConsolePageTests {
  private struct Block {
    let info: String
    let body: String
    let section: String

    /// The path after the kind of the block.
    var path: String? { info.split(separator: " ").dropFirst().first.map(String.init) }
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "spec/diagnostics")

  private static let codes = [
    "E0421", "E0601", "E0602", "E0603", "E0604", "E0605", "E0606", "E0607", "E0608", "E0609",
    "E0610", "E0611", "E0612", "E0620", "E0621", "E0622", "E0630", "E0631", "E0632", "E0633",
    "W0601", "W0602", "W0603",
  ]

  private static func page(_ code: String) throws -> String {
    try String(contentsOf: folder.appending(path: code + ".md"), encoding: .utf8)
  }

  private static func blocks(_ page: String) -> [Block] {
    var blocks: [Block] = []
    var section = ""
    var open: (info: String, body: String)?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(Block(info: block.info, body: block.body, section: section))
        }
        open = open == nil ? (String(line.dropFirst(3)), "") : nil
      } else if open != nil {
        open?.body += line + "\n"
      } else if line.hasPrefix("## ") {
        section = String(line.dropFirst(3))
      }
    }
    return blocks
  }

  @Test(arguments: codes)
  func theExampleGivesWhatThePageShows(code: String) throws {
    let page = try Self.page(code)
    let blocks = Self.blocks(page)
    let shown = try #require(blocks.first { $0.info == "console" })
    let command = shown.body.prefix { $0 != "\n" }
    let example = try run(command, blocks.filter { $0.section == "例" })
    let drawn = command + "\n" + example.errors + example.output
    #expect(drawn == shown.body)
    #expect(example.status == (code.hasPrefix("E") ? 1 : 0))
    let correction = try run(command, blocks.filter { $0.section == "改正" })
    #expect(correction.status == 0 && correction.errors.isEmpty, "\(correction.errors)")
    guard ProcessInfo.processInfo.environment["RECORD"] == "1", drawn != shown.body else { return }
    let recorded = page.replacingOccurrences(
      of: "```console\n\(shown.body)```", with: "```console\n\(drawn)```")
    try Data(recorded.utf8).write(to: Self.folder.appending(path: code + ".md"))
  }

  private func run(_ command: Substring, _ blocks: [Block]) throws -> Outcome {
    let workspace = try Workspace()
    for block in blocks {
      guard let path = block.path else { continue }
      try workspace.write(block.body, to: path)
    }
    let words = command.split(separator: " ").dropFirst(2).map(String.init)
    return workspace.run(words)
  }
}
