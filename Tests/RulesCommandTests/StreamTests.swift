import Testing

@testable import RulesCommand

@Suite struct StreamTests {
  private func environment(
    failing reason: FileError.Reason, errors: @escaping ([UInt8]) -> FileError?
  ) -> CommandEnvironment {
    let broken = FileError(path: "", action: .writing, reason: reason)
    let console = Console(
      output: OutputStream(isTerminal: false) { _ in broken },
      errors: OutputStream(isTerminal: false, sink: errors), readInput: { _ in [] },
      readPiece: { _ in [] })
    return CommandEnvironment(console: console, workingFolder: "", variable: { _ in nil })
  }

  @Test func aReaderWhoGoesAwayEndsTheOutputQuietly() {
    var errors: [UInt8] = []
    let closed = environment(failing: .closed) { bytes in
      errors += bytes
      return nil
    }
    #expect(RulesTool.run(["--help"], in: closed) == .clean)
    #expect(errors.isEmpty)
  }

  @Test func aFullDiskIsAnError() {
    var errors: [UInt8] = []
    let full = environment(failing: .noSpace) { bytes in
      errors += bytes
      return nil
    }
    #expect(RulesTool.run(["--help"], in: full) == .usage)
    #expect(
      String(decoding: errors, as: UTF8.self)
        == "error: cannot write standard output: no space is left on the disk\n")
  }

  @Test func writesLongTextInParts() {
    var parts: [[UInt8]] = []
    let stream = OutputStream(isTerminal: false) { bytes in
      parts.append(bytes)
      return nil
    }
    let text = String(repeating: "预算 ", count: 100_000)
    for _ in 0..<10 { stream.write(text) }
    stream.flush()
    #expect(parts.count > 1)
    #expect(parts.flatMap { $0 }.count == 10 * text.utf8.count)
  }
}
