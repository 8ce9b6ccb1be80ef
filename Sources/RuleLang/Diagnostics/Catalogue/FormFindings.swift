/// Findings about the forms of annexes (chapter 20).
extension Finding {
  /// A file that is no form, or that cannot be read as one.
  public static func unreadableForm(zh: String, en: String) -> Finding {
    Finding(
      .unreadableForm, zh: "附表读不出来：\(zh)", en: "the form cannot be read: \(en)",
      helps: [
        .init(
          zh: "附表是 .csv 文件，用逗号分隔，可以在 WPS 里编辑、另存为 CSV",
          en: "a form is a .csv file with commas between its cells, as spreadsheets save")
      ])
  }

  /// A form with more than it may hold.
  public static func formTooLarge() -> Finding {
    Finding(
      .limitExceeded, zh: "附表文件超过 \(Limits.formBytesMax >> 10) KiB",
      en: "the form is larger than \(Limits.formBytesMax >> 10) KiB")
  }

  /// A form with more places than it may have.
  public static func tooManyPlaces() -> Finding {
    Finding(
      .limitExceeded, zh: "附表里超过 \(Limits.formPlacesMax) 处要填",
      en: "the form has more than \(Limits.formPlacesMax) places to fill in")
  }

  /// A brace without its other.
  public static func braceAlone(_ brace: String) -> Finding {
    Finding(
      .brokenPlace, zh: "这个“\(brace)”没有另一半", en: "this '\(brace)' has no other half",
      helps: [
        .init(
          zh: "要填的写成 {名称}；要印出括号本身的写两个：\(brace)\(brace)",
          en: "what is filled in is written {NAME}; for the brace itself write \(brace)\(brace)")
      ])
  }

  /// Braces around nothing.
  public static func emptyPlace() -> Finding {
    Finding(
      .brokenPlace, zh: "括号里没有写要填什么", en: "nothing is named between these braces",
      helps: [.init(zh: "写出名称，如 {编制人数}", en: "name what is filled in, such as {total}")])
  }

  /// Cells joined to nothing.
  public static func nothingToJoin(_ sign: String) -> Finding {
    let (zh, en) = sign == "<" ? ("左边", "on its left") : ("上面", "above it")
    return Finding(
      .brokenJoin, zh: "“\(sign)”要和\(zh)的单元格合并，\(zh)没有单元格",
      en: "'\(sign)' joins a cell \(en), and there is none")
  }

  /// Joined cells that are no rectangle.
  public static func joinIsNoRectangle() -> Finding {
    Finding(
      .brokenJoin, zh: "和这个单元格合并的不是一个长方形", en: "the cells joined to this one make no rectangle",
      helps: [
        .init(
          zh: "“<”并到左边，“^”并到上面；几行几列合并的，每一格都要写",
          en: "'<' joins to the left and '^' upwards; write one in each cell of the rectangle")
      ])
  }

  /// Columns of two tables in one row of a form.
  public static func columnsOfTwoTables(_ first: String, _ second: String) -> Finding {
    Finding(
      .brokenFormRow, zh: "这一行里有“\(first)”和“\(second)”两张表的列",
      en: "this row has columns of two tables, '\(first)' and '\(second)'",
      helps: [
        .init(
          zh: "一行按一张表逐行填写；另一张表的放到别的行，或用合计等算式",
          en: "a row is repeated for the rows of one table; put the other in a row of its own,"
            + " or draw one value from it")
      ])
  }

  /// A cell that is repeated, joined to a row that is not.
  public static func repeatedCellJoined() -> Finding {
    Finding(
      .brokenFormRow, zh: "逐行填写的单元格不能和上面、下面的合并",
      en: "a cell that is repeated cannot be joined to one above or below")
  }

  /// The number of a row where there are no rows.
  public static func numberWithoutRows() -> Finding {
    Finding(
      .brokenFormRow, zh: "这一行不是逐行填写的，没有序号",
      en: "this row is not repeated and has no number",
      helps: [
        .init(zh: "{序号} 和 {表.列} 写在同一行里", en: "{number} stands in one row with {TABLE.COLUMN}")
      ])
  }

  /// Something that needs a part of the form for itself.
  public static func notAlone(_ text: String) -> Finding {
    Finding(
      .brokenFormRow, zh: "“\(text)”要单独占一部分，前后用空行隔开",
      en: "'\(text)' needs a part of its own, with empty lines around it")
  }

  /// A column in a place that has no rows.
  public static func columnWithoutRows(_ text: String) -> Finding {
    Finding(
      .brokenFormRow, zh: "“\(text)”是表的列，这里不是表格的一行",
      en: "'\(text)' is a column of a table, and this is no row",
      helps: [
        .init(zh: "放到表格的一行里，或用合计等算式", en: "put it in a row, or draw one value from the table")
      ])
  }

  /// A unit of another kind than what it is to show.
  static func unitDoesNotFit(_ unit: String, _ found: Message) -> Finding {
    Finding(
      .unitMismatch, zh: "这里是\(found.zh)，不能换算成“\(unit)”",
      en: "this is \(found.en) and cannot be shown in '\(unit)'")
  }

  /// Something that has no points or standard.
  public static func noIndicatorHere() -> Finding {
    Finding(
      .wrongKindOfName, zh: "这里要写一个三级指标的名称", en: "the name of an indicator belongs here",
      helps: [
        .init(
          zh: "分值还可以是一级、二级指标的；标准、扣分原因只有三级指标有",
          en: "headings have points too; standards and losses belong to indicators alone")
      ])
  }
}
