extension Message {
  /// A statement on one line in both vocabularies, for help that can be pasted.
  static func line(of kind: Statement.Kind) -> Message {
    func line(_ vocabulary: Language) -> String {
      var printer = StatementPrinter(vocabulary: vocabulary)
      printer.statement(kind, isGradeNamed: true)
      return printer.line.textOnOneLine
    }
    return Message(zh: line(.zh), en: line(.en))
  }
}
