import Tabular
import Testing

@Suite struct JSONLinesTests {
  @Test(arguments: [
    ("", []), ("\n\r\n \t\n", []), ("1", ["1"]), ("1\n", ["1"]), ("1\r\n2\r\n", ["1", "2"]),
    ("\n{\"a\":1}\n\n 2 \n3\r", ["{\"a\":1}", " 2 ", "3"]), ("1\r2\n", ["1\r2"]),
  ])
  func findsLines(_ text: String, _ lines: [String]) {
    let bytes = Array(text.utf8)
    let found = JSONLines.lineRanges(bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
    #expect(found == lines)
  }
}
