import Columnar
import Evaluator
import Reports
import RuleLang
import Tabular

/// Scores rows of a sheet in columns, for results as a table and for what all results come to; what
/// it cannot is scored record by record.
final class ColumnScorer: PartScorer {
  private let stream: StreamScoring
  private let records: RecordScorer
  private let columns: SheetColumns
  /// Nil where nobody wants results.
  private let template: RowTemplate?
  private var sheets: SheetScorer?
  private let suffix: [UInt8]

  /// A scorer for a stream; nil where its data or its results are no tables, or the columns are not
  /// such that rows can be scored without making records of them.
  init?(_ stream: StreamScoring) {
    guard let header = stream.header, stream.fileErrors.isEmpty,
      let columns = stream.scoring.binder.columns(of: header)
    else { return nil }
    let ruleset = stream.scoring.ruleset
    let scheme = columns.statesScheme ? ruleset.name : nil
    let chosen = stream.choice.all.choose(for: .stating(year: ruleset.year, scheme: scheme))
    guard chosen.index == stream.choice.index, chosen.finding == nil else { return nil }
    template = stream.writer.flatMap { $0.template(ruleset) }
    if stream.writer != nil, template == nil { return nil }
    self.stream = stream
    self.columns = columns
    records = RecordScorer(stream)
    suffix = RecordKeys.suffix(year: ruleset.year, scheme: scheme, day: nil)
  }

  func score(_ part: DataPart, under conditions: PartConditions) -> ScoredPart {
    guard conditions.isEmpty, !part.isBroken, part.failure() == nil,
      part.bytes.count < SheetScorer.bytesMax, let sheets = sheets(part)
    else { return records.score(part, under: conditions) }
    var taking = Taking(part: part, records: records, suffix: suffix)
    if stream.wantsSummary { taking.scored.summary = CohortSummary(stream.scoring.ruleset) }
    sheets.score(part.bytes, to: &taking)
    return taking.scored
  }

  private func sheets(_ part: DataPart) -> SheetScorer? {
    if let sheets { return sheets }
    guard let separator = part.separator else { return nil }
    sheets = SheetScorer(
      stream.scoring.engine.program, columns: columns, separator: separator.rawValue,
      template: template, sumsUp: stream.wantsSummary,
      blockRows: stream.blockRows)
    return sheets
  }

  /// Puts rows together, those that were scored here and those that were not.
  private struct Taking: SheetScorer.Sink {
    let part: DataPart
    let records: RecordScorer
    let suffix: [UInt8]
    var scored = ScoredPart()

    mutating func take(
      _ text: UnsafeBufferPointer<UInt8>, _ rows: UnsafeBufferPointer<SheetRow>
    ) {
      scored.bytes.append(contentsOf: text)
      scored.keys.add(
        rows.lazy.map(\.department), of: part.bytes, suffix: suffix, firstRecord: scored.counts.all)
      scored.counts.addSound(rows.count)
    }

    mutating func take(_ sums: CompleteSums) { scored.summary?.add(sums) }

    mutating func takeRow(_ range: Range<Int>) {
      records.addRow(range, of: part, to: &scored)
    }
  }
}

extension ResultWriter {
  /// What a row of a complete result is made of; nil where results are no table, and for one of a
  /// single column, in which an empty cell is written otherwise.
  func template(_ ruleset: Ruleset) -> RowTemplate? {
    guard format == .csv else { return nil }
    let cells = ResultCSV.completeRow(ruleset, columns: columns, language: language)
    guard cells.count > 1 else { return nil }
    var pieces: [RowTemplate.Piece] = []
    for (index, cell) in cells.enumerated() {
      if index > 0 { pieces.append(.text(",")) }
      switch cell {
      case .text(let text): if !text.isEmpty { pieces.append(.text(text)) }
      case .department: pieces.append(.department)
      case .score(let indicator): pieces.append(.score(indicator))
      case .heading(let heading): pieces.append(.heading(heading))
      case .total: pieces.append(.total)
      case .grade: pieces.append(.grade)
      }
    }
    pieces.append(.text("\n"))
    return RowTemplate(
      pieces, grades: ruleset.grades.map { ResultCSV.field($0.name) },
      decimalsMin: columns.decimalsMin, number: columns.number)
  }
}
