/// A page that is written piece by piece: what stands around its blocks, and blocks by themselves.
extension HTMLPage {
  /// What stands before the blocks and behind them, in UTF-8; between them belongs ``content()`` alone.
  func frame() -> (opening: [UInt8], closing: [UInt8]) {
    var html = HTMLWriter()
    var place = 0
    html.document(
      language: say("zh-CN", "en"), title: page.title, styleSheet: PageStyle.sheet, script: nil
    ) { body in
      body.newLine()
      body.element(.main) { main in
        main.newLine()
        place = main.bytes.count
      }
      body.newLine()
    }
    return (Array(html.bytes[..<place]), Array(html.bytes[place...]))
  }

  /// The blocks, in UTF-8.
  func content() -> [UInt8] {
    var html = HTMLWriter()
    for block in page.blocks { write(block, to: &html) }
    return html.bytes
  }
}
