public import RuleLang
import Tabular

/// Findings about data files and what records are made of.
extension Finding {
  static func undecodable(_ error: TextDecodingError) -> Finding {
    let place = error.offset + 1
    let saveAs = Diagnostic.Help(
      zh: "在表格软件或编辑器里另存为 UTF-8 编码", en: "save it as UTF-8 in the spreadsheet or the editor")
    switch error.reason {
    case .unknownEncoding:
      return Finding(
        .dataEncoding, zh: "认不出文件的编码", en: "the encoding of the file is not known",
        helps: [saveAs])
    case .malformed(let encoding):
      return Finding(
        .dataEncoding,
        zh: "文件是 \(encoding.rawValue) 编码，但第 \(place) 个字节有损坏",
        en: "the file is in \(encoding.rawValue), and its byte \(place) is damaged", helps: [saveAs]
      )
    case .unpairedSurrogate:
      return Finding(
        .dataEncoding, zh: "文件是 UTF-16 编码，但第 \(place) 个字节处的字符不完整",
        en: "the file is in UTF-16, and the character at byte \(place) is incomplete",
        helps: [saveAs])
    case .embeddedNUL:
      return Finding(
        .dataEncoding, zh: "这不是文本文件：第 \(place) 个字节是 0",
        en: "this is no text file: its byte \(place) is zero",
        helps: [
          .init(
            zh: "数据文件是 JSON、CSV 或 XLSX；别的表格文件先另存为 XLSX",
            en: "data files are JSON, CSV or XLSX; save another spreadsheet as XLSX first")
        ])
    case .tooLarge:
      return Finding(
        .dataEncoding, zh: "文件超过 1 GiB", en: "the file is larger than 1 GiB",
        helps: [.init(zh: "分成几个文件", en: "split it into several files")])
    }
  }

  static func noHeader() -> Finding {
    Finding(
      .dataShape, zh: "文件是空的", en: "the file is empty",
      helps: [
        .init(
          zh: "第一行写列名：", en: "the first row names the columns:",
          pasteZh: "部门,年度", pasteEn: "department,fiscalYear")
      ])
  }

  /// A header without the department, whose column may have been told, or be one like it.
  static func noDepartmentColumn(called told: String?, nearest: String?) -> Finding {
    guard let told = told?.quotable else {
      return Finding(
        .dataShape, zh: "表头里没有“部门”这一列", en: "the header has no column 'department'",
        helps: [renamed(nearest, to: "部门", en: "department")])
    }
    let name = nearest?.quotable
    return Finding(
      .dataShape, zh: "表头里没有写部门的“\(told)”这一列",
      en: "the header has no column '\(told)' for the department",
      helps: [
        name.map { .init(zh: "是不是“\($0)”？", en: "did you mean '\($0)'?") }
          ?? renamed(nil, to: told, en: told)
      ])
  }

  static func noFiscalYearColumn(nearest: String?) -> Finding {
    Finding(
      .missingFiscalYear, zh: "表头里没有“年度”这一列", en: "the header has no column 'fiscalYear'",
      helps: [renamed(nearest, to: "年度", en: "fiscalYear")])
  }

  private static func renamed(_ nearest: String?, to zh: String, en: String) -> Diagnostic.Help {
    guard let nearest = nearest?.quotable else {
      return .init(zh: "加上这一列：", en: "add the column:", pasteZh: zh, pasteEn: en)
    }
    return .init(
      zh: "把“\(nearest)”这一列改名：", en: "rename the column '\(nearest)':", pasteZh: zh, pasteEn: en)
  }

  static func fieldCount(_ count: Int, expected: Int) -> Finding {
    let help: Diagnostic.Help =
      count > expected
      ? .init(
        zh: "含逗号的内容（如 25,274.07）要放在 \"…\" 里",
        en: "put what holds a comma, such as 25,274.07, in \"…\"")
      : .init(
        zh: "没有数据的列也要留出位置：两个逗号之间空着", en: "keep the place of an empty field between two commas")
    return Finding(
      .dataShape, zh: "这一行有 \(count) 格，表头有 \(expected) 列",
      en: "the row has \(count) fields and the header \(expected)", helps: [help])
  }

  static func unnamedColumn() -> Finding {
    Finding(
      .dataShape, zh: "这一列有内容，表头里却没有列名", en: "the column has values and no name in the header",
      helps: [.init(zh: "在表头里补上列名，或删去这一列", en: "name it in the header, or remove it")])
  }

  static func recordNotObject() -> Finding {
    Finding(
      .dataShape, zh: "这里要一条记录 { … }", en: "a record { … } is needed here",
      helps: [
        .init(
          zh: "记录写作", en: "a record is written",
          pasteZh: "{ \"department\": \"…\", \"fiscalYear\": 2023, \"facts\": { } }",
          pasteEn: "{ \"department\": \"…\", \"fiscalYear\": 2023, \"facts\": { } }")
      ])
  }

  static func wrongKind(_ name: String, zh: String, en: String) -> Finding {
    Finding(
      .dataShape, zh: "“\(name.quotable)”要写\(zh)", en: "'\(name.quotable)' needs \(en)")
  }

  static func unknownMember(_ name: String, words: [DataWord]) -> Finding {
    let nearest = NearestName.of(name, in: words.flatMap { [$0.rawValue, $0.chinese] })
    return Finding(
      .unknownField, zh: "这里没有“\(name.quotable)”这一项",
      en: "there is no member '\(name.quotable)' here",
      helps: [
        nearest.map { .init(zh: "是不是“\($0)”？", en: "did you mean '\($0)'?") }
          ?? .init(
            zh: "可以写：\(words.map { "\($0.rawValue)（\($0.chinese)）" }.joined(separator: "、"))",
            en: "the members are \(words.map(\.rawValue).joined(separator: ", "))")
      ])
  }

  static func repeatedName(_ name: String, first: SourceRange) -> Finding {
    Finding(
      .duplicateField, zh: "“\(name.quotable)”写了两次", en: "'\(name.quotable)' is given twice",
      labels: [.init(first, Message(zh: "第一次在这里", en: "first given here"))],
      helps: [.init(zh: "留下对的一个", en: "keep the right one")])
  }

  static func missingDepartment() -> Finding {
    Finding(
      .dataShape, zh: "记录没有写部门", en: "the record names no department",
      helps: [
        .init(
          zh: "写上部门名称", en: "name it", pasteZh: "\"department\": \"…\"",
          pasteEn: "\"department\": \"…\"")
      ])
  }

  static func missingFiscalYear() -> Finding {
    Finding(
      .missingFiscalYear, zh: "记录没有写年度，不知道用哪一年的规则",
      en: "the record has no fiscal year, so that no ruleset fits",
      helps: [
        .init(
          zh: "写上年度", en: "state it", pasteZh: "\"fiscalYear\": 2023",
          pasteEn: "\"fiscalYear\": 2023")
      ])
  }

  static func malformedYear(_ text: String) -> Finding {
    Finding(
      .malformedValue, zh: "“\(text.quotable)”不是年度", en: "'\(text.quotable)' is not a year",
      helps: [.init(zh: "年度写作 2023", en: "a year is written 2023")])
  }

  static func malformedDay(_ text: String) -> Finding {
    Finding(
      .malformedValue, zh: "“\(text.quotable)”不是日期", en: "'\(text.quotable)' is not a date",
      helps: [.init(zh: "日期写作 2024-06-30", en: "a date is written 2024-06-30")])
  }

  static func repeatedRecord(_ department: String, _ year: Int, first: SourceRange) -> Finding {
    Finding(
      .duplicateField, zh: "“\(department.quotable)”\(year) 年度的数据有两条",
      en: "'\(department.quotable)' has two records for \(year)",
      labels: [.init(first, Message(zh: "第一条在这里", en: "the first is here"))],
      helps: [.init(zh: "留下对的一条", en: "keep the right one")])
  }

  static func repeatedRecord(_ department: String, _ year: Int, firstNumber: Int) -> Finding {
    Finding(
      .duplicateField, zh: "“\(department.quotable)”\(year) 年度的数据有两条",
      en: "'\(department.quotable)' has two records for \(year)",
      helps: [
        .init(
          zh: "第一条是第 \(firstNumber) 条记录；留下对的一条",
          en: "the first is record \(firstNumber); keep the right one")
      ])
  }

  /// No ruleset fits the year and scheme of a record; those available are named.
  public static func noRuleset(
    year: Int, scheme: String?, available: [(year: Int, name: String)]
  ) -> Finding {
    let list = available.map { "\($0.year) \($0.name)" }
    let named = scheme.map { "“\($0.quotable)”" } ?? ""
    let quoted = scheme.map { " '\($0.quotable)'" } ?? ""
    let nearest = scheme.flatMap { scheme in
      NearestName.of(scheme, in: available.filter { $0.year == year }.map(\.name))
    }
    return Finding(
      .noRuleset, zh: "没有 \(year) 年度\(named)的规则集", en: "there is no ruleset\(quoted) for \(year)",
      helps: (nearest.map { [.init(zh: "是不是“\($0)”？", en: "did you mean '\($0)'?")] } ?? []) + [
        list.isEmpty
          ? .init(zh: "一个规则集都没有找到", en: "no ruleset was found")
          : .init(
            zh: "现有：\(list.joined(separator: "、"))",
            en: "there are: \(list.joined(separator: ", "))")
      ])
  }

  /// Several rulesets fit the year of a record, which names none of them.
  ///
  /// - Parameters:
  ///   - year: the year.
  ///   - names: the names of the rulesets.
  ///   - isSheetRow: whether the record is a row of a sheet.
  /// - Returns: the finding.
  public static func ambiguousRuleset(
    year: Int, names: [String], isSheetRow: Bool = false
  ) -> Finding {
    let some = names.prefix(5)
    let named = Diagnostic.Help(
      zh: "加一列“规则集”，每行写一个：\(some.map { "“\($0)”" }.joined(separator: "、"))；"
        + "都用一个的，RULES 写到它的文件夹",
      en: "add a column 'ruleset' with one of \(some.map { "'\($0)'" }.joined(separator: ", "));"
        + " where all rows are for one, name its folder as RULES")
    return Finding(
      .ambiguousRuleset, zh: "\(year) 年度有几个规则集，记录没有写用哪一个",
      en: "\(year) has several rulesets, and the record names none",
      helps: isSheetRow
        ? [named]
        : some.map { name in
          .init(
            zh: "写上", en: "write", pasteZh: "\"ruleset\": \"\(name)\"",
            pasteEn: "\"ruleset\": \"\(name)\"")
        })
  }
}
