public import Evaluator
import ExactNumbers
public import RuleLang
import Tabular

/// Results as JSON documents, in the shape of chapter 11 of the specification.
///
/// Members stand in the order of that chapter and numbers are exact, as text, so that the same
/// rules and data give the same bytes.
public enum ResultJSON {
  /// The program that results name, and its version.
  public static let engine = "rules 0.1.0"

  /// One document with the results of all records, indented; it ends in a line feed.
  ///
  /// - Parameters:
  ///   - results: the results in the order of the data, each with its record if there is one.
  ///   - ruleset: the ruleset they were made with.
  ///   - language: the language of reasons and errors; nil is that of the ruleset.
  ///   - files: the files that the places of errors count; nil are those of the ruleset.
  /// - Returns: The document.
  public static func text(
    _ results: [(Evaluation, Record?)], ruleset: Ruleset, language: Language? = nil,
    files: [SourceFile]? = nil
  ) -> String {
    let members = members(results, ruleset: ruleset, language: language, files: files)
    return opening(ruleset) + members + closing(isEmpty: results.isEmpty)
  }

  /// The document up to its first result.
  public static func opening(_ ruleset: Ruleset) -> String {
    let head = JSONItem.object([
      ("ruleset", ResultItems.receipt(of: ruleset)), ("engine", .string(engine)),
    ])
    return head.text(indented: true).dropLast("\n}".count) + ",\n  \"results\": ["
  }

  /// Results inside the document, with commas between them.
  ///
  /// A document that is written in parts has a comma between two parts, its opening before the
  /// first and its closing after the last. The parameters are those of the whole.
  public static func members(
    _ results: [(Evaluation, Record?)], ruleset: Ruleset, language: Language? = nil,
    files: [SourceFile]? = nil
  ) -> String {
    let writer = ResultItems(ruleset, language, files)
    return results.map { evaluation, record in
      "\n    " + JSONItem.object(writer.members(evaluation, record)).text(atDepth: 2)
    }.joined(separator: ",")
  }

  /// The document after its last result.
  public static func closing(isEmpty: Bool) -> String {
    isEmpty ? "]\n}\n" : "\n  ]\n}\n"
  }

  /// One line for each record, with the ruleset in it; each ends in a line feed.
  ///
  /// - Parameters:
  ///   - results: the results in the order of the data, each with its record if there is one.
  ///   - ruleset: the ruleset they were made with.
  ///   - language: the language of reasons and errors; nil is that of the ruleset.
  ///   - files: the files that the places of errors count; nil are those of the ruleset.
  /// - Returns: The lines, in the order of the data.
  public static func lines(
    _ results: [(Evaluation, Record?)], ruleset: Ruleset, language: Language? = nil,
    files: [SourceFile]? = nil
  ) -> String {
    let writer = ResultItems(ruleset, language, files)
    let receipt = ResultItems.receipt(of: ruleset)
    return results.map { evaluation, record in
      let members =
        [("ruleset", receipt), ("engine", .string(engine))] + writer.members(evaluation, record)
      return JSONItem.object(members).text(indented: false) + "\n"
    }.joined()
  }
}
