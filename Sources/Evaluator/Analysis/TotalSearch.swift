import ExactNumbers
import RuleLang

/// Finds a record whose total lies where it is wanted, and proves it by evaluating it.
///
/// It puts records of single indicators together so that their scores sum to what is wanted; where
/// an indicator can score anything in a stretch (a straight line, a judgment), that one closes what
/// is left. It is no proof: where indicators share figures, what is put together may score
/// otherwise and is then left. It is deterministic.
struct TotalSearch {
  /// One way for an indicator to score.
  private struct Option {
    let score: Rational
    let record: Record
  }

  /// An indicator that can score anything in a stretch.
  private struct Closer {
    let indicator: Int
    let scores: Interval
    /// Its score as a line of its measure; nil where a person gives the points.
    let line: (slope: Rational, intercept: Rational)?
  }

  /// The most indicators whose scores are put together; of longer rulesets no total is shown.
  static let indicatorCountMax = 100

  /// How many ways to score are kept for one indicator.
  private static let optionCountMax = 5

  /// How many partial sums are looked at, and how many records evaluated, for one total.
  private static let sumCountMax = 4000
  private static let recordCountMax = 12

  private let program: Program
  private let engine: Engine
  private let search: RecordSearch
  private var options: [[Option]] = []
  private var closers: [Closer] = []
  private let needsFractions: Bool

  /// A search in which, where fractions are needed, only a straight line may close what is left.
  init(_ program: Program, needsFractions: Bool = false) {
    self.program = program
    self.needsFractions = needsFractions
    engine = Engine(program)
    search = RecordSearch(program)
    guard program.ruleset.indicators.count <= Self.indicatorCountMax else { return }
    for index in program.ruleset.indicators.indices { add(index) }
  }

  /// A record whose total before rounding lies in an interval, and that shows what is wanted.
  func record(
    total: Interval, where isWanted: (Evaluation, Record) -> Bool
  ) -> (record: Record, evaluation: Evaluation)? {
    guard options.count == program.ruleset.indicators.count else { return nil }
    for closer in closers {
      if let found = record(total, closer, isWanted) { return found }
    }
    return needsFractions ? nil : record(total, nil, isWanted)
  }

  // MARK: Ways to score

  private mutating func add(_ index: Int) {
    let indicator = program.ruleset.indicators[index]
    var targets: [RecordSearch.Target] = [.score(Interval(indicator.points))]
    switch indicator.method {
    case .judged:
      closers.append(
        Closer(indicator: index, scores: Interval(.zero, indicator.points), line: nil))
      let blank = Record(for: program.ruleset)
      options.append(
        [indicator.points, .zero].map { score in
          Option(score: score, record: judged(blank, index, score))
        })
      return
    case .bands(let method):
      guard let function = try? ScoreFunction(method, points: indicator.points, rounding: nil)
      else { break }
      for piece in function.pieces {
        guard case .line(let slope, let intercept) = piece.value else { continue }
        let scores = piece.interval * Interval(slope) + Interval(intercept)
        closers.append(Closer(indicator: index, scores: scores, line: (slope, intercept)))
      }
      targets += function.pieces.prefix(Self.optionCountMax).map { .measureIn($0.interval) }
    case .checklist(let items, _):
      targets += items.indices.prefix(Self.optionCountMax).map { .item($0, met: false) }
    case .deductions(let lines):
      targets += lines.indices.prefix(Self.optionCountMax).map { .deduction($0, counted: true) }
    case .formula, .bestOf: break
    }
    options.append(found(index, targets + [.method]))
  }

  private func found(_ index: Int, _ targets: [RecordSearch.Target]) -> [Option] {
    var found: [Option] = []
    for target in targets where found.count < Self.optionCountMax {
      guard let record = search.record(indicator: index, target),
        let score = engine.evaluate(record).indicators[index].score,
        !found.contains(where: { $0.score == score })
      else { continue }
      found.append(Option(score: score, record: record))
    }
    return found.sorted { $0.score > $1.score }
  }

  private func judged(_ record: Record, _ index: Int, _ score: Rational) -> Record {
    var record = record
    let isFull = score == program.ruleset.indicators[index].points
    let reason = program.ruleset.vocabulary == .zh ? "示例" : "example"
    record.judgments[index] = Judgment(points: score, reason: isFull ? nil : reason)
    return record
  }

  // MARK: Sums

  private func record(
    _ total: Interval, _ closer: Closer?, _ isWanted: (Evaluation, Record) -> Bool
  ) -> (record: Record, evaluation: Evaluation)? {
    let others = options.indices.filter { $0 != closer?.indicator }
    guard others.allSatisfy({ !options[$0].isEmpty }) else { return nil }
    let wanted = closer.map { total - $0.scores } ?? total
    // What the indicators from each place on can add at least and at most.
    var rest = [Interval(.zero)]
    for index in others.reversed() {
      let scores = options[index].map(\.score)
      let own = Interval(scores.min() ?? .zero, scores.max() ?? .zero)
      rest.append((rest.last ?? own) + own)
    }
    rest.reverse()
    var open: [(sum: Rational, chosen: [Int])] = [(.zero, [])]
    var (sumCount, recordCount) = (0, 0)
    while let (sum, chosen) = open.popLast() {
      sumCount += 1
      guard sumCount <= Self.sumCountMax, recordCount < Self.recordCountMax else { return nil }
      guard (rest[chosen.count] + Interval(sum)).intersection(wanted) != nil else { continue }
      if chosen.count < others.count {
        // The highest score is looked at first, so that most indicators stay full.
        for (number, option) in options[others[chosen.count]].enumerated().reversed() {
          open.append((sum + option.score, chosen + [number]))
        }
        continue
      }
      recordCount += 1
      let parts = zip(others, chosen).map { options[$0][$1].record }
      guard let record = closed(Self.merged(parts, program.ruleset), closer, total, sum) else {
        continue
      }
      let evaluation = engine.evaluate(record)
      if evaluation.status == .complete, isWanted(evaluation, record) {
        return (record, evaluation)
      }
    }
    return nil
  }

  /// The record with what the closing indicator has to score.
  private func closed(
    _ record: Record, _ closer: Closer?, _ total: Interval, _ sum: Rational
  ) -> Record? {
    guard let closer else { return record }
    guard let left = (total - Interval(sum)).intersection(closer.scores) else { return nil }
    let score = Grid(step: nil).witness(in: left)
    guard let (slope, intercept) = closer.line else {
      return judged(record, closer.indicator, score)
    }
    guard let measure = (score - intercept).divided(by: slope),
      let own = search.record(indicator: closer.indicator, .measure(measure))
    else { return nil }
    return Self.merged([record, own], program.ruleset)
  }

  /// Several records as one; of a figure that several have, the last counts.
  private static func merged(_ records: [Record], _ ruleset: Ruleset) -> Record {
    var merged = Record(for: ruleset)
    merged.fiscalYear = ruleset.year
    for record in records {
      for (index, value) in record.facts.enumerated() {
        if let value { merged.facts[index] = value }
      }
      for (index, rows) in record.tables.enumerated() {
        if let rows { merged.tables[index] = rows }
      }
      merged.judgments.merge(record.judgments) { $1 }
    }
    return merged
  }
}
