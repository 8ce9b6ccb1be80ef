import RuleLang
import Testing

@testable import Evaluator

@Suite("What the data do not say")
struct DataDefaultsTests {
  private func digests(_ text: String, path: String, _ defaults: DataDefaults) throws -> [String] {
    let ruleset = try DataFixture.ruleset()
    let data = DataReader.read(
      DataInput(path: path, bytes: Array(text.utf8)), firstFileIndex: 1, defaults: defaults)
    let digest = RecordDigest(ruleset)
    return data.records.map { raw in
      let (record, found) = Binder(ruleset: ruleset).bind(raw)
      #expect(!found.containsErrors, "\(found)")
      return "\(record.department ?? "") \(record.fiscalYear ?? 0) \(digest.text(of: record))"
    }
  }

  @Test("a record read with defaults is the record that says it itself")
  func digest() throws {
    let defaults = DataDefaults(
      fiscalYear: 2023, moneyUnit: "万元", departmentColumn: "单位")
    let said = try digests(
      "部门,年度,年初预算（万元）,追加预算（元）\n甲,2023,100,5\n", path: "d.csv", DataDefaults())
    let told = try digests("单位,年初预算,追加预算（元）\n甲,100,5\n", path: "d.csv", defaults)
    #expect(said == told)
    let json = try digests(
      #"{"department": "甲", "facts": {"年初预算": 100, "追加预算": "5 元"}}"#, path: "d.json", defaults)
    #expect(said == json)
    let other = try digests(
      #"{"department": "甲", "fiscalYear": 2023, "unit": "元", "facts": {"年初预算": 1000000, "追加预算": 5}}"#,
      path: "d.jsonl", defaults)
    #expect(said == other)
  }

  @Test("a year with an error is an error all the same")
  func errors() {
    let defaults = DataDefaults(fiscalYear: 2023)
    for (path, text) in [
      ("d.csv", "部门,年度\n甲,20x3\n"), ("d.json", #"{"department": "甲", "fiscalYear": "20x3"}"#),
    ] {
      let data = DataReader.read(
        DataInput(path: path, bytes: Array(text.utf8)), firstFileIndex: 0, defaults: defaults)
      #expect(data.records.map(\.fiscalYear) == [nil])
      #expect(data.records[0].diagnostics.map(\.code) == [.malformedValue])
    }
  }
}
