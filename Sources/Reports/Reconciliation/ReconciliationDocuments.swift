public import Evaluator
import ExactNumbers
public import RuleLang
import Tabular

/// Reconciliations as one JSON document, in the shape of chapter 16, written in parts.
public enum ReconciliationJSON {
  /// The document up to its first record.
  public static let opening =
    "{\n  \"engine\": \"\(ResultJSON.engine)\",\n  \"reconciliations\": ["

  /// One record inside the document, without a comma before or after it.
  ///
  /// - Parameters:
  ///   - reconciliation: what was compared.
  ///   - record: the record; nil where it could not be read.
  ///   - ruleset: the ruleset it was compared by.
  ///   - files: the files that places count, with the paths to show to people.
  ///   - language: the language of the words.
  /// - Returns: The text, without a line ending after it.
  public static func member(
    _ reconciliation: Reconciliation, record: Record?, ruleset: Ruleset, files: [SourceFile],
    language: Language
  ) -> String {
    let evaluation = reconciliation.evaluation
    let hasFailed = evaluation.status == .failed
    func text(_ value: String?) -> JSONItem { value.map { .string($0) } ?? .null }
    let range = evaluation.range
    var members: [(String, JSONItem)] = [
      ("ruleset", ResultItems.receipt(of: ruleset)), ("department", text(evaluation.department)),
      ("fiscalYear", .integer(evaluation.fiscalYear)),
      ("status", .string(evaluation.status.rawValue)),
      (
        "claimed",
        .object([
          ("total", text(record?.claims.total)), ("grade", text(record?.claims.grade)),
        ])
      ),
      (
        "computed",
        .object([
          ("total", hasFailed ? .null : text(evaluation.score?.description)),
          (
            "range",
            hasFailed
              ? .null
              : .array([
                text(range.lower?.value.description), text(range.upper?.value.description),
              ])
          ), ("grade", evaluation.status == .complete ? text(evaluation.grade) : .null),
        ])
      ), ("counts", counts(reconciliation.items)),
    ]
    if let record, !hasFailed {
      let words = ReconciliationWords(
        reconciliation, record, ruleset, files: files, options: ReportOptions(language: language))
      members.append(("items", .array(reconciliation.items.map { item($0, words) })))
    } else {
      let errors = evaluation.errors.map { error in
        JSONItem.object([
          ("code", .string(error.code.rawValue)),
          ("message", .string(error.message.text(in: language))),
        ])
      }
      members.append(("errors", .array(errors)))
    }
    return "\n    " + JSONItem.object(members).text(atDepth: 2)
  }

  /// The document after its last record.
  public static func closing(isEmpty: Bool) -> String { isEmpty ? "]\n}\n" : "\n  ]\n}\n" }

  private static func counts(_ items: [ReconciliationItem]) -> JSONItem {
    let differing = items.filter { $0.verdict == .differs }
    let changing = differing.count { !$0.effects.isEmpty }
    return .object([
      ("changing", .integer(changing)), ("differing", .integer(differing.count - changing)),
      ("open", .integer(items.count { $0.verdict == .open })),
      ("agreeing", .integer(items.count { $0.verdict == .agrees })),
    ])
  }

  private static func item(_ item: ReconciliationItem, _ words: ReconciliationWords) -> JSONItem {
    let effects = ReconciliationItem.Effect.allCases.filter { item.effects.contains($0) }
    var members: [(String, JSONItem)] = [
      ("kind", .string(item.kind.rawValue)), ("verdict", .string(item.verdict.rawValue)),
      ("effects", .array(effects.map { .string($0.rawValue) })),
      ("subject", .string(words.name(item.subject))),
    ]
    let row = ReconciliationRow(item, words)
    for (name, text) in [
      ("claimed", row.claimed), ("computed", row.computed), ("difference", row.difference),
      ("note", row.note),
    ] where !text.isEmpty {
      members.append((name, .string(text)))
    }
    if let (path, line, column) = words.position(item) {
      members.append(
        (
          "place",
          .object([
            ("file", .string(path)), ("line", .integer(line)), ("column", .integer(column)),
          ])
        ))
    }
    members.append(("sources", .array(row.sources.map { .string($0) })))
    return .object(members)
  }
}

/// Reconciliations as a CSV table, one row an item.
public enum ReconciliationCSV {
  /// The names of the columns, as a line of the table.
  public static func header(_ language: Language) -> String {
    let say = Wording(language: language)
    var csv = CSVText()
    csv.append([
      say("部门", "department"), say("年度", "fiscal year"), say("结论", "verdict"),
      say("类别", "kind"), say("对象", "subject"), say("申报", "claimed"), say("计算", "computed"),
      say("相差", "difference"), say("改变", "changes"), say("说明", "note"), say("位置", "place"),
      say("来源", "sources"),
    ])
    return csv.text
  }

  /// The rows of one record; a record that failed has one with its errors.
  ///
  /// The parameters are those of the document.
  public static func rows(
    _ reconciliation: Reconciliation, record: Record?, ruleset: Ruleset, files: [SourceFile],
    language: Language
  ) -> String {
    let say = Wording(language: language)
    let evaluation = reconciliation.evaluation
    let head = [evaluation.department ?? "", String(evaluation.fiscalYear)]
    var csv = CSVText()
    guard let record, evaluation.status != .failed else {
      let errors = evaluation.errors.map { "[\($0.code.rawValue)] \(say($0.message))" }
      let empty = Array(repeating: "", count: 6)
      csv.append(
        head + [say("有错误", "failed")] + empty
          + [errors.joined(separator: say("；", "; ")), "", ""])
      return csv.text
    }
    let words = ReconciliationWords(
      reconciliation, record, ruleset, files: files, options: ReportOptions(language: language))
    for item in reconciliation.items {
      let row = ReconciliationRow(item, words)
      csv.append(
        head + [
          verdict(item, say), words.kind(item.kind), words.name(item.subject), row.claimed,
          row.computed, row.difference, words.effects(item), row.note, words.place(item),
          row.sources.joined(separator: say("；", "; ")),
        ])
    }
    return csv.text
  }

  private static func verdict(_ item: ReconciliationItem, _ say: Wording) -> String {
    switch item.verdict {
    case .agrees: say("相符", "agrees")
    case .open: say("未能核对", "cannot be said")
    case .differs:
      item.effects.isEmpty ? say("不符", "differs") : say("不符，改变结果", "differs, changes the result")
    }
  }
}

/// The texts of an item as documents have them.
private struct ReconciliationRow {
  let claimed: String
  let computed: String
  let difference: String
  let note: String
  let sources: [String]

  init(_ item: ReconciliationItem, _ words: ReconciliationWords) {
    let sides = item.kind == .check && item.rows == nil ? words.sides(item) : nil
    claimed = sides?.left ?? words.claimed(item)
    computed = sides?.right ?? words.computed(item)
    difference = words.difference(item)
    note = words.notes(item).filter { !$0.isEmpty }.joined(separator: words.say("；", "; "))
    sources = words.sources(item)
  }
}
