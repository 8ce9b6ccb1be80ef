import RuleLang

/// Findings about where rulesets stand.
extension Finding {
  static func folderYear(_ year: Int, folder: String, folderYear: Int) -> Finding {
    Finding(
      .folderYear, zh: "这里写的是 \(year) 年度，文件夹“\(folder)”却在 \(folderYear) 年之下",
      en: "this says fiscal year \(year), but the folder '\(folder)' stands under \(folderYear)",
      helps: [
        .init(
          zh: "改成文件夹的年度，或把文件夹移到 \(year) 之下：",
          en: "write the year of the folder, or move the folder under \(year):",
          pasteZh: "年度 \(folderYear)", pasteEn: "fiscal year \(folderYear)")
      ])
  }

  static func schemeStandsTwice(_ name: String, year: Int, first: SourceRange) -> Finding {
    Finding(
      .duplicateName, zh: "\(year) 年度有两个规则集都叫“\(name)”",
      en: "two rulesets of fiscal year \(year) have the name '\(name)'",
      labels: [Diagnostic.Label(first, Message(zh: "另一个", en: "the other"))],
      helps: [
        .init(
          zh: "不同的方案各用一个名称，数据按名称选规则；同一方案的新版本写明“修订”",
          en: "give each scheme of a year a name of its own, as data selects by it;"
            + " a new version of a scheme states its revision")
      ])
  }

  static func severalBases(
    _ name: String, year: String, revision: Int, paths: [String]
  ) -> Finding {
    let zh = paths.map { "“\($0)”" }.joined(separator: "、")
    let en = paths.map { "'\($0)'" }.joined(separator: ", ")
    return Finding(
      .duplicateName, zh: "\(year) 年度的“\(name)”修订 \(revision) 有两个，不知道修改哪一个：\(zh)",
      en: "there are two versions of '\(name)' for \(year) in revision \(revision): \(en)",
      helps: [
        .init(
          zh: "留下对的一个；新的版本写明“修订”", en: "keep the right one; a new version states its revision")
      ])
  }
}
