import Testing

/// The reader of sources that the other tests rely on.
@Suite("Code without its prose")
struct SwiftCodeTests {
  @Test("comments and the text of literals are left out")
  func prose() {
    let code = SwiftCode(
      ##"""
      let a = "no try! here" // nor Double here
      let b = #"raw \" as! "# + "\" quoted \\"
      """##)
    #expect(code.lines == [#"let a = "" "#, #"let b = "" + """#])
  }

  @Test("code inside an interpolation stays")
  func interpolation() {
    let code = SwiftCode(#"print("a \(b(c!) + "d\(e)") f")"#)
    #expect(code.lines == [#"print((b(c!) + (e)"")"")"#])
  }

  @Test("literals of several lines keep their lines")
  func lines() {
    let code = SwiftCode("let a = \"\"\"\n  try! \"quoted\"\n  \"\"\"\nlet b = 1")
    #expect(code.lines == ["let a = ", "", "\"\"", "let b = 1"])
  }
}
