import Foundation
import Testing

@testable import RulesCommand

/// Where results go, and what becomes of a run whose results nobody takes.
@Suite struct OutputTests {
  private let workspace: Workspace

  private static let header = "部门,年度,年初预算（万元）,追加预算（万元）,制度健全\n"

  init() throws {
    workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "r.rules")
    try workspace.write(Self.header + "一局,2023,100,5,是\n二局,2023,100,15,是\n", to: "d.csv")
  }

  /// Input that would go on for a very long time.
  private final class Endless {
    var pieces = 0

    func next(_ bytesMax: Int) -> [UInt8] {
      pieces += 1
      guard pieces < 200 else {
        Issue.record("the run goes on")
        return []
      }
      let first = pieces * 200
      let rows = (first..<first + 200).map { "第\($0)局,2023,100,5,是\n" }
      return Array(((pieces == 1 ? OutputTests.header : "") + rows.joined()).utf8)
    }
  }

  private func run(
    _ arguments: [String], failing reason: FileError.Reason?
  ) -> Outcome {
    let input = Endless()
    var errors: [UInt8] = []
    let console = Console(
      output: OutputStream(isTerminal: false) { _ in
        reason.map { FileError(path: "", action: .writing, reason: $0) }
      },
      errors: OutputStream(isTerminal: false) { bytes in
        errors += bytes
        return nil
      },
      readInput: { _ in [] }, readPiece: input.next)
    var environment = CommandEnvironment(
      console: console, workingFolder: workspace.path, variable: { _ in nil })
    environment.partBytes = 1 << 12
    let status = RulesTool.run(arguments, in: environment)
    return Outcome(status: status.rawValue, errors: String(decoding: errors, as: UTF8.self))
  }

  @Test func aRunEndsWithTheReaderOfItsResults() {
    for format in ["csv", "jsonl"] {
      let outcome = run(["evaluate", "r.rules", "-", "--format", format], failing: .closed)
      #expect(outcome == Outcome(status: 0))
    }
  }

  @Test func aRunEndsWhereTheDiskIsFull() {
    let outcome = run(["evaluate", "r.rules", "-", "--format", "csv"], failing: .noSpace)
    #expect(
      outcome
        == Outcome(
          status: 2, errors: "error: cannot write standard output: no space is left on the disk\n"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aRunEndsWhereItsFileCannotBeWritten() {
    let outcome = run(
      ["evaluate", "r.rules", "-", "--format", "csv", "-o", "/dev/full"], failing: nil)
    #expect(outcome == Outcome(status: 2, errors: "错误：写不了“/dev/full”：磁盘空间不足\n"))
  }

  @Test func aLinkToWhatIsNotThereYetStaysALink() throws {
    try workspace.makeFolder("results")
    let link = workspace.path + "/out.csv"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "results/a.csv")
    let outcome = workspace.run("evaluate", "r.rules", "d.csv", "--format", "csv", "-o", "out.csv")
    #expect(outcome == Outcome(status: 0))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: link) == "results/a.csv")
    #expect(workspace.text(of: "results/a.csv")?.hasPrefix("部门,") == true)
    #expect(workspace.names(in: "results") == ["a.csv"])
  }

  @Test func resultsAreNoTableOfTheData() throws {
    try workspace.write("旧", to: "d.项目.csv")
    for name in ["d.结果.csv", "d.项目.csv", "./d.结果.csv", workspace.path + "/d.结果.csv"] {
      for command in [["evaluate", "r.rules"], ["impact", "r.rules", "r.rules"]] {
        let outcome = workspace.run(command + ["d.csv", "--format", "csv", "-o", name])
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("”会被当作“d.csv”的表“"))
        #expect(outcome.errors.hasSuffix("\n  帮助：换一个不以“d.”开头的文件名\n"))
      }
    }
    #expect(workspace.text(of: "d.项目.csv") == "旧")
    #expect(workspace.names(in: "") == ["d.csv", "d.项目.csv", "r.rules"])
  }

  /// The last record does not come after the others, so that all keys are read once more.
  @Test func aRequestToEndBreaksOffAtAnyMoment() throws {
    let lines = (100..<112).map { "第\($0)局,2023,100,5,是\n" } + ["第100局,2023,100,5,是\n"]
    try workspace.write(Self.header + lines.joined(), to: "e.csv")
    try workspace.write("旧", to: "out.csv")
    final class Calls { var count = 0 }
    var statuses: Set<Int32> = []
    for most in stride(from: 0, to: 400, by: 5) {
      let calls = Calls()
      let interruption = Interruption(
        watch: {},
        status: {
          calls.count += 1
          return calls.count > most ? .interrupted : nil
        })
      let outcome = workspace.run(
        ["evaluate", "r.rules", "e.csv", "--format", "csv", "-o", "out.csv", "--jobs", "1"],
        interruption: interruption, partBytes: 60)
      statuses.insert(outcome.status)
      guard outcome.status == 130 else { break }
      #expect(workspace.text(of: "out.csv") == "旧", "\(most)")
      #expect(!outcome.errors.contains("变了"), "\(most)")
    }
    #expect(statuses == [1, 130])
  }
}
