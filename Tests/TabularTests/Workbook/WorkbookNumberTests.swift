import Testing

@testable import Tabular

@Suite struct WorkbookNumberTests {
  @Test(
    "numbers have the fifteen digits that people see",
    arguments: [
      ("0", "0"), ("-0", "0"), ("0.1", "0.1"), ("25274.07", "25274.07"),
      ("0.30000000000000004", "0.3"), ("1.1000000000000001E-2", "0.011"), ("1E-7", "0.0000001"),
      ("-2.5", "-2.5"), ("1.2E+05", "120000"), ("100", "100"), ("0.99999999999999989", "1"),
      ("9.9999999999999995E-3", "0.01"), ("123456789012345", "123456789012345"),
      ("1.23456789012345678", "1.23456789012346"), ("+5", "5"), ("7.", "7"),
      ("1000000000000000000000", "1000000000000000000000"),
    ])
  func numbers(_ written: String, _ read: String) throws {
    let number = try #require(WorkbookNumber(written))
    #expect(number.rounded().text == read)
    #expect(!number.isTooLong)
  }

  @Test(
    "what is no number", arguments: ["", "-", ".", "1e", "1E999", "0x1", "1,5", "１", "NaN", "1 2"])
  func noNumbers(_ written: String) { #expect(WorkbookNumber(written) == nil) }

  @Test("codes keep the zeros that are seen before them")
  func padded() {
    #expect(WorkbookNumber("12")?.padded(to: 5) == "00012")
    #expect(WorkbookNumber("0")?.padded(to: 3) == "000")
    #expect(WorkbookNumber("123456")?.padded(to: 5) == "123456")
    #expect(WorkbookNumber("1.5")?.padded(to: 5) == "1.5")
    #expect(WorkbookNumber("-12")?.padded(to: 5) == "-12")
  }

  @Test("whole numbers with more digits are told")
  func long() {
    #expect(WorkbookNumber("1234567890123456")?.isTooLong == true)
    #expect(WorkbookNumber("1.2345678901234567E+17")?.isTooLong == true)
    #expect(WorkbookNumber("123456789012345000")?.isTooLong == false)
  }

  @Test(
    "days count from 1900, with the leap year that it was not, or from 1904",
    arguments: [
      ("1", false, "1900-01-01"), ("59", false, "1900-02-28"), ("60", false, "1900-02-29"),
      ("61", false, "1900-03-01"), ("45291", false, "2023-12-31"), ("45351", false, "2024-02-29"),
      ("2958465", false, "9999-12-31"), ("2958466", false, "2958466"), ("-1", false, "-1"),
      ("0", true, "1904-01-01"), ("43829", true, "2023-12-31"), ("0", false, "0"),
      ("45291.5", false, "2023-12-31 12:00:00"), ("0.75", false, "18:00:00"),
      ("45290.999999999", false, "2023-12-31"), ("1E+300", false, "1E300"),
    ])
  func days(_ written: String, _ isFrom1904: Bool, _ day: String) throws {
    let number = try #require(WorkbookNumber(written))
    let text = number.dateText(isFrom1904: isFrom1904)
    #expect(day == "1E300" ? text.utf8.count == 301 : text == day)
  }

  @Test(
    "formats that change what a number says",
    arguments: [
      ("General", NumberFormat.plain), ("0.00", .plain), ("#,##0.00", .plain), ("0.00E+00", .plain),
      ("G/通用格式", .plain), ("_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ", .plain),
      ("0%", .percent), ("0.00%;[Red]-0.00%", .percent), ("0\"%\"", .suffix("%")),
      ("yyyy-mm-dd", .date), ("yyyy\"年\"m\"月\"d\"日\"", .date), ("[$-804]aaaa;@", .date),
      ("[h]:mm", .date), ("[DBNum1][$-804]yyyy\"年\"", .date), ("e\"年\"", .date),
      ("0.00\"万元\"", .suffix("万元")), ("0\\ \"人\"", .suffix("人")), ("0元", .suffix("元")),
      ("[$¥-804]#,##0", .plain), ("#,##0[$元-804]", .suffix("元")), ("General\"户\"", .suffix("户")),
      ("00000", .padded(5)), ("00.0", .plain), ("#,##0", .plain), ("0,", .scaled),
      ("#,##0.00,,", .scaled), ("0!.0,", .scaled), ("0\".\"0000", .scaled),
      ("0!.0000\"万\"", .scaled), ("[Red][>100]0;0", .plain), ("@", .plain),
    ])
  func formats(_ code: String, _ format: NumberFormat) {
    #expect(NumberFormat(code: code) == format)
  }

  @Test(
    "cells by their names",
    arguments: [("A1", 0, 1), ("Z9", 25, 9), ("AA10", 26, 10), ("$XFD$1048576", 16383, 1_048_576)])
  func references(_ text: String, _ column: Int, _ row: Int) {
    #expect(CellReference(text) == CellReference(column: column, row: row))
    #expect(CellReference(column: column, row: row).text == text.filter { $0 != "$" })
  }

  @Test(
    "what names no cell",
    arguments: ["", "A", "1", "A0", "1A", "a1", "A1B", "A99999999999999999999"])
  func noReferences(_ text: String) { #expect(CellReference(text) == nil) }
}
