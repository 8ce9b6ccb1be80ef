import RuleLang

/// Findings about the names in data, and about tables.
extension Finding {
  private static func guess(_ nearest: String?) -> [Diagnostic.Help] {
    nearest.map { [.init(zh: "是不是“\($0)”？", en: "did you mean '\($0)'?")] } ?? []
  }

  static func unknownFact(_ name: String, nearest: String?, isLacking: Bool) -> Finding {
    let note =
      isLacking && nearest != nil
      ? Message(zh: "记录里正缺“\(nearest ?? "")”", en: "the record lacks '\(nearest ?? "")'") : nil
    return Finding(
      .unknownField, zh: "规则里没有叫“\(name.quotable)”的数据或表",
      en: "the ruleset has no fact or table '\(name.quotable)'", note: note,
      helps: nearest == nil
        ? [
          .init(zh: "删去它，或先在规则的“数据”里声明它", en: "remove it, or declare it under 'facts' in the rules")
        ]
        : guess(nearest))
  }

  static func computedName(_ name: String, isJudgeable: Bool) -> Finding {
    Finding(
      .unknownField, zh: "“\(name)”由规则算出，不在数据里给",
      en: "'\(name)' is worked out by the rules, not given",
      helps: isJudgeable
        ? [
          .init(
            zh: "评定的分数写在 judgments（评定）里", en: "points that an evaluator gives go under 'judgments'")
        ]
        : [
          .init(
            zh: "部门自己报的数写在 claims（申报）里",
            en: "what the department reports of itself goes under 'claims'")
        ])
  }

  static func unknownColumn(_ name: String, nearest: String?, isLacking: Bool) -> Finding {
    let note =
      isLacking && nearest != nil
      ? Message(zh: "表头里正缺“\(nearest ?? "")”", en: "the header lacks '\(nearest ?? "")'") : nil
    return Finding(
      .unknownField, zh: "规则里没有叫“\(name.quotable)”的数据",
      en: "the ruleset has no fact '\(name.quotable)'", note: note,
      helps: nearest == nil
        ? [.init(zh: "改成规则里的名称，或删去这一列", en: "use a name of the rules, or remove the column")]
        : guess(nearest))
  }

  static func similarColumn(_ name: String, _ fact: String) -> Finding {
    Finding(
      .looksLikeMisspelling, zh: "“\(name.quotable)”按“\(fact)”读，写法略有不同",
      en: "'\(name.quotable)' is read as '\(fact)', which is written a little differently",
      helps: [.init(zh: "列名改成", en: "name the column", pasteZh: fact, pasteEn: fact)])
  }

  static func tableAsColumn(_ name: String) -> Finding {
    Finding(
      .unknownField, zh: "“\(name)”是一张表，不能放在一列里",
      en: "'\(name)' is a table and does not fit in a column",
      helps: [
        .init(
          zh: "表放在旁边自己的文件里，如 数据.\(name).csv，第一列是部门",
          en:
            "put it in a file of its own beside this, such as DATA.\(name).csv, keyed by department"
        )
      ])
  }

  static func headerUnit(_ text: String, _ field: Field, units: UnitTable) -> Finding {
    let wanted = field.type.number.map { number -> String in
      if number.isRatio { return "%" }
      if number.dimension == .money { return field.unit ?? "万元" }
      return field.unit ?? units.text(number.dimension)
    }
    var helps: [Diagnostic.Help] = []
    if let wanted, !wanted.isEmpty {
      helps.append(
        .init(
          zh: "括号里写单位", en: "the parentheses hold a unit",
          pasteZh: "\(field.name)（\(wanted)）", pasteEn: "\(field.name) (\(wanted))"))
    }
    helps.append(
      .init(zh: "或只写名称", en: "or write the name alone", pasteZh: field.name, pasteEn: field.name))
    return Finding(
      .dataUnitMismatch, zh: "“\(text.quotable)”不是“\(field.name)”的单位",
      en: "'\(text.quotable)' is no unit of '\(field.name)'", helps: helps)
  }

  static func missingColumns(
    _ names: [String], tables: [String], isWorkbook: Bool = false
  ) -> Finding {
    var helps: [Diagnostic.Help] = []
    if isWorkbook, !tables.isEmpty {
      helps.append(
        .init(
          zh: "表放在以它命名的工作表里，如“\(tables[0])”",
          en: "a table stands on a sheet of its name, such as '\(tables[0])'"))
    } else if !tables.isEmpty {
      helps.append(
        .init(
          zh: "表放在旁边自己的文件里，如 数据.\(tables[0]).csv",
          en: "a table stands in a file of its own, such as DATA.\(tables[0]).csv"))
    }
    let all = names + tables
    return Finding(
      .missingFields, zh: "文件里没有这些数据：\(all.joined(separator: "、"))",
      en: "the file has no \(all.joined(separator: ", "))",
      note: Message(zh: "都按缺失处理", en: "they are taken as missing"), helps: helps)
  }

  static func missingFacts(_ names: [String]) -> Finding {
    Finding(
      .missingFields, zh: "文件里没有一条记录给出：\(names.joined(separator: "、"))",
      en: "no record of the file gives \(names.joined(separator: ", "))",
      note: Message(zh: "都按缺失处理", en: "they are taken as missing"))
  }

  static func unknownTable(
    _ name: String, nearest: String?, isWorkbook: Bool = false
  ) -> Finding {
    let ofSheet = Diagnostic.Help(
      zh: "第一张工作表是各部门的数据，其余的每张是一张表，以表名命名；不是数据的工作表隐藏起来或删去",
      en: "the first sheet has the departments, each other one a table that it is named after;"
        + " hide or remove a sheet that is no data")
    return Finding(
      .unknownField, zh: "规则里没有叫“\(name.quotable)”的表",
      en: "the ruleset has no table '\(name.quotable)'",
      helps: guess(nearest) + [
        isWorkbook
          ? ofSheet
          : .init(zh: "文件名中间的一段是表的名称", en: "the middle part of the file's name is the table's")
      ])
  }

  static func unknownTableColumn(_ name: String, table: String, nearest: String?) -> Finding {
    Finding(
      .unknownField, zh: "表“\(table)”没有“\(name.quotable)”这一列",
      en: "the table '\(table)' has no column '\(name.quotable)'", helps: guess(nearest))
  }

  static func tableNeedsDepartment(_ table: String) -> Finding {
    Finding(
      .dataShape, zh: "表“\(table.quotable)”的文件没有“部门”这一列，不知道每行是谁的",
      en: "the file of '\(table.quotable)' has no column 'department' to say whose the rows are",
      helps: [.init(zh: "第一列写", en: "begin with", pasteZh: "部门", pasteEn: "department")])
  }

  static func tableNeedsYear(_ table: String) -> Finding {
    Finding(
      .dataShape, zh: "数据有几个年度，表“\(table.quotable)”的文件却没有“年度”这一列",
      en: "the data are for several years, and the file of '\(table.quotable)' has no year",
      helps: [.init(zh: "加上这一列：", en: "add the column:", pasteZh: "年度", pasteEn: "fiscalYear")])
  }

  static func rowNeedsDepartment(_ table: String) -> Finding {
    Finding(
      .dataShape, zh: "表“\(table.quotable)”的这一行没有写部门",
      en: "this row of '\(table.quotable)' names no department")
  }

  static func rowNeedsYear(_ table: String) -> Finding {
    Finding(
      .dataShape, zh: "表“\(table.quotable)”的这一行没有写年度",
      en: "this row of '\(table.quotable)' has no fiscal year")
  }

  static func unknownDepartment(
    _ name: String, _ year: Int?, table: String, nearest: String?
  ) -> Finding {
    let zhYear = year.map { " \($0) 年度" } ?? ""
    let enYear = year.map { " for \($0)" } ?? ""
    return Finding(
      .unknownDepartment, zh: "表“\(table.quotable)”里的“\(name.quotable)”没有\(zhYear)的记录",
      en: "no record\(enYear) has the department '\(name.quotable)' of '\(table.quotable)'",
      helps: guess(nearest))
  }

  static func tableTwice(_ name: String) -> Finding {
    Finding(
      .duplicateField, zh: "表“\(name)”在记录里和自己的文件里各有一份",
      en: "the table '\(name)' is given in the record and in a file of its own",
      helps: [.init(zh: "留下对的一份", en: "keep the right one")])
  }

  static func tableNotList(_ table: Table) -> Finding {
    Finding(
      .brokenTable, zh: "“\(table.name)”是一张表，要写成行的列表",
      en: "'\(table.name)' is a table, a list of rows", helps: [rows(table)])
  }

  static func rowNotObject(_ table: Table) -> Finding {
    Finding(
      .brokenTable, zh: "表“\(table.name)”的每一行要写成 { \"列名\": 值 }",
      en: "a row of '\(table.name)' is written { \"column\": value }", helps: [rows(table)])
  }

  private static func rows(_ table: Table) -> Diagnostic.Help {
    let cells = table.columns.prefix(2).map { "\"\($0.name)\": \"…\"" }.joined(separator: ", ")
    return .init(
      zh: "写作", en: "write", pasteZh: "[ { \(cells) } ]", pasteEn: "[ { \(cells) } ]")
  }

  static func tooManyRows(_ table: Table) -> Finding {
    Finding(
      .brokenTable, zh: "表“\(table.name)”超过 \(Limits.tableRowsMax) 行",
      en: "the table '\(table.name)' has more than \(Limits.tableRowsMax) rows")
  }

  static func tooFewRows(_ table: Table, found: Int) -> Finding {
    Finding(
      .outOfRange, zh: "表“\(table.name)”不少于 \(table.rowCountMin) 行，数据里有 \(found) 行",
      en: "the table '\(table.name)' has \(table.rowCountMin) rows or more, found \(found)"
    )
  }
}
