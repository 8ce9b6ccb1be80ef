import Evaluator
import RuleLang

/// How many records there were, how many failed, and by what.
struct RecordCounts: Sendable, Equatable {
  /// How many there were.
  private(set) var all = 0

  /// How many of them failed.
  private(set) var failed = 0

  /// How many were for the ruleset that they were scored by.
  private(set) var own = 0

  /// How many failed with each code; one with several counts for each.
  private(set) var failedByCode: [DiagnosticCode: Int] = [:]

  /// Counts records that did not fail.
  mutating func addSound(_ count: Int = 1) {
    all += count
    own += count
  }

  /// Counts a record that failed.
  mutating func addFailed(by errors: [Diagnostic], isItsOwn: Bool) {
    all += 1
    if isItsOwn { own += 1 }
    failed += 1
    for code in Set(errors.lazy.filter { $0.severity == .error }.map(\.code)) {
      failedByCode[code, default: 0] += 1
    }
  }

  /// Counts the records of another part.
  mutating func add(_ other: RecordCounts) {
    all += other.all
    failed += other.failed
    own += other.own
    for (code, count) in other.failedByCode { failedByCode[code, default: 0] += count }
  }

  /// How many failed and by what, the most frequent code first.
  var words: Message {
    let codes = failedByCode.sorted {
      $0.value == $1.value ? $0.key.rawValue < $1.key.rawValue : $0.value > $1.value
    }.map { "\($0.key.rawValue) × \($0.value)" }
    return Message(
      zh: "\(all) 条记录里有 \(failed) 条有错误：\(codes.joined(separator: "，"))",
      en: "\(failed) of \(all) records failed: \(codes.joined(separator: ", "))")
  }
}
