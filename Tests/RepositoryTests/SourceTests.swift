import Testing

/// What must hold for every source file.
@Suite("Sources")
struct SourceTests {
  /// What each target may import beside the standard library; nothing points back up.
  private static let imports: [String: Set<String>] = [
    "ExactNumbers": [],
    "Tabular": ["Glibc", "Musl", "Darwin"],
    "RuleLang": ["ExactNumbers"],
    "Evaluator": ["ExactNumbers", "RuleLang", "Tabular"],
    "Columnar": ["ExactNumbers", "RuleLang", "Evaluator", "Tabular", "Glibc", "Musl", "Darwin"],
    "Reports": ["ExactNumbers", "RuleLang", "Evaluator", "Tabular"],
    "RulesCommand": [
      "ExactNumbers", "RuleLang", "Evaluator", "Columnar", "Tabular", "Reports", "Glibc", "Musl",
      "Darwin", "Synchronization",
    ],
    "rules": ["RulesCommand"],
  ]

  /// The modules that compute; no binary fraction may appear in them.
  private static let exactTargets: Set<String> = [
    "ExactNumbers", "RuleLang", "Evaluator", "Columnar",
  ]

  private static let files = Repository.files(in: "Sources", suffix: ".swift")

  /// The code of each file, without comments and texts.
  private static let code = Dictionary(
    uniqueKeysWithValues: files.map { path in
      (path, SwiftCode((try? Repository.text(path)) ?? ""))
    })

  @Test("there are sources of every target")
  func targets() {
    #expect(Set(Self.files.map(target)).isSubset(of: Set(Self.imports.keys)))
    #expect(Self.files.count > 80)
  }

  @Test("no file is longer than 400 lines", arguments: files)
  func length(path: String) throws {
    let lines = try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count - 1 <= 400)
  }

  @Test("imports follow the direction of the targets", arguments: files)
  func direction(path: String) throws {
    let allowed = try #require(Self.imports[target(path)])
    for line in try #require(Self.code[path]).lines where line.contains("import ") {
      let pattern = /\s*(?:@\w+ )*(?:public |package |internal |private )?import (?:\w+ )?(\w+).*/
      guard let match = line.wholeMatch(of: pattern) else { continue }
      let isAllowed = allowed.contains(String(match.1))
      #expect(isAllowed, "\(line)")
    }
  }

  @Test("nothing traps on purpose", arguments: files)
  func traps(path: String) throws {
    for (number, line) in try #require(Self.code[path]).lines.enumerated() {
      let isForced = line.utf8.contains(UInt8(ascii: "!")) && line.contains(/[\w)\]}>"]!(?!=)/)
      #expect(!isForced, "line \(number + 1): try!, as! or a force unwrap")
      for word in Self.words(of: line) {
        let isTrap = word == "fatalError" || word == "preconditionFailure"
        #expect(!isTrap, "line \(number + 1): \(word)")
      }
    }
  }

  @Test("modules that compute know no binary fractions", arguments: files)
  func exactness(path: String) throws {
    guard Self.exactTargets.contains(target(path)) else { return }
    let binary: Set<Substring> = [
      "Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat", "Decimal",
    ]
    for (number, line) in try #require(Self.code[path]).lines.enumerated() {
      let found = Self.words(of: line).first { binary.contains($0) }
      #expect(found == nil, "line \(number + 1)")
    }
  }

  @Test("the package depends on no other")
  func dependencies() throws {
    let manifest = SwiftCode(try Repository.text("Package.swift"))
    #expect(!manifest.lines.contains { $0.contains(".package(") })
  }

  private static func words(of line: String) -> [Substring] {
    line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
  }

  private func target(_ path: String) -> String { Self.target(path) }

  private static func target(_ path: String) -> String {
    String(path.split(separator: "/")[1])
  }
}
