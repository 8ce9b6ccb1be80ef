public import Evaluator
import ExactNumbers
public import RuleLang

/// A reconciliation for people: what changes the result first, then the rest, then what agrees.
public enum ReconciliationTable {
  /// The report of one record.
  ///
  /// - Parameters:
  ///   - reconciliation: what was compared.
  ///   - record: the record; nil where it could not be read.
  ///   - ruleset: the ruleset it was compared by.
  ///   - files: the files that places count, with the paths to show to people.
  ///   - options: the language and the dress.
  /// - Returns: The lines, each ending in a line feed.
  public static func text(
    _ reconciliation: Reconciliation, record: Record?, ruleset: Ruleset, files: [SourceFile],
    options: ReportOptions
  ) -> String {
    let evaluation = reconciliation.evaluation
    var lines = EvaluationTable.head(evaluation, ruleset, options) + [""]
    guard let record, evaluation.status != .failed else {
      let notes = ResultNotes(
        evaluation, record: record, ruleset: ruleset, options: options, isBrief: true)
      lines += notes.verdict() + notes.sections().flatMap { $0 }
      return lines.map { $0 + "\n" }.joined()
    }
    let words = ReconciliationWords(
      reconciliation, record, ruleset, files: files, options: options)
    lines += Groups(words, options).lines()
    return lines.map { $0 + "\n" }.joined()
  }
}

/// The groups of items.
private struct Groups {
  let words: ReconciliationWords
  let say: Wording
  let ink: Pen

  init(_ words: ReconciliationWords, _ options: ReportOptions) {
    self.words = words
    say = options.say
    ink = options.ink
  }

  func lines() -> [String] {
    let items = words.reconciliation.items
    let changing = items.filter { $0.verdict == .differs && !$0.effects.isEmpty }
    let differing = items.filter { $0.verdict == .differs && $0.effects.isEmpty }
    let open = items.filter { $0.verdict == .open }
    var lines = verdict()
    var number = 0
    func add(_ items: [ReconciliationItem], _ title: String, _ style: Pen.Style) {
      guard !items.isEmpty else { return }
      lines += ["", ink.drawn(title, style)]
      for item in items {
        number += 1
        lines += self.lines(item, number)
      }
    }
    add(
      changing,
      say(
        "改变得分、总分或等次的：\(changing.count) 项",
        "Changes a score, the total or the grade: \(changing.count)"), .bad)
    add(
      differing,
      say("不改变结果的出入：\(differing.count) 项", "Differs and changes nothing: \(differing.count)"),
      .strong)
    add(
      open, say("未能核对的：\(open.count) 项", "Cannot be said: \(open.count)"), .open)
    return lines + [""] + agreed(items.filter { $0.verdict == .agrees })
  }

  /// What was claimed and what was computed, on one line.
  private func verdict() -> [String] {
    let claims = words.record.claims
    let computed = ScoreText.verdict(words.evaluation, say)
    guard !claims.isEmpty else {
      return [
        say("没有申报；按规则计算 \(computed)", "Nothing is claimed; computed: \(computed)")
      ]
    }
    let parts = [
      claims.total.map { PlainText.of($0) + say(" 分", " points") },
      claims.grade.map { PlainText.of($0) },
    ].compactMap { $0 }
    let claimed = parts.isEmpty ? say("没有总分和等次", "no total and no grade") : say.list(parts)
    return [
      say("申报：\(claimed)；按规则计算：\(computed)", "Claimed: \(claimed); computed: \(computed)")
    ]
  }

  private func lines(_ item: ReconciliationItem, _ number: Int) -> [String] {
    let label = String(number) + "."
    let indentation = 5
    let padding = String(repeating: " ", count: max(1, indentation - 1 - label.utf8.count))
    let body = Wrapping.lines(
      words.headline(item), width: ReportOptions.columnsMax - indentation - 1)
    let margin = String(repeating: " ", count: indentation)
    var lines = body.enumerated().map { index, line in
      index == 0 ? label + padding + line : margin + line
    }
    lines = lines.map { " " + $0 }
    let labelled = LabelledLines(
      labelWidth: say.language == .zh ? 4 : 7, indentation: indentation + 1, ink: ink)
    if !item.effects.isEmpty {
      lines += labelled.lines(say("改变", "changes"), words.effects(item))
    }
    for (index, note) in words.notes(item).filter({ !$0.isEmpty }).enumerated() {
      lines += labelled.lines(index == 0 ? say("说明", "note") : "", note)
    }
    if item.kind == .measure || item.kind == .check {
      for (index, source) in words.sources(item).enumerated() {
        lines += labelled.lines(index == 0 ? say("来源", "source") : "", source)
      }
    }
    let place = words.place(item)
    return place.isEmpty ? lines : lines + labelled.lines(say("位置", "place"), place)
  }

  private func agreed(_ items: [ReconciliationItem]) -> [String] {
    let counts = ReconciliationItem.Kind.allCases.compactMap { kind -> String? in
      let count = items.count { $0.kind == kind }
      return count == 0 ? nil : "\(words.kind(kind)) \(count)"
    }
    var text = say("相符 \(items.count) 项", "Agrees: \(items.count)")
    if !counts.isEmpty { text += say.bracketed(say.list(counts)) }
    var lines = Wrapping.lines(text, width: ReportOptions.columnsMax)
      .map { ink.drawn($0, .good) }
    for item in items where words.isWithinTolerance(item) {
      guard let sides = words.sides(item) else { continue }
      let note = say(
        "其中在允许误差之内：\(words.name(item.subject))，\(sides.left) 与 \(sides.right)，"
          + "相差 \(sides.difference)",
        "within its tolerance: \(words.name(item.subject)), \(sides.left) and \(sides.right),"
          + " apart by \(sides.difference)")
      lines += Wrapping.lines(PlainText.of(note), width: ReportOptions.columnsMax - 4)
        .enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 }
    }
    return lines
  }
}
