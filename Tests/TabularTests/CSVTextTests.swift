import Testing

@testable import Tabular

@Suite struct CSVTextTests {
  @Test(arguments: [
    ([], ""), (["a", "b"], "a,b\n"), ([""], "\"\"\n"), (["", ""], ",\n"),
    (["a,b", "c\"d", "e\nf"], "\"a,b\",\"c\"\"d\",\"e\nf\"\n"), ([" a", "b "], "\" a\",\"b \"\n"),
    (["a;b", "a\tb"], "\"a;b\",\"a\tb\"\n"), (["姓名", "说“好”"], "姓名,说“好”\n"),
  ])
  func writes(_ fields: [String], as text: String) {
    var csv = CSVText()
    csv.append(fields)
    #expect(csv.text == text)
  }

  @Test(arguments: [
    "=1+2", "+SUM(A1)", "-", "-1+2", "-a", "@x", "=", "+1.", "-.5", "-1e", "+", "－1", "＝A1",
  ])
  func disarmsFormulas(_ field: String) {
    var csv = CSVText()
    csv.append([field, "x"])
    #expect(csv.text == "'\(field),x\n")
  }

  @Test(arguments: [
    ("\t=1", "\"'\t=1\"\n"), ("\r1", "\"'\r1\"\n"), ("=\"a\"", "\"'=\"\"a\"\"\"\n"),
  ])
  func quotesDisarmedFormulas(_ field: String, as text: String) {
    var csv = CSVText()
    csv.append([field])
    #expect(csv.text == text)
  }

  @Test(arguments: ["-1", "+1", "-0.50", "-1e5", "+2.5E-10", "1=2", "a@b", "'=1"])
  func leavesNumbersAndOtherTextAlone(_ field: String) {
    var csv = CSVText()
    csv.append([field, "x"])
    #expect(csv.text == "\(field),x\n")
  }

  @Test(arguments: 0..<100)
  func roundTrips(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let pieces = ["a", "\"", ",", "\n", "\r\n", " ", ";", "张", "", "1", "😀", "'"]
    let rows = (0..<20).map { _ in
      (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        let field = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
          pieces[Int.random(in: 0..<pieces.count, using: &generator)]
        }.joined()
        return CSVText.isFormulaLike(field) ? "x" + field : field
      }
    }
    var csv = CSVText()
    for row in rows { csv.append(row) }
    #expect(CSVReaderTests.read(Array(csv.text.utf8)) == rows)
  }
}
