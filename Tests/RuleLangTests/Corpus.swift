import Foundation
import RuleLang
import Testing

/// A rule file of the corpus, or one of the rules in force.
struct CorpusFile: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String

  var testDescription: String { name }

  /// Every file of the corpus and of `Rules/`, in the order of their names.
  static let all = own + files(under: tests.appending(path: "../../Rules").standardized)

  /// The files written to show every form, short enough to be changed in every place.
  static let own = files(under: tests.appending(path: "Corpus"))

  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// The files whose layout is the canonical one already.
  static let canonical = all.filter { $0.name.hasPrefix("tour.") }

  private static func files(under folder: URL) -> [CorpusFile] {
    guard let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    else { return [] }
    let urls = found.compactMap { $0 as? URL }.filter { $0.pathExtension == "rules" }
    return urls.sorted { $0.path < $1.path }.compactMap { url in
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
      let name = url.path.dropFirst(folder.path.count).drop { $0 == "/" }
      return CorpusFile(name: String(name), text: text)
    }
  }
}

/// A file read from its text alone.
func parse(_ text: String) -> (file: RuleFile, diagnostics: [Diagnostic]) {
  Parser.parse(SourceFile(path: "corpus", text: text), file: 0)
}

/// A text in the layout of the formatter.
func formatted(_ text: String, in vocabulary: Language) -> String {
  Formatter(vocabulary: vocabulary).format(parse(text).file)
}

/// The findings as lines for the words of a failed expectation.
func described(_ diagnostics: [Diagnostic], in text: String) -> String {
  let source = SourceFile(path: "corpus", text: text)
  return diagnostics.map { diagnostic in
    let line = source.position(of: diagnostic.range.lower).line
    return "\(diagnostic.code.rawValue) line \(line) '\(source.text(diagnostic.range.offsets))'"
      + " \(diagnostic.message.zh)"
  }.joined(separator: "\n")
}
