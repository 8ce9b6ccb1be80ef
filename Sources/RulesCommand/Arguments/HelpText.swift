import RuleLang

/// Help, written from the syntax of the commands.
struct HelpText {
  /// The language of the words.
  let language: Language

  /// The help of one command.
  func text(of syntax: CommandSyntax) -> String {
    var parts = ["rules \(syntax.name) — \(words(syntax.summary))\n"]
    let usage = syntax.usage.map { "  rules \(syntax.name) \($0)\n" }
    parts.append(heading("用法", "Usage") + usage.joined())
    if !syntax.operands.isEmpty {
      let rows = syntax.operands.map { ($0.name, words($0.summary)) }
      parts.append(heading("参数", "Arguments") + columns(rows))
    }
    let rows = syntax.allOptions.map { (label(of: $0), words($0.summary)) }
    parts.append(heading("选项", "Options") + columns(rows))
    if !syntax.notes.isEmpty {
      parts.append(
        heading("说明", "Notes") + syntax.notes.map { "  \(words($0))\n" }.joined())
    }
    let examples = syntax.examples.map { "  \($0.line)\n      \(words($0.summary))\n" }
    parts.append(heading("例子", "Examples") + examples.joined())
    return parts.joined(separator: "\n")
  }

  /// The help of the whole tool.
  func overview(of commands: [CommandSyntax]) -> String {
    let purpose = Message(
      zh: "按财政绩效评价的规则算分，并说明每一分的理由",
      en: "scores budget evaluations by their rules, with the reason for every point")
    let parts = [
      "rules — \(words(purpose))\n",
      heading("用法", "Usage")
        + words(
          Message(
            zh: "  rules <命令> [参数]\n  rules <命令> --help\n  rules --version\n",
            en: "  rules COMMAND [ARGUMENTS]\n  rules COMMAND --help\n  rules --version\n")),
      heading("命令", "Commands") + columns(commands.map { ($0.name, words($0.summary)) }),
      heading("结束状态", "Exit status")
        + columns([
          ("0", words(Message(zh: "没有错误", en: "no errors"))),
          ("1", words(Message(zh: "规则或数据里有错误", en: "errors in the rules or the data"))),
          (
            "2",
            words(
              Message(
                zh: "命令写得不对，或文件读不了、写不了",
                en: "the command was not understood, or a file could not be read or written"))
          ),
        ]),
    ]
    return parts.joined(separator: "\n")
  }

  private func label(of option: CommandSyntax.Option) -> String {
    let names = [option.short, option.name].compactMap { $0 }.joined(separator: ", ")
    return option.value.map { "\(names) \(words($0))" } ?? names
  }

  private func heading(_ zh: String, _ en: String) -> String {
    language == .zh ? "\(zh)：\n" : "\(en):\n"
  }

  private func words(_ message: Message) -> String { message.text(in: language) }

  /// Two columns, the first as wide as its widest cell; lines of the second stay in it.
  private func columns(_ rows: [(String, String)]) -> String {
    let width = rows.map { DisplayWidth.of($0.0) }.max() ?? 0
    return rows.map { left, right in
      right.split(separator: "\n" as Character).enumerated().map { index, line in
        "  " + DisplayWidth.padded(index == 0 ? left : "", to: width) + "  \(line)\n"
      }.joined()
    }.joined()
  }
}
