import RuleLang

/// What a command takes: the one description that reading its arguments and its help come from.
struct CommandSyntax {
  /// An option: a flag or a name with a value.
  struct Option {
    /// The name with its dashes.
    let name: String

    /// One dash and a letter, for those who type it often.
    var short: String?

    /// Other names that it goes by, which the help does not show.
    var aliases: [String] = []

    /// What stands for the value in the help; nil for a flag.
    var value: Message?

    /// The values it takes; empty where any will do.
    var choices: [String] = []

    /// The lowest and highest number it takes; nil where it is not about a number.
    var numbers: ClosedRange<Int>?

    /// What it does.
    let summary: Message

    /// Whether it goes by a name.
    func isNamed(_ given: String) -> Bool {
      name == given || short == given || aliases.contains(given)
    }
  }

  /// An argument that is no option.
  struct Operand {
    /// Its name in the help.
    let name: String

    /// What it is.
    let summary: Message
  }

  /// A command line that shows the command at work.
  struct Example {
    /// The command line.
    let line: String

    /// What it does.
    let summary: Message
  }

  /// The word after `rules`.
  let name: String

  /// What it is for: one phrase.
  let summary: Message

  /// The ways to write it, after `rules NAME`.
  let usage: [String]

  /// The arguments that are no options.
  var operands: [Operand] = []

  /// The fewest of them.
  var operandCountMin = 0

  /// The most of them.
  var operandCountMax = Int.max

  /// Its options, without those that every command has.
  var options: [Option] = []

  /// What else there is to know, a line each.
  var notes: [Message] = []

  /// Command lines that show it at work.
  let examples: [Example]

  /// Its options and those that every command has.
  var allOptions: [Option] { options + Self.commonOptions }

  /// The options that every command has.
  static let commonOptions = [
    Option(
      name: "--language", value: Message(zh: "zh|en", en: "zh|en"), choices: ["zh", "en"],
      summary: Message(
        zh: "用中文或英文；不写时随规则文件，还没读到规则文件时随系统",
        en: "speak Chinese or English; else as the rule files do,\nor as the system does")),
    Option(
      name: "--no-color", summary: Message(zh: "不用颜色", en: "use no colours")),
    Option(
      name: "--help", short: "-h", summary: Message(zh: "显示这些说明", en: "show this help")),
  ]
}

/// The arguments of a command, as read.
struct ParsedArguments {
  /// The arguments that are no options, in order.
  var operands: [String] = []

  /// The values of options by name; flags have an empty value.
  var values: [String: String] = [:]

  /// Whether a flag was given.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// The language that was asked for.
  var language: Language? { values["--language"].flatMap(Language.init) }
}
