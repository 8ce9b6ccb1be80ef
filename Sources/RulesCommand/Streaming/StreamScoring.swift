import Evaluator
import RuleLang
import Synchronization

/// What is done with the records of a stream: what is the same for all of its parts.
protocol StreamScoring: AnyObject, Sendable {
  /// The vocabulary of the rules, whose language failures are told in.
  var vocabulary: Language { get }

  /// By ruleset, the files of places in the rules, as many as come before that of the header.
  var rulesFiles: [[SourceFile]] { get }

  /// The file without its records, where it is a sheet.
  var header: DataSet? { get }

  /// Whether nobody wants what the threads are still working on.
  var breakOff: BreakOff { get }

  /// What scores parts record by record, as the engine defines it: any data, any results.
  func makeRecordScorer() -> RecordScorer

  /// What scores parts on one thread, as fast as may be; its results are the same.
  func makeScorer() -> any PartScorer

  /// What concerns the file as a whole, once all of its records are known.
  ///
  /// - Parameter counts: how many there were.
  /// - Returns: what was found.
  func findings(after counts: RecordCounts) -> [Diagnostic]

  /// What no record gives, where that is worth saying.
  func lackingFacts(_ presence: FactPresence) -> Diagnostic?
}

/// Tells threads that nobody wants what they are working on.
final class BreakOff: Sendable {
  private let flag = Atomic(false)

  /// Whether nobody does.
  var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Says that nobody does.
  func request() { flag.store(true, ordering: .relaxed) }
}

/// Makes results of single records, in their order.
///
/// Each thread has one of its own.
protocol RecordTaker: AnyObject {
  /// Prepares a part that has no results yet.
  func begin(_ scored: inout ScoredPart)

  /// Scores a record, and adds to its part what comes of it.
  func take(_ raw: RawRecord, into scored: inout ScoredPart)

  /// Adds what the records taken since the last time left open, such as the text of their results.
  func finish(_ part: DataPart, in scored: inout ScoredPart)
}
