import Evaluator
import RuleLang
import Tabular
import Testing

@Suite("Rules and data give the result written beside them")
struct EvaluationCases {
  @Test(arguments: EvaluationCase.paths)
  func rulesAndDataGiveTheResult(path: String) throws {
    let example = EvaluationCase(path: path)
    let (found, rulesFindings) = example.run()
    let outcome = try #require(found, "the rules have findings: \(rulesFindings)")
    #expect(outcome.result == example.expectedResult)
    #expect(outcome.findings == example.expectedFindings)
    for evaluation in outcome.evaluations { #expect(evaluation.violations == []) }
    guard Repository.isRecording else { return }
    if outcome.result != example.expectedResult || outcome.findings != example.expectedFindings {
      try example.record(outcome)
    }
  }

  /// A case whose name ends in `-en` says in English what the one without says in Chinese.
  @Test(arguments: EvaluationCase.paths.filter { $0.hasSuffix("-en") })
  func bothVocabulariesMeanTheSame(path: String) throws {
    let english = try Self.meaning(path)
    let chinese = try Self.meaning(String(path.dropLast("-en".count)))
    #expect(english == chinese)
    #expect(
      Repository.bytes(of: path + "/data.json")
        == Repository.bytes(of: path.dropLast("-en".count) + "/data.json"))
  }

  @Test func thereAreCases() {
    #expect(EvaluationCase.paths.count >= 90)
    #expect(EvaluationCase.paths.contains { $0.hasSuffix("-en") })
  }

  /// The digest and every number of the result, without the words of the rules.
  private static func meaning(_ path: String) throws -> [String] {
    let document = try JSONParser.parse(Repository.bytes(of: path + "/result.json"))
    var parts: [String] = []
    collect(document, name: "", into: &parts)
    return parts
  }

  private static func collect(_ node: JSONNode, name: String, into parts: inout [String]) {
    switch node.value {
    case .object(let members):
      for member in members where !["text", "reason", "clause", "shown"].contains(member.name) {
        collect(member.value, name: member.name, into: &parts)
      }
    case .array(let elements):
      for element in elements { collect(element, name: name, into: &parts) }
    case .string(let text): parts.append("\(name) \(text)")
    case .number(let text): parts.append("\(name) \(text)")
    case .boolean(let value): parts.append("\(name) \(value)")
    case .null: parts.append("\(name) null")
    }
  }
}
