import RuleLang
import Testing

/// The documents against each other and against the tree.
@Suite("Documents")
struct DocumentTests {
  @Test("links inside the project lead somewhere", arguments: Repository.documents)
  func links(path: String) throws {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    let text = try Repository.text(path)
    for match in text.matches(of: /\]\(([^)#\s]+)(?:#[^)]*)?\)/) {
      let target = String(match.1)
      guard !target.contains("://") else { continue }
      let whole = folder.isEmpty ? target : "\(folder)/\(target)"
      #expect(Repository.has(whole), "\(target)")
    }
  }

  @Test("codes that documents name exist", arguments: Repository.documents)
  func codes(path: String) throws {
    let known = Set(DiagnosticCode.allCases.map(\.rawValue))
    for match in try Repository.text(path).matches(of: /\b[EW]0\d{3}\b/) {
      let isKnown = known.contains(String(match.output))
      #expect(isKnown, "\(match.output)")
    }
  }

  @Test("the change log is kept, with what is not yet released first")
  func changeLog() throws {
    let text = try Repository.text("CHANGELOG.md")
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("## ") }
    #expect(headings.first?.hasPrefix("## [Unreleased]") == true)
    #expect(text.contains("keepachangelog.com"))
  }

  @Test("both readmes name the command that tests and the one that evaluates")
  func commands() throws {
    for path in ["README.md", "README.zh.md"] {
      let lines = Markdown.fencedLines(in: try Repository.text(path))
      #expect(lines.contains("swift test"), "\(path)")
      #expect(
        lines.contains("swift run -c release rules evaluate Rules Examples/xiangxi-2023.json"),
        "\(path)")
    }
  }

  @Test(
    "files and folders that a readme's commands name are there",
    arguments: ["README.md", "README.zh.md"])
  func arguments(path: String) throws {
    for line in Markdown.fencedLines(in: try Repository.text(path)) {
      guard line.hasPrefix("rules ") || line.hasPrefix("swift run") else { continue }
      for word in line.split(separator: " ")
      where word.hasPrefix("Rules/") || word.hasPrefix("Examples/") {
        #expect(Repository.has(String(word)), "\(line)")
      }
    }
  }

  @Test("the map of the architecture names every target and every folder of sources")
  func architecture() throws {
    let text = try Repository.text("ARCHITECTURE.md")
    let folders = Set(
      Repository.files(in: "Sources", suffix: ".swift").map { path in
        path.split(separator: "/").dropFirst().dropLast().joined(separator: "/")
      })
    for folder in folders.sorted() {
      let isNamed = text.contains("\(folder)/")
      #expect(isNamed, "\(folder)")
    }
  }

  @Test("files that the map of the architecture names are there")
  func architectureFiles() throws {
    let names = Set(
      ["Sources", "Tests"].flatMap { Repository.files(in: $0) }.map { path in
        String(path.split(separator: "/").last ?? "")
      })
    let text = try Repository.text("ARCHITECTURE.md")
    for match in text.matches(of: /`(?:[\w\/]+\/)?([\w+]+\.swift)`/)
    where match.1 != "Package.swift" {
      let isThere = names.contains(String(match.1))
      #expect(isThere, "\(match.1)")
    }
  }
}
