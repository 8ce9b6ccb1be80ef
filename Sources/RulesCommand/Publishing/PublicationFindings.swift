import RuleLang

/// Findings about what was published.
extension Finding {
  static func changedAfterPublishing(
    _ entry: Publication.Entry, now digest: String, next: Int, record: SourceRange
  ) -> Finding {
    Finding(
      .changedAfterPublishing,
      zh: "修订 \(entry.revision) 已于 \(entry.date) 发布，规则的含义现在变了",
      en: "revision \(entry.revision) was published on \(entry.date), and the meaning of the rules"
        + " has changed since",
      labels: [Diagnostic.Label(record, Message(zh: "发布的记录", en: "what was published"))],
      helps: [
        .init(
          zh: "发布时的摘要 \(entry.digest)", en: "the digest that was published is \(entry.digest)"),
        .init(zh: "现在的摘要 \(digest)", en: "the digest now is \(digest)"),
        .init(
          zh: "用它评出的分凭摘要核对，所以含义不能再变：撤销改动；要改政策，写成新的修订：",
          en: "scores are verified by that digest: take the change back or, for a change of policy,"
            + " make it a new revision:",
          pasteZh: "修订 \(next)", pasteEn: "revision \(next)"),
      ])
  }

  static func brokenPublication(zh: String, en: String) -> Finding {
    Finding(
      .brokenPublication, zh: "发布记录读不出来：\(zh)", en: "the publication file cannot be read: \(en)",
      helps: [
        .init(
          zh: "发布记录由 rules publish 写，不手工改；从备份取回原来的文件",
          en: "rules publish writes this file and nobody edits it; take it back from a copy")
      ])
  }

  static func brokenResult(zh: String, en: String) -> Finding {
    Finding(
      .brokenResult, zh: "结果文件读不出来：\(zh)", en: "the file of results cannot be read: \(en)",
      helps: [
        .init(
          zh: "结果是 rules evaluate --format json 或 jsonl 写的文件",
          en: "results are files that rules evaluate --format json or jsonl wrote")
      ])
  }
}
