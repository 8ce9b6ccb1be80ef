import Evaluator
import RuleLang

/// Scores parts record by record, as the engine defines it.
///
/// What it knows is how records stand in parts and what tells them from each other; a
/// ``RecordTaker`` says what becomes of one.
final class RecordScorer: PartScorer {
  private let stream: any StreamScoring
  private let taker: any RecordTaker

  /// How many records are taken before their results are made text of: a part of short rows may
  /// have a hundred thousand.
  private static let takenMax = 1_000

  init(_ stream: any StreamScoring, _ taker: any RecordTaker) {
    self.stream = stream
    self.taker = taker
  }

  func score(_ part: DataPart, under conditions: PartConditions) -> ScoredPart {
    var scored = ScoredPart()
    if let (failure, source) = part.failure() {
      scored.failure = failure
      scored.source = source
      return scored
    }
    taker.begin(&scored)
    let records = part.records()
    for (index, raw) in records.enumerated() {
      if stream.breakOff.isRequested { return ScoredPart() }
      if conditions.failedMax.map({ scored.counts.failed >= $0 }) ?? false { break }
      var raw = raw
      if let first = conditions.repeated[index] {
        let isHere = first >= conditions.recordsBefore
        let place = isHere ? records[first - conditions.recordsBefore].anchor : nil
        raw.markRepeated(first: place, number: first)
      }
      take(raw, into: &scored)
      if (index + 1).isMultiple(of: Self.takenMax) { taker.finish(part, in: &scored) }
    }
    taker.finish(part, in: &scored)
    return scored
  }

  /// Scores one row of a sheet whose bytes are known, and adds all that comes of it to a part, for
  /// which ``begin(_:)`` has been called.
  ///
  /// Rows come in order, and none twice.
  func addRow(_ range: Range<Int>, of part: DataPart, to scored: inout ScoredPart) {
    take(part.record(in: range), into: &scored)
    taker.finish(part, in: &scored)
  }

  /// Prepares a part that has no results yet.
  func begin(_ scored: inout ScoredPart) { taker.begin(&scored) }

  private func take(_ raw: RawRecord, into scored: inout ScoredPart) {
    Self.add(raw, at: scored.counts.all, to: &scored.keys)
    taker.take(raw, into: &scored)
  }

  /// What tells the records of a part from others, and how many there are.
  static func keys(of part: DataPart) -> (keys: RecordKeys, count: Int) {
    var keys = RecordKeys()
    let records = part.records()
    for (index, raw) in records.enumerated() { add(raw, at: index, to: &keys) }
    return (keys, records.count)
  }

  private static func add(_ raw: RawRecord, at index: Int, to keys: inout RecordKeys) {
    guard let department = raw.department, let year = raw.fiscalYear else { return }
    let suffix = RecordKeys.suffix(year: year, scheme: raw.scheme, day: raw.evaluationDay)
    keys.add(department.utf8, suffix: suffix, record: index)
  }
}
