public import Evaluator
public import RuleLang

/// The result of one department as a page that is printed and signed: the official table, and the defence of each
/// point.
///
/// Chapter 19 has what stands on it.
public enum ResultPage {
  /// The page as one HTML file, which needs no other and fetches nothing.
  ///
  /// - Parameters:
  ///   - evaluation: the result.
  ///   - record: the data it was made from; nil where they could not be read.
  ///   - reconciliation: what the record claims against the result; nil leaves that out.
  ///   - ruleset: the ruleset it was made with.
  ///   - language: the language of the words around those of the rules and the data.
  ///   - index: the path of the page that leads here; nil where there is none.
  /// - Returns: UTF-8; nothing that comes from rules or data is markup in it.
  public static func html(
    _ evaluation: Evaluation, record: Record?, reconciliation: Reconciliation? = nil,
    ruleset: Ruleset, language: Language, index: String? = nil
  ) -> [UInt8] {
    HTMLPage(page(evaluation, record, reconciliation, ruleset, language, index)).bytes()
  }

  /// The same in Markdown.
  public static func markdown(
    _ evaluation: Evaluation, record: Record?, reconciliation: Reconciliation? = nil,
    ruleset: Ruleset, language: Language, index: String? = nil
  ) -> String {
    MarkdownPage(page(evaluation, record, reconciliation, ruleset, language, index)).text()
  }

  private static func page(
    _ evaluation: Evaluation, _ record: Record?, _ reconciliation: Reconciliation?,
    _ ruleset: Ruleset, _ language: Language, _ index: String?
  ) -> Page {
    let say = Wording(language: language)
    let part = DepartmentPage(evaluation, record, reconciliation, ruleset, say)
    var page = Page(title: part.title, language: language, blocks: part.blocks())
    if let index { page.blocks.append(.link(say("回到汇总", "Back to all departments"), to: index)) }
    return page
  }
}
