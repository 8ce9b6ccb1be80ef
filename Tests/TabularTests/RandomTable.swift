/// Random CSV that is as awkward as it can be: quotes where they do not belong, every line end,
/// blank lines, every separator, Chinese.
struct RandomTable {
  private static let pieces = [
    "a", "12", "张三", "，", " ", "  ", ",", ",", ";", "\t", "\"", "\"", "\"\"", "\n", "\n", "\r\n",
    "\r", "\n\n", "\"x\ny\"", "\"x,\"\"y\"\"\",", "\"q\"", "\u{1F600}", "é", "\n \n", "\r\r\n",
    "\u{01}", "長い行長い行長い行長い行",
  ]

  /// Pieces of a table without mistakes.
  private static let harmless = [
    "a", "12", "张三", ",", ",", "\n", "\n", "\r\n", "\"x\ny\",", "\"q\"\n", ";",
  ]

  static func text(with generator: inout SeededGenerator) -> String {
    let isHarmless = Int.random(in: 0..<4, using: &generator) == 0
    let pool = isHarmless ? harmless : pieces
    let header = ["部门,年度\n", "a;b\r\n", "x\ty\r", "\n\n 部门,年度\n", "\"a\nb\",c\n", ""]
    var text = header.randomElement(using: &generator) ?? ""
    for _ in 0..<Int.random(in: 0..<40, using: &generator) {
      text += pool.randomElement(using: &generator) ?? ""
    }
    return text
  }
}
