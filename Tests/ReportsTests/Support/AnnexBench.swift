import Foundation
import Reports
import RuleLang

extension Bench {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardized

  private static func files(_ folder: String, _ ending: String) throws -> [URL] {
    try FileManager.default
      .contentsOfDirectory(at: root.appending(path: folder), includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == ending }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  /// The rules of a scheme for 2023 and an example.
  static func example(_ scheme: String, _ data: String) throws -> Bench {
    let sources = try files("Rules/2023/\(scheme)", "rules").map { url in
      SourceFile(
        path: url.lastPathComponent, text: try String(contentsOf: url, encoding: .utf8))
    }
    let data = root.appending(path: "Examples/\(data).json")
    return try Bench(sources, data: try String(contentsOf: data, encoding: .utf8))
  }

  /// The forms of a scheme for 2023.
  func forms(of scheme: String) throws -> AnnexForms {
    AnnexForms(
      try Self.files("Rules/2023/\(scheme)/附表", "csv").map { url in
        AnnexForms.File(
          name: String(url.lastPathComponent.dropLast(4)), path: url.lastPathComponent,
          bytes: Array(try Data(contentsOf: url)))
      }, of: ruleset)
  }

  /// A form in a text.
  func form(_ text: String) -> AnnexForms {
    AnnexForms(
      [AnnexForms.File(name: "表", path: "表.csv", bytes: Array(text.utf8))], of: ruleset)
  }

  func annexes(_ forms: AnnexForms, _ language: Language = .zh, at index: Int = 0) -> String {
    AnnexReport.markdown(
      results[index].evaluation, record: results[index].record, forms: forms, ruleset: ruleset,
      language: language)
  }

  /// The annexes of a record as a page.
  func page(_ forms: AnnexForms, at index: Int = 0) -> MarkupReader {
    let frame = AnnexReport.frame(ruleset, language: .zh)
    return MarkupReader(
      frame.opening
        + AnnexReport.html(
          results[index].evaluation, record: results[index].record, forms: forms,
          ruleset: ruleset, language: .zh) + frame.closing)
  }
}
