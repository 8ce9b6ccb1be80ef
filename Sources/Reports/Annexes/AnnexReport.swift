public import Evaluator
public import RuleLang
import Tabular

/// The forms of a ruleset, read and checked (chapter 20).
public struct AnnexForms: Sendable {
  /// A file that holds a form.
  public struct File: Sendable {
    /// What the form is called.
    public let name: String

    /// The path to show to people.
    public let path: String

    /// Its bytes, in any encoding that data may have; nil of what is no form.
    public let bytes: [UInt8]?

    /// A form as it was read from the disk.
    public init(name: String, path: String, bytes: [UInt8]?) {
      self.name = name
      self.path = path
      self.bytes = bytes
    }
  }

  /// The texts of the files, which places count behind the files of the ruleset.
  public let sources: [SourceFile]

  /// What was found in them.
  public let diagnostics: [Diagnostic]

  /// Where the rules declare what the forms use.
  public let uses: Set<SourceRange>

  let forms: [Form]

  /// Whether there is none.
  public var isEmpty: Bool { forms.isEmpty }

  /// Reads forms for a ruleset.
  ///
  /// Never throws: what is wrong is found.
  ///
  /// - Complexity: that of checking the rules, and for each form O(*n*) in its bytes and, for each
  ///   place, in the bytes before it.
  public init(_ files: [File], of ruleset: Ruleset) {
    var found: [Diagnostic] = []
    let first = ruleset.files.count
    var sources: [SourceFile] = []
    for (index, file) in files.enumerated() {
      let (source, finding) = Self.source(of: file)
      sources.append(source)
      if let finding {
        let place = SourceRange(file: first + index, lower: 0, upper: 0)
        found.append(finding.at(place))
      }
    }
    var forms: [Form] = []
    var uses: Set<SourceRange> = []
    var places = FormPlaceReader(ruleset, in: sources)
    for (index, file) in files.enumerated() where !sources[index].bytes.isEmpty {
      let read = FormReader.read(
        file.name, sources[index], file: first + index, ruleset, &places)
      forms.append(read.form)
      found += read.findings
      for place in read.places { uses.formUnion(place.uses(in: ruleset)) }
    }
    self.forms = forms
    self.sources = sources
    self.uses = uses
    diagnostics = (found + places.findings).sortedAndCapped()
  }

  private static func source(of file: File) -> (SourceFile, Finding?) {
    func empty(_ finding: Finding) -> (SourceFile, Finding?) {
      (SourceFile(path: file.path, bytes: []), finding)
    }
    guard let bytes = file.bytes else {
      return empty(
        .unreadableForm(
          zh: "“\(file.name)”不是 .csv 文件", en: "'\(file.name)' is no .csv file"))
    }
    guard bytes.count <= Limits.formBytesMax else { return empty(.formTooLarge()) }
    do throws(TextDecodingError) {
      let text = try TextDecoder.decode(bytes)
      guard text.utf8.contains(where: { $0 > 0x20 }) else {
        return empty(.unreadableForm(zh: "没有标题", en: "it has no title"))
      }
      return (SourceFile(path: file.path, bytes: text.utf8, lineEnds: .lineFeedOrReturn), nil)
    } catch {
      return empty(
        .unreadableForm(zh: "里面有不是文字的内容", en: "it holds something that is no text"))
    }
  }
}

extension FormPlace {
  /// Where the rules declare what it uses.
  func uses(in ruleset: Ruleset) -> [SourceRange] {
    switch kind {
    case .column(let table, let column, _):
      let table = ruleset.tables[table]
      return [table.range, table.columns[column].range]
    case .value(let expression, _):
      return expression.usedNames(in: ruleset).compactMap { name in
        switch name {
        case .fact(let index): ruleset.facts[safely: index]?.range
        case .table(let index): ruleset.tables[safely: index]?.range
        case .definition(let index): ruleset.definitions[safely: index]?.range
        case .score, .measure, .heading: nil
        }
      }
    default: return []
    }
  }
}

/// The annexes of a report: forms filled in, as pages that are printed and signed.
public enum AnnexReport {
  /// What stands before the first annex of a document in HTML and after its last, in UTF-8.
  public static func frame(
    _ ruleset: Ruleset, language: Language
  ) -> (opening: [UInt8], closing: [UInt8]) {
    let say = Wording(language: language)
    let title = say(
      "\(ruleset.name)附表（\(ruleset.year) 年度）", "\(ruleset.name), annexes, \(ruleset.year)")
    return HTMLPage(Page(title: title, language: language)).frame()
  }

  /// The annexes of one record in HTML, without what stands around them.
  ///
  /// - Parameters:
  ///   - evaluation: the result.
  ///   - record: the data it was made from; nil where they could not be read.
  ///   - forms: the forms, without errors.
  ///   - ruleset: the ruleset it was made with.
  ///   - language: the language of the words around those of the rules, the data and the forms.
  /// - Returns: UTF-8; nothing that comes from rules, data or forms is markup in it.
  public static func html(
    _ evaluation: Evaluation, record: Record?, forms: AnnexForms, ruleset: Ruleset,
    language: Language
  ) -> [UInt8] {
    HTMLPage(page(evaluation, record, forms, ruleset, language)).content()
  }

  /// The annexes of one record as a file of their own, in UTF-8.
  ///
  /// - Parameters:
  ///   - evaluation: the result.
  ///   - record: the data it was made from; nil where they could not be read.
  ///   - forms: the forms, without errors.
  ///   - ruleset: the ruleset it was made with.
  ///   - language: the language of the words around those of the rules, the data and the forms.
  ///   - index: the path of the page that leads here.
  /// - Returns: the file; nothing that comes from rules, data or forms is markup in it.
  public static func document(
    _ evaluation: Evaluation, record: Record?, forms: AnnexForms, ruleset: Ruleset,
    language: Language, index: String
  ) -> [UInt8] {
    HTMLPage(linked(page(evaluation, record, forms, ruleset, language), to: index)).bytes()
  }

  /// The same in Markdown.
  public static func markdownDocument(
    _ evaluation: Evaluation, record: Record?, forms: AnnexForms, ruleset: Ruleset,
    language: Language, index: String
  ) -> String {
    MarkdownPage(linked(page(evaluation, record, forms, ruleset, language), to: index)).text()
  }

  private static func linked(_ page: Page, to index: String) -> Page {
    var page = page
    let say = Wording(language: page.language)
    page.blocks.append(.link(say("回到汇总", "Back to all departments"), to: index))
    return page
  }

  /// The annexes in Markdown.
  public static func markdown(
    _ evaluation: Evaluation, record: Record?, forms: AnnexForms, ruleset: Ruleset,
    language: Language
  ) -> String {
    MarkdownPage(page(evaluation, record, forms, ruleset, language)).text()
  }

  private static func page(
    _ evaluation: Evaluation, _ record: Record?, _ forms: AnnexForms, _ ruleset: Ruleset,
    _ language: Language
  ) -> Page {
    let say = Wording(language: language)
    let title = DepartmentPage(evaluation, record, nil, ruleset, say).title
    var page = Page(title: say("\(title)附表", "Annexes: \(title)"), language: language)
    guard let record, evaluation.status != .failed else {
      page.blocks = [.heading(title, level: 1)]
      let notes = ResultNotes(
        evaluation, record: record, ruleset: ruleset, options: ReportOptions(language: language),
        isBrief: false)
      for note in notes.notes() {
        page.blocks += [.heading(note.title, level: 2), .list(note.items)]
      }
      return page
    }
    var filler = AnnexFiller(evaluation, record, ruleset, say)
    for form in forms.forms { page.blocks += filler.blocks(of: form) }
    return page
  }
}
