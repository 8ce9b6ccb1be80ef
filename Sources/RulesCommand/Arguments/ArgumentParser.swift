import RuleLang

/// Reads the arguments of a command by its syntax.
///
/// `--name value`, `--name=value` and `-o value` are read anywhere; `--` ends the options, and a
/// lone `-` is an operand. What is not understood is an error, never skipped.
struct ArgumentParser {
  private let syntax: CommandSyntax
  private let options: [CommandSyntax.Option]
  private var rest: ArraySlice<String>
  private var parsed = ParsedArguments()

  private init(_ syntax: CommandSyntax, _ arguments: ArraySlice<String>) {
    self.syntax = syntax
    options = syntax.allOptions
    rest = arguments
  }

  /// The arguments after the word of the command, as read.
  static func parse(
    _ arguments: ArraySlice<String>, for syntax: CommandSyntax
  ) throws(CommandFailure) -> ParsedArguments {
    var parser = ArgumentParser(syntax, arguments)
    do throws(CommandFailure) {
      try parser.readAll()
      if !parser.parsed.has("--help") { try parser.countOperands() }
    } catch {
      throw error.withHelp(.seeHelp(of: "rules \(syntax.name)"))
    }
    return parser.parsed
  }

  private mutating func readAll() throws(CommandFailure) {
    while let argument = rest.popFirst() {
      if argument == "--" {
        parsed.operands += rest
        return
      }
      if argument == "-" || !argument.hasPrefix("-") {
        if let failure = otherDash(argument) { throw failure }
        parsed.operands.append(argument)
      } else {
        try readOption(argument)
      }
    }
  }

  private mutating func readOption(_ argument: String) throws(CommandFailure) {
    let parts = argument.split(
      separator: "=" as Character, maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = options.first(where: { $0.isNamed(name) })
    else { throw unknownOption(name) }
    let attached = parts.count > 1 ? String(parts[1]) : nil
    guard parsed.values[option.name] == nil || option.value == nil else {
      throw CommandFailure(
        zh: "选项“\(option.name)”写了两次", en: "the option '\(option.name)' stands twice")
    }
    guard let value = option.value else {
      if attached != nil {
        throw CommandFailure(
          zh: "选项“\(option.name)”不带值", en: "the option '\(option.name)' takes no value")
      }
      parsed.values[option.name] = ""
      return
    }
    // What follows may be a file with a name like that, but then it is written behind a "=".
    let isNextOption =
      attached == nil && rest.first.map { self.option(writtenAs: $0) != nil } ?? false
    guard !isNextOption, let given = attached ?? rest.popFirst(), !given.isEmpty else {
      throw CommandFailure(
        zh: "选项“\(option.name)”后面缺少值：\(option.name) \(value.zh)",
        en: "the option '\(option.name)' needs a value: \(option.name) \(value.en)")
    }
    try check(given, for: option, as: name)
    parsed.values[option.name] = given
  }

  private func check(
    _ value: String, for option: CommandSyntax.Option, as name: String
  ) throws(CommandFailure) {
    if let numbers = option.numbers, !(Int(value).map(numbers.contains) ?? false) {
      let (low, high) = (numbers.lowerBound, numbers.upperBound)
      let meant = Self.number(meantBy: value).flatMap { numbers.contains($0) ? "\($0)" : nil }
      throw CommandFailure(
        zh: "选项“\(name)”的值要是 \(low) 至 \(high) 的整数",
        en: "the option '\(name)' takes a whole number from \(low) to \(high)",
        helps: [.didYouMean(meant)].compactMap { $0 })
    }
    guard !option.choices.isEmpty, !option.choices.contains(value) else { return }
    let zh = option.choices.joined(separator: "、")
    let en = option.choices.joined(separator: ", ")
    let nearest = EditDistance.nearest(to: value, in: option.choices)
    throw CommandFailure(
      zh: "选项“\(name)”的值“\(value)”不在可选的值里：\(zh)",
      en: "the option '\(name)' does not take '\(value)', but one of: \(en)",
      helps: [.didYouMean(nearest)].compactMap { $0 })
  }

  /// The option that an argument is, with its value behind it or not.
  private func option(writtenAs argument: String) -> CommandSyntax.Option? {
    guard argument.utf8.first == UInt8(ascii: "-") else { return nil }
    let name = String(argument.prefix { $0 != "=" })
    return options.first { $0.isNamed(name) }
  }

  /// What is wrong with an argument that is an option but for its dashes, which text editors like
  /// to make one long dash of; nil for any other.
  private func otherDash(_ argument: String) -> CommandFailure? {
    let letters = argument.drop { "-－–—―‐−".contains($0) }
    guard letters.startIndex > argument.startIndex, option(writtenAs: "--" + letters) != nil
    else { return nil }
    return CommandFailure(
      zh: "“\(argument)”不是选项：选项以两个半角减号开头",
      en: "'\(argument)' is no option: options begin with two hyphens",
      helps: [.didYouMean("--" + letters)].compactMap { $0 })
  }

  /// The whole number that was meant by what looks like one: with full-width or Chinese digits, or
  /// a year with its word.
  private static func number(meantBy text: String) -> Int? {
    let stem = ["年度", "年"].first { text.hasSuffix($0) }.map { text.dropLast($0.count) }
    let digits = (stem ?? text[...]).map { $0 == "〇" ? 0 : $0.wholeNumberValue }
    var number = 0
    for digit in digits.prefix(10) {
      guard let digit, digit < 10 else { return nil }
      number = number * 10 + digit
    }
    return digits.isEmpty || digits.count > 10 ? nil : number
  }

  private func unknownOption(_ name: String) -> CommandFailure {
    let names = options.flatMap { [$0.name, $0.short].compactMap { $0 } }
    let nearest = EditDistance.nearest(to: name, in: names.filter { $0.hasPrefix("--") })
    return CommandFailure(
      zh: "rules \(syntax.name) 没有选项“\(name)”",
      en: "rules \(syntax.name) has no option '\(name)'",
      helps: [.didYouMean(nearest)].compactMap { $0 })
  }

  private func countOperands() throws(CommandFailure) {
    let count = parsed.operands.count
    if count < syntax.operandCountMin,
      let missing = syntax.operands.dropFirst(count).first ?? syntax.operands.last
    {
      throw CommandFailure(
        zh: "缺少参数 \(missing.name)：\(missing.summary.zh)",
        en: "the argument \(missing.name) is missing: \(missing.summary.en)")
    }
    if count > syntax.operandCountMax {
      let extra = parsed.operands[syntax.operandCountMax]
      throw CommandFailure(
        zh: "多了一个参数“\(extra)”", en: "'\(extra)' is one argument too many")
    }
  }
}
