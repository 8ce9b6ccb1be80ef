import Foundation

/// How much the random tests do: little by default, so that every test run can afford them.
enum Effort {
  /// `RULES_TEST_EFFORT=full` runs the large numbers.
  static let isFull = ProcessInfo.processInfo.environment["RULES_TEST_EFFORT"] == "full"

  /// `RULES_TEST_SEED=17` runs that seed alone.
  static let seed = ProcessInfo.processInfo.environment["RULES_TEST_SEED"].flatMap { UInt64($0) }

  /// The seeds of a test: the one asked for, or the first so many.
  static func seeds(_ count: Int, full: Int) -> Range<UInt64> {
    if let seed { return seed..<(seed + 1) }
    return 0..<UInt64(isFull ? full : count)
  }
}
