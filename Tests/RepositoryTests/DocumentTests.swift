import Reports
import RuleLang
import Testing

@testable import RulesCommand

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
    for match in try Repository.text(path).matches(of: /\b[ENW]0\d{3}\b/) {
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

  @Test("the version is the same wherever it is told")
  func version() throws {
    #expect(ResultJSON.engine == "rules \(RulesTool.version)")
    #expect(try Repository.text("CHANGELOG.md").contains(RulesTool.version))
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
    "both readmes describe every command and no other", arguments: ["README.md", "README.zh.md"])
  func commandTable(path: String) throws {
    let text = try Repository.text(path)
    let heading = path == "README.md" ? "## Commands" : "## 命令"
    let described = Markdown.table(under: heading, in: text).compactMap { row in
      row[0].firstMatch(of: /rules (\w+)/).map { String($0.1) }
    }
    #expect(Set(described) == Set(RulesTool.commands.map(\.syntax.name)))
  }

  @Test("options that a readme names exist", arguments: ["README.md", "README.zh.md"])
  func options(path: String) throws {
    let known = RulesTool.commands.flatMap { $0.syntax.allOptions.map(\.name) } + ["--help"]
    let lines = try Repository.text(path).split(separator: "\n").filter { $0.contains("rules ") }
    for line in lines {
      for match in line.matches(of: /(--[a-z]+(?:-[a-z]+)*)/) {
        let isKnown = known.contains(String(match.1))
        #expect(isKnown, "\(match.1)")
      }
    }
  }

  @Test(
    "files and folders that a readme's commands name are there",
    arguments: ["README.md", "README.zh.md"])
  func arguments(path: String) throws {
    for line in Markdown.fencedLines(in: try Repository.text(path)) {
      guard line.contains("rules ") else { continue }
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
