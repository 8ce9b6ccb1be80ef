import Columnar
import Evaluator
import RuleLang
import Tabular

/// Scores rows of a sheet, or JSON lines, in columns by two rulesets; a record that one of them cannot
/// score so is scored by both record by record.
final class ImpactColumnScorer: PartScorer {
  /// What records state that are read into the same columns.
  private struct Terms: Hashable {
    let year: Int
    let scheme: String?
    /// What JSON lines state beside; nil for a sheet.
    let ofLines: RecordTerms?
  }

  /// What scores such records.
  private struct Scorers {
    let old: SheetScorer
    let new: SheetScorer
    /// What the keys of all of them end in.
    let suffix: [UInt8]
  }

  private let stream: ImpactScoring
  private let records: RecordScorer
  /// By what records state; nil where such records are not for columns.
  private var scorers: [Terms: Scorers?] = [:]
  /// Terms that most records of the last part had.
  private var usualTerms: Terms?

  /// Few terms come in one file.
  private static let termsMax = 8

  /// A scorer for a stream; nil where something in the rules or the columns is not for columns.
  init?(_ stream: ImpactScoring) {
    guard stream.fileErrors.old.isEmpty, stream.fileErrors.new.isEmpty,
      stream.rules.comparer.comparesScores
    else { return nil }
    self.stream = stream
    records = stream.makeRecordScorer()
  }

  func score(_ part: DataPart, under conditions: PartConditions) -> ScoredPart {
    guard conditions.isEmpty, !part.isBroken, part.failure() == nil,
      part.bytes.count < SheetScorer.bytesMax, let terms = usualTerms ?? terms(of: part),
      let scorers = scorers(for: terms, of: part)
    else { return records.score(part, under: conditions) }
    usualTerms = terms
    var (old, new) = (RowList(), RowList())
    scorers.old.score(part.bytes, to: &old)
    scorers.new.score(part.bytes, to: &new)
    guard old.rows.count == new.rows.count else {
      return records.score(part, under: conditions)
    }
    var scored = ScoredPart()
    records.begin(&scored)
    var takenCount = 0
    for (first, second) in zip(old.rows, new.rows) {
      guard let before = first.scores, let after = second.scores else {
        records.addRow(first.range, of: part, to: &scored)
        continue
      }
      let name = part.bytes[first.department]
      scored.keys.add(name, suffix: scorers.suffix, record: scored.counts.all)
      scored.counts.addSound()
      scored.impacts?.add(
        stream.rules.comparer.impact(
          department: String(decoding: name, as: UTF8.self), fiscalYear: terms.year,
          old: before.result(first.place), new: after.result(second.place)))
      takenCount += 1
    }
    // Where most records were not of these terms the next part is looked at again.
    if takenCount * 2 < scored.counts.all { usualTerms = nil }
    return scored
  }

  private func terms(of part: DataPart) -> Terms? {
    guard let record = part.firstSoundRecord(), let year = record.fiscalYear else { return nil }
    return Terms(
      year: year, scheme: record.scheme, ofLines: part.separator == nil ? record.terms : nil)
  }

  private func scorers(for terms: Terms, of part: DataPart) -> Scorers? {
    if let known = scorers[terms] { return known }
    if scorers.count >= Self.termsMax { scorers = [:] }
    var made: Scorers?
    if let old = scorer(stream.rules.old, terms, part),
      let new = scorer(stream.rules.new, terms, part)
    {
      let suffix = RecordKeys.suffix(year: terms.year, scheme: terms.scheme, day: nil)
      made = Scorers(old: old, new: new, suffix: suffix)
    }
    scorers[terms] = .some(made)
    return made
  }

  private func scorer(
    _ side: ImpactRules.Side, _ terms: Terms, _ part: DataPart
  ) -> SheetScorer? {
    func expecting(_ columns: SheetColumns) -> SheetColumns {
      var columns = columns
      columns.expectedYear = terms.year
      columns.expectedScheme = terms.scheme ?? ""
      return columns
    }
    if let ofLines = terms.ofLines {
      var lines = side.binder.columns(ofLinesWith: ofLines, stream.defaults)
      lines.columns = expecting(lines.columns)
      return SheetScorer(
        side.engine.program, lines: lines, template: nil, givesScores: true,
        blockRows: stream.blockRows)
    }
    guard let separator = part.separator, let header = stream.header,
      let columns = side.binder.columns(of: header)
    else { return nil }
    return SheetScorer(
      side.engine.program, columns: expecting(columns), separator: separator.rawValue,
      template: nil, givesScores: true, blockRows: stream.blockRows)
  }

  /// The rows of a part in their order, each with where its scores are; nil where it has none.
  private struct RowList: SheetScorer.Sink {
    struct Row {
      let range: Range<Int>
      var department = 0..<0
      var scores: BlockScores?
      /// Its place in the block of the scores.
      var place = 0
    }

    private(set) var rows: [Row] = []

    mutating func take(
      _ scores: BlockScores, of rows: UnsafeBufferPointer<SheetRow>, from first: Int
    ) {
      for (index, row) in rows.enumerated() {
        self.rows.append(
          Row(range: row.range, department: row.department, scores: scores, place: first + index))
      }
    }

    mutating func takeRow(_ range: Range<Int>) { rows.append(Row(range: range)) }
  }
}
