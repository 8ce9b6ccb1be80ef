public import RuleLang

/// Rulesets as the tables that are published of them: 评价指标表.
public enum StandardsReport {
  /// A ruleset, and where its statements come from if it amends another.
  public struct Subject {
    let ruleset: Ruleset
    let trail: VersionTrail?
    let paths: [String]

    /// A ruleset.
    ///
    /// - Parameters:
    ///   - ruleset: the ruleset.
    ///   - trail: where its statements come from; nil for one that amends nothing.
    ///   - paths: the paths of its files to show to people.
    public init(_ ruleset: Ruleset, trail: VersionTrail? = nil, paths: [String] = []) {
      self.ruleset = ruleset
      self.trail = trail
      self.paths = paths
    }
  }

  /// Tables as one HTML file, which needs no other and fetches nothing.
  ///
  /// - Parameters:
  ///   - subjects: the rulesets, each on a sheet of its own.
  ///   - language: the language of the words around those of the rules.
  /// - Returns: the file in UTF-8. Nothing that comes from rules is markup in it.
  public static func html(_ subjects: [Subject], language: Language) -> [UInt8] {
    HTMLPage(page(subjects, language)).bytes()
  }

  /// Tables as Markdown.
  ///
  /// - Parameters:
  ///   - subjects: the rulesets.
  ///   - language: the language of the words around those of the rules.
  /// - Returns: the text. Nothing that comes from rules is markup in it.
  public static func markdown(_ subjects: [Subject], language: Language) -> String {
    MarkdownPage(page(subjects, language)).text()
  }

  private static func page(_ subjects: [Subject], _ language: Language) -> Page {
    let say = Wording(language: language)
    let parts = subjects.map { StandardsPage($0, say) }
    var page = Page(title: say.list(parts.map(\.title)), language: language)
    for part in parts { page.blocks += part.blocks() }
    return page
  }
}
