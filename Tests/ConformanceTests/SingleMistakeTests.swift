import Foundation
import Synchronization
import Testing

@testable import RuleLang

/// The rules in force with one mistake in one place: one finding, and at the place.
@Suite("One slip of the hand, one finding")
struct SingleMistakeTests {
  static let folder = "Rules/2023/部门整体支出"

  static let sources: [SourceFile] = Repository.files(in: folder, endingIn: ".rules").map {
    SourceFile(path: $0, bytes: Repository.bytes(of: $0))
  }

  /// `RULES_TEST_EFFORT=full` makes every mistake; otherwise so many, spread over the files.
  static let sampleCount = 160

  struct Tally {
    var mistakes = 0
    var silent = 0
    var single = 0
    var marked = 0
    var misses: [String] = []
  }

  @Test func oneMistakeGivesOneFindingAtItsPlace() {
    let all = Self.sources.indices.flatMap { file in
      SingleMistake.all(in: Self.sources[file]).map { (file: file, mistake: $0) }
    }
    let isFull = ProcessInfo.processInfo.environment["RULES_TEST_EFFORT"] == "full"
    let step = isFull ? 1 : max(1, all.count / Self.sampleCount)
    let chosen = stride(from: 0, to: all.count, by: step).map { all[$0] }
    let tallies = Mutex<[SingleMistake.Kind: Tally]>([:])
    DispatchQueue.concurrentPerform(iterations: chosen.count) { index in
      let (file, mistake) = chosen[index]
      var sources = Self.sources
      sources[file] = SourceFile(path: sources[file].path, bytes: mistake.bytes)
      let findings = RulesetChecker.check(sources).diagnostics.filter { $0.severity == .error }
      tallies.withLock { $0[mistake.kind, default: Tally()].add(mistake, file, findings) }
    }
    var total = Tally()
    for (kind, tally) in tallies.withLock({ $0 }) {
      if isFull { print("\(kind.rawValue): \(tally.summary)") }
      total.join(tally)
    }
    if isFull { print("all: \(total.summary)") }
    let found = total.mistakes - total.silent
    let misses = total.misses.sorted().joined(separator: "\n")
    #expect(total.single * 100 >= total.mistakes * 95, "\(total.summary)\n\(misses)")
    #expect(total.marked * 100 >= found * 90, "\(total.summary)\n\(misses)")
  }
}

extension SingleMistakeTests.Tally {
  /// Mistakes, those with no finding, with one at most, and those whose first finding marks them.
  var summary: String {
    "\(mistakes) mistakes, \(silent) silent, \(single) with one finding at most, \(marked) marked"
  }

  mutating func add(_ mistake: SingleMistake, _ file: Int, _ findings: [Diagnostic]) {
    mistakes += 1
    if findings.count <= 1 { single += 1 }
    guard let first = findings.first else {
      silent += 1
      return
    }
    let isMarked = mistake.isMarked(by: first, file: file)
    if isMarked { marked += 1 }
    guard !isMarked || findings.count > 1 else { return }
    let source = SourceFile(path: "", bytes: mistake.bytes)
    let line = source.text(source.lineRange(source.lineIndex(of: mistake.place.lowerBound)))
    let codes = findings.prefix(4).map(\.code.rawValue).joined(separator: " ")
    misses.append("\(mistake.kind.rawValue) \(codes) \(isMarked ? "" : "elsewhere ")| \(line)")
  }

  mutating func join(_ other: Self) {
    mistakes += other.mistakes
    silent += other.silent
    single += other.single
    marked += other.marked
    misses += other.misses
  }
}
