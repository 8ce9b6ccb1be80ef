import RuleLang

/// Where clauses stand, as people look them up: the file inside the ruleset, and the line.
struct RulesetPlaces {
  private let files: [SourceFile]
  private let folder: Int

  init(_ ruleset: Ruleset) {
    files = ruleset.files
    folder = Self.commonFolder(files.map(\.path))
  }

  /// The path of a file inside the ruleset; nil for a file of something else.
  func path(_ file: Int) -> String? {
    files.indices.contains(file) ? String(files[file].path.dropFirst(folder)) : nil
  }

  /// The line on which a place begins, from 1.
  func line(_ range: SourceRange) -> Int? {
    guard files.indices.contains(range.file) else { return nil }
    return files[range.file].position(of: range.lower).line
  }

  /// A place in words: `20-过程.rules 第 14 行`.
  func words(_ range: SourceRange, _ say: Wording) -> String? {
    guard let path = path(range.file), let line = line(range) else { return nil }
    return PlainText.of(say("\(path) 第 \(line) 行", "\(path), line \(line)"))
  }

  /// What stands in the rules at a place, with single spaces.
  func text(_ range: SourceRange) -> String {
    guard files.indices.contains(range.file) else { return "" }
    return files[range.file].textOnOneLine(range.offsets)
  }

  /// How many characters the paths have in common, up to their last common folder.
  private static func commonFolder(_ paths: [String]) -> Int {
    guard var common = paths.first.map({ Array($0) }) else { return 0 }
    for path in paths.dropFirst() {
      let shared = zip(common, path).prefix { $0 == $1 }.count
      common = Array(common.prefix(shared))
    }
    return common.lastIndex(of: "/").map { $0 + 1 } ?? 0
  }
}
