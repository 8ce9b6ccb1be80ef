import Foundation
import RuleLang
import Testing

@testable import Evaluator

/// Damaged rule files: the checker always answers, and what it lets pass can be evaluated.
@Suite struct FuzzTests {
  static let shards = 4

  /// The rules in force, as this repository keeps them.
  private static let rules: [String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Rules/2023/部门整体支出")
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "rules" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
  }()

  @Test(arguments: 0..<shards) func damagedRulesNeverTrap(shard: Int) throws {
    try #require(Self.rules.count > 5)
    for seed in Effort.seeds(320, full: 10_000) where seed % UInt64(Self.shards) == UInt64(shard) {
      let written = RulesetWriter.text(seed: seed / 4)
      var mutator = Mutator(seed: seed, texts: [written, Self.rules[Int(seed) % Self.rules.count]])
      if seed % 16 == 0 {
        checkFolder(&mutator, seed)
      } else if seed % 4 == 1 {
        check([mutator.mutated(Self.rules[Int(seed / 4) % Self.rules.count])], seed)
      } else {
        check([mutator.mutated(written)], seed)
      }
    }
  }

  /// The whole folder with one file damaged.
  private func checkFolder(_ mutator: inout Mutator, _ seed: UInt64) {
    var files = Self.rules.map { Array($0.utf8) }
    let index = Int(seed / 16) % files.count
    files[index] = mutator.mutated(Self.rules[index])
    check(files, seed)
  }

  private func check(_ files: [[UInt8]], _ seed: UInt64) {
    let sources = files.enumerated().map { SourceFile(path: "\($0)", bytes: $1) }
    let checked = RulesetChecker.check(sources)
    let isCapped = checked.diagnostics.count <= files.count * Limits.diagnosticsPerFileMax
    let isInside = checked.diagnostics.allSatisfy { finding in
      files.indices.contains(finding.range.file)
        && finding.range.upper <= files[finding.range.file].count
    }
    let text = String(decoding: files.count == 1 ? files[0] : [], as: UTF8.self)
    #expect(isCapped && isInside, "seed \(seed)\n\(text)")
    guard let ruleset = checked.ruleset else { return }
    let engine = Engine(Program(ruleset))
    let empty = engine.evaluate(Record(for: ruleset))
    #expect(empty.violations.isEmpty, "seed \(seed)\n\(text)")
    _ = TestRunner.run(engine.program)
    var records = RecordWriter(ruleset, seed: seed)
    for _ in 0..<2 {
      let record = records.complete()
      let result = engine.evaluate(record)
      let reference = ReferenceEvaluator(ruleset, record).result()
      let differences =
        Agreement.differences(result, reference, ruleset) + result.violations
      #expect(differences.isEmpty, "seed \(seed): \(differences)\n\(record.shown)\n\(text)")
    }
  }
}
