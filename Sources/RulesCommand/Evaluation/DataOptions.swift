import Evaluator
import RuleLang

extension CommandSyntax.Option {
  /// What the data do not say; of every command that reads data.
  static let ofData: [Self] = [year, unit, departmentColumn]

  private static let year = Self(
    name: "--year", value: Message(zh: "N", en: "N"), numbers: 1000...9999,
    summary: Message(
      zh: "没有写年度的记录按这一年", en: "the fiscal year of records that state none"))

  private static let unit = Self(
    name: "--unit", value: Message(zh: "UNIT", en: "UNIT"),
    choices: UnitTable.moneyUnits.map(\.name),
    summary: Message(
      zh: "没有写单位的金额按这个单位：元、千元、万元、百万元、亿元",
      en: "the unit of amounts that state none:\n元, 千元, 万元, 百万元 or 亿元"))

  private static let departmentColumn = Self(
    name: "--department-column", value: Message(zh: "NAME", en: "NAME"),
    summary: Message(
      zh: "CSV、XLSX 里写部门的那一列的名称，默认是“部门”",
      en: "the column of CSV or XLSX that names the department,\nif it is not 'department'"))

  /// How many threads share the work.
  static let jobs = Self(
    name: "--jobs", aliases: ["--threads"], value: Message(zh: "N", en: "N"),
    numbers: 1...64,
    summary: Message(
      zh: "用几个线程，默认是处理器的个数；结果不变",
      en: "how many threads share the work, by default as there are processors;\n"
        + "the results are the same"))
}

extension CommandRun {
  /// What holds where the data say nothing.
  var dataDefaults: DataDefaults {
    DataDefaults(
      fiscalYear: arguments.values["--year"].flatMap { Int($0) },
      moneyUnit: arguments.values["--unit"],
      departmentColumn: arguments.values["--department-column"])
  }
}
