import Foundation
import Testing

/// Compares a text with the one recorded under a name in `Golden/`.
///
/// With `RECORD_GOLDEN` in the environment the text is recorded instead; that fails the test too,
/// so that nobody takes a recording for a check.
func expectGolden(
  _ name: String, _ actual: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../Golden/\(name).txt").standardized
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
    try actual.write(to: url, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let expected = try String(contentsOf: url, encoding: .utf8)
  let difference = "\n--- actual\n\(actual)\n--- expected\n\(expected)"
  #expect(actual == expected, "\(difference)", sourceLocation: sourceLocation)
}
