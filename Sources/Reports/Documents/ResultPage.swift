public import Evaluator
public import RuleLang

/// Results as pages that are printed and signed: the official table, and the defence of each point.
///
/// Chapter 19 has what stands on a page. One document holds the results of any number of departments, each
/// beginning a sheet.
public enum ResultPage {
  /// What stands before the first result of a document in HTML and after its last, in UTF-8.
  ///
  /// - Parameters:
  ///   - ruleset: the ruleset that the document is named after.
  ///   - language: the language of the words around those of the rules.
  /// - Returns: both; what stands between them must come from ``html(_:record:reconciliation:ruleset:language:)``.
  public static func frame(
    _ ruleset: Ruleset, language: Language
  ) -> (opening: [UInt8], closing: [UInt8]) {
    let say = Wording(language: language)
    let title = say(
      "\(ruleset.name)结果（\(ruleset.year) 年度）", "\(ruleset.name), results, \(ruleset.year)")
    return HTMLPage(Page(title: title, language: language)).frame()
  }

  /// The results of one department in HTML, without what stands around it.
  ///
  /// - Parameters:
  ///   - evaluation: the result.
  ///   - record: the data it was made from; nil where they could not be read.
  ///   - reconciliation: what the record claims against the result; nil leaves that out.
  ///   - ruleset: the ruleset it was made with.
  ///   - language: the language of the words around those of the rules and the data.
  /// - Returns: UTF-8; nothing that comes from rules or data is markup in it.
  public static func html(
    _ evaluation: Evaluation, record: Record?, reconciliation: Reconciliation? = nil,
    ruleset: Ruleset, language: Language
  ) -> [UInt8] {
    HTMLPage(page(evaluation, record, reconciliation, ruleset, language)).content()
  }

  /// The same in Markdown.
  public static func markdown(
    _ evaluation: Evaluation, record: Record?, reconciliation: Reconciliation? = nil,
    ruleset: Ruleset, language: Language
  ) -> String {
    MarkdownPage(page(evaluation, record, reconciliation, ruleset, language)).text()
  }

  private static func page(
    _ evaluation: Evaluation, _ record: Record?, _ reconciliation: Reconciliation?,
    _ ruleset: Ruleset, _ language: Language
  ) -> Page {
    let part = DepartmentPage(
      evaluation, record, reconciliation, ruleset, Wording(language: language))
    return Page(title: part.title, language: language, blocks: part.blocks())
  }
}
