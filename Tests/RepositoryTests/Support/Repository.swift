import Foundation

/// The files of the project, by their paths from its root.
enum Repository {
  /// The folder that holds `Package.swift`.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent()  // Support
    .deletingLastPathComponent()  // RepositoryTests
    .deletingLastPathComponent()  // Tests
    .deletingLastPathComponent()

  /// The text of a file.
  static func text(_ path: String) throws -> String {
    // Some cases are damaged on purpose; what is no UTF-8 in them reads as U+FFFD.
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// Whether there is a file or a folder at a path.
  static func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  /// The files in a folder and below it whose names end in some way, in the order of their paths.
  static func files(in folder: String, suffix: String = "") -> [String] {
    let start = root.appending(path: folder).path
    let found = FileManager.default.enumerator(atPath: start)?.compactMap { $0 as? String } ?? []
    return found.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".build/") && isFile(start, $0) }
      .map { folder + "/" + $0 }
      .sorted()
  }

  /// The documents that people read: those at the root, of the rules, the specification and the benchmarks.
  static let documents: [String] =
    [
      "README.md", "README.zh.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md",
      "Benchmarks/README.md",
    ]
    + ["Rules", "Examples", "spec"].flatMap { files(in: $0, suffix: ".md") }

  private static func isFile(_ folder: String, _ path: String) -> Bool {
    var isFolder: ObjCBool = false
    let whole = folder + "/" + path
    return FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder)
      && !isFolder.boolValue
  }
}
