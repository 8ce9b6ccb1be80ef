import Columnar
import Evaluator
import Reports
import RuleLang
import Tabular

/// Scores rows of a sheet, or JSON lines, in columns, for results as a table and for what all results
/// come to; what it cannot is scored record by record.
final class ColumnScorer: PartScorer {
  /// Records that are read into the same columns.
  private struct Records {
    let scorer: SheetScorer
    /// What the keys of all of them end in.
    let suffix: [UInt8]
  }

  private let stream: ResultScoring
  private let records: RecordScorer
  /// Nil where nobody wants results.
  private let template: RowTemplate?
  /// The columns of a sheet; nil for JSON lines.
  private let columns: SheetColumns?
  private var sheet: Records?
  /// By what lines state beside their facts; nil where such lines are not for columns.
  private var lines: [RecordTerms: Records?] = [:]
  /// Terms that most lines of the last part had.
  private var usualTerms: RecordTerms?
  /// How many bytes the results of the last part took, which the next will take about as well.
  private var resultBytes = 0

  /// A scorer for a stream; nil where its results are no table, or its columns not such that rows can
  /// be scored without making records of them.
  init?(_ stream: ResultScoring) {
    guard stream.fileErrors.isEmpty else { return nil }
    template = stream.writer.flatMap { $0.template(stream.scoring.ruleset) }
    if stream.writer != nil, template == nil { return nil }
    columns = stream.header.flatMap { stream.scoring.binder.columns(of: $0) }
    if stream.header != nil, columns == nil { return nil }
    self.stream = stream
    records = stream.makeRecordScorer()
    if let columns, scheme(columns.statesScheme) == nil { return nil }
  }

  func score(_ part: DataPart, under conditions: PartConditions) -> ScoredPart {
    guard conditions.isEmpty, !part.isBroken, part.failure() == nil,
      part.bytes.count < SheetScorer.bytesMax, let columnar = columnar(part)
    else { return records.score(part, under: conditions) }
    var taking = Taking(part: part, records: records, suffix: columnar.suffix)
    records.begin(&taking.scored)
    taking.scored.bytes.reserveCapacity(resultBytes)
    columnar.scorer.score(part.bytes, to: &taking)
    resultBytes = taking.scored.bytes.count
    if stream.header == nil { notePresence(columnar.scorer.takeGivenFacts(), &taking) }
    // Where most lines were not of these terms the next part is looked at again.
    if taking.takenCount * 2 < taking.scored.counts.all { usualTerms = nil }
    return taking.scored
  }

  private func notePresence(_ facts: [Int], _ taking: inout Taking) {
    guard let first = taking.firstTaken else { return }
    var presence = FactPresence()
    stream.scoring.binder.note(facts, at: first, in: &presence)
    // The first record of a part stands for it, whoever scored it.
    if taking.isFirstTaken {
      presence.add(taking.scored.presence)
      taking.scored.presence = presence
    } else {
      taking.scored.presence.add(presence)
    }
  }

  // MARK: Columns

  /// What scores the records of a part.
  private func columnar(_ part: DataPart) -> Records? {
    guard columns == nil else { return sheet(part) }
    guard let terms = usualTerms ?? part.terms() else { return nil }
    usualTerms = terms
    if let known = lines[terms] { return known }
    if lines.count >= Self.termsMax { lines = [:] }
    let made = lines(with: terms)
    lines[terms] = .some(made)
    return made
  }

  /// Few terms come in one file.
  private static let termsMax = 8

  private func sheet(_ part: DataPart) -> Records? {
    if let sheet { return sheet }
    guard let separator = part.separator, let columns, let scheme = scheme(columns.statesScheme),
      let scorer = SheetScorer(
        stream.scoring.engine.program, columns: columns, separator: separator.rawValue,
        template: template, sumsUp: stream.wantsSummary, blockRows: stream.blockRows)
    else { return nil }
    sheet = Records(scorer: scorer, suffix: suffix(scheme))
    return sheet
  }

  private func lines(with terms: RecordTerms) -> Records? {
    let members = stream.scoring.binder.columns(ofLinesWith: terms, stream.defaults)
    guard let scheme = scheme(terms.statesScheme),
      let scorer = SheetScorer(
        stream.scoring.engine.program, lines: members, template: template,
        sumsUp: stream.wantsSummary, blockRows: stream.blockRows)
    else { return nil }
    return Records(scorer: scorer, suffix: suffix(scheme))
  }

  /// The scheme that records state; nil where the ruleset is not the one for such records.
  private func scheme(_ isStated: Bool) -> String?? {
    let ruleset = stream.scoring.ruleset
    let scheme = isStated ? ruleset.name : nil
    let chosen = stream.choice.all.choose(for: .stating(year: ruleset.year, scheme: scheme))
    return chosen.index == stream.choice.index && chosen.finding == nil ? .some(scheme) : nil
  }

  private func suffix(_ scheme: String?) -> [UInt8] {
    RecordKeys.suffix(year: stream.scoring.ruleset.year, scheme: scheme, day: nil)
  }

  // MARK: Results

  /// Puts rows together, those that were scored here and those that were not.
  private struct Taking: SheetScorer.Sink {
    let part: DataPart
    let records: RecordScorer
    let suffix: [UInt8]
    var scored = ScoredPart()
    /// How many rows were scored here, and where the department of the first stands.
    var takenCount = 0
    var firstTaken: SourceRange?
    /// Whether the engine had no record before that which tells what the file gives.
    var isFirstTaken = false

    mutating func take(
      _ text: UnsafeBufferPointer<UInt8>, _ rows: UnsafeBufferPointer<SheetRow>
    ) {
      if firstTaken == nil, part.separator == nil, let department = rows.first?.department {
        isFirstTaken = !scored.presence.hasRecords
        // With its quotes.
        firstTaken = part.place(of: department.lowerBound - 1..<department.upperBound + 1)
      }
      takenCount += rows.count
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
