import RuleLang
import Tabular

/// What is wrong with a workbook, in words.
extension Finding {
  static func emptyWorkbook() -> Finding {
    Finding(
      .dataShape, zh: "工作簿里没有一张看得见的、有内容的工作表",
      en: "the workbook has no sheet that is visible and holds anything",
      helps: [.init(zh: "取消隐藏放数据的工作表", en: "unhide the sheet with the data")])
  }

  static func titleAboveHeader(_ row: Int, header: Int) -> Finding {
    let rows = header - row == 1 ? "第 \(row) 行" : "第 \(row)–\(header - 1) 行"
    return Finding(
      .dataShape, zh: "第 \(row) 行要是表头，这里第 \(header) 行才是",
      en: "row \(row) has to be the header, which is row \(header) here",
      helps: [.init(zh: "删去上面的\(rows)（标题、单位等）", en: "remove the rows above it, such as a title")])
  }

  static func mergedCells(_ range: String) -> Finding {
    Finding(
      .dataShape, zh: "\(range) 是合并单元格，说不清内容是哪一格的",
      en: "\(range) is merged, and whose the value is cannot be said",
      helps: [
        .init(
          zh: "取消合并，每一格各写各的内容", en: "unmerge it, and write into each cell what belongs there")
      ])
  }

  static func tableBeforeRecords(_ name: String) -> Finding {
    Finding(
      .dataShape, zh: "第一张工作表要是各部门的数据，这里是表“\(name.quotable)”",
      en: "the first sheet has to hold the departments, and this is the table '\(name.quotable)'",
      helps: [.init(zh: "把各部门数据的工作表移到最前面", en: "move the sheet of the departments to the front")])
  }

  /// What is wrong with a cell; nil where it is sound.
  static func cell(_ content: WorksheetCell.Content) -> Finding? {
    switch content {
    case .text: return nil
    case .formulaWithoutResult:
      return Finding(
        .malformedValue, zh: "这一格是公式，文件里没有存下它的结果",
        en: "the cell is a formula, and its result is not in the file",
        helps: [
          .init(
            zh: "用表格软件打开并保存一次，或改成数值", en: "open and save it in a spreadsheet, or write the value")
        ])
    case .error(let text):
      return Finding(
        .malformedValue, zh: "这一格是错误值 \(text.quotable)",
        en: "the cell holds the error \(text.quotable)",
        helps: [.init(zh: "改正公式，或写上数值；没有数据就清空", en: "mend the formula, or write the value")])
    case .longNumber(let text):
      return Finding(
        .malformedValue, zh: "“\(text.quotable)”超过 15 位，表格软件存不下后面的数字",
        en: "'\(text.quotable)' has more than 15 digits, of which a spreadsheet loses the last",
        helps: [.init(zh: "把这一格设成文本再写", en: "make the cell a text, and write it again")])
    case .scaledNumber(let text):
      return Finding(
        .malformedValue, zh: "这一格的数字格式把 \(text.quotable) 缩小了显示，看到的不是存下的",
        en: "the format of the cell shows \(text.quotable) divided, so that it is not what is seen",
        helps: [
          .init(
            zh: "把数字格式改为“常规”，写上要用的数和单位",
            en: "set its format to General, and write the number that is meant")
        ])
    case .malformed:
      return Finding(
        .malformedValue, zh: "这一格的内容有损坏", en: "the content of the cell is damaged",
        helps: [.init(zh: "重新写这一格", en: "write it again")])
    }
  }

  static func unreadableWorkbook(_ error: WorkbookError) -> Finding {
    let (zh, en) = words(error.reason)
    let place = error.part.map { ("（\($0.quotable)）", " (\($0.quotable))") } ?? ("", "")
    return Finding(
      .unreadableData, zh: zh + place.0, en: en + place.1,
      helps: [help(error.reason)].compactMap { $0 })
  }

  private static func words(_ reason: WorkbookError.Reason) -> (zh: String, en: String) {
    switch reason {
    case .archive(let reason): return words(reason)
    case .oldForm: return ("这是旧格式的工作簿（.xls）", "this is a workbook of the old form (.xls)")
    case .encrypted: return ("工作簿有打开密码", "the workbook is protected by a password")
    case .binaryForm: return ("这是二进制格式的工作簿（.xlsb）", "this is a workbook of the binary form (.xlsb)")
    case .otherDocument: return ("这不是 .xlsx 工作簿", "this is no .xlsx workbook")
    case .missingPart: return ("工作簿缺了一部分", "a part of the workbook is missing")
    case .malformed: return ("工作簿有损坏", "the workbook is damaged")
    case .notUTF8: return ("工作簿里有不是 UTF-8 的内容", "the workbook holds what is no UTF-8")
    case .documentType:
      return ("工作簿里有 <!DOCTYPE，合格的工作簿没有", "the workbook holds a <!DOCTYPE, which none has")
    case .tooDeep:
      return (
        "工作簿内部套得太深，超过 \(XMLReader.depthMax) 层",
        "the workbook nests deeper than \(XMLReader.depthMax)"
      )
    case .tokenTooLong: return ("工作簿里有一段超过 1 MiB", "a piece of the workbook is longer than 1 MiB")
    case .tooManySheets:
      return (
        "工作表超过 \(Workbook.sheetCountMax) 张", "there are more than \(Workbook.sheetCountMax) sheets"
      )
    case .tooManyCells:
      return (
        "工作簿超过 \(Workbook.cellCountMax) 格",
        "the workbook has more than \(Workbook.cellCountMax) cells"
      )
    case .tooMuchText:
      return ("工作簿的文字超过 256 MiB", "the workbook has more than 256 MiB of text")
    case .tooManyForms:
      return (
        "单元格的格式超过 \(Workbook.formCountMax) 种",
        "cells have more than \(Workbook.formCountMax) forms"
      )
    }
  }

  private static func words(_ reason: ArchiveError.Reason) -> (zh: String, en: String) {
    switch reason {
    case .noDirectory:
      return ("这不是 .xlsx 工作簿，或没有传完整", "this is no .xlsx workbook, or it has been cut off")
    case .damagedDirectory:
      return ("工作簿有损坏：目录和内容对不上", "the workbook is damaged: its directory does not fit")
    case .damagedPart:
      return ("工作簿有损坏：内容和校验码对不上", "the workbook is damaged: a checksum does not agree")
    case .repeatedPart: return ("工作簿里有一部分出现两次", "a part of the workbook is there twice")
    case .unsafeName: return ("工作簿里有指向外面的名称", "a name in the workbook leads out of it")
    case .encrypted: return ("工作簿有打开密码", "the workbook is protected by a password")
    case .unknownPacking: return ("工作簿用了少见的压缩方式", "the workbook is packed in an unusual way")
    case .severalFiles: return ("工作簿分在几个文件里", "the workbook is spread over several files")
    case .tooManyParts:
      return (
        "工作簿超过 \(ZIPArchive.partCountMax) 个部分",
        "the workbook has more than \(ZIPArchive.partCountMax) parts"
      )
    case .partTooLarge:
      return ("工作簿的一部分展开后超过 512 MiB", "a part of the workbook has more than 512 MiB unpacked")
    case .tooLarge: return ("工作簿展开后超过 1 GiB", "the workbook has more than 1 GiB unpacked")
    }
  }

  private static func help(_ reason: WorkbookError.Reason) -> Diagnostic.Help? {
    switch reason {
    case .oldForm, .binaryForm, .otherDocument, .archive(.unknownPacking), .archive(.severalFiles):
      return .init(
        zh: "用 Excel 或 WPS 打开，另存为 .xlsx", en: "open it in a spreadsheet, and save it as .xlsx")
    case .encrypted, .archive(.encrypted):
      return .init(
        zh: "用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx",
        en: "open it in a spreadsheet, take the password off, and save it as .xlsx")
    case .tooManyCells, .tooMuchText, .archive(.partTooLarge), .archive(.tooLarge):
      return .init(
        zh: "另存为 CSV（多大都可以），或分成几个文件", en: "save it as CSV, of any length, or split it")
    case .tooManySheets, .tooManyForms, .tooDeep, .tokenTooLong, .archive(.tooManyParts):
      return .init(
        zh: "把数据复制到新的工作簿里", en: "copy the data into a new workbook")
    case .missingPart, .malformed, .notUTF8, .documentType, .archive:
      return .init(
        zh: "重新取一份；或用 Excel、WPS 打开，另存为 .xlsx",
        en: "fetch it again, or open it in a spreadsheet and save it as .xlsx")
    }
  }
}
