import Testing

@testable import Tabular

@Suite struct XMLReaderTests {
  /// What a text says, a line each; the last is why there is no more.
  static func lines(_ text: String) -> [String] { lines(Array(text.utf8)) }

  static func lines(_ bytes: [UInt8]) -> [String] {
    var writer = ZIPWriter()
    var checksum = CRC32()
    checksum.add(bytes)
    let packed = InflaterTests.packed(bytes)
    let head = writer.head(
      of: ZIPWriter.Part(
        name: "a", checksum: checksum.value, unpackedBytes: bytes.count, packedBytes: packed.count))
    var lines: [String] = []
    do {
      guard let part = try ZIPArchive(head + packed + writer.directory()).part("a") else {
        return []
      }
      var reader = XMLReader(part)
      while let event = try reader.next() {
        switch event {
        case .start(let name):
          lines.append(
            "<"
              + ([name] + reader.attributes.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
          )
        case .end(let name): lines.append(">" + name)
        case .text(let text): lines.append(text)
        }
      }
    } catch let error as WorkbookError {
      lines.append("\(error.reason)")
    } catch {
      lines.append("\(error)")
    }
    return lines
  }

  @Test(
    "what XML says",
    arguments: [
      ("<a/>", ["<a", ">a"]),
      ("\u{FEFF}<?xml version=\"1.0\"?>\n<a>x</a >\n<!-- y -->", ["<a", "x", ">a"]),
      ("<x:a x:b='1' c = \"2>\" xmlns:x=\"u\"><b/></x:a>", ["<a b=1 c=2>", "<b", ">b", ">a"]),
      ("<a>&lt;&amp;&gt;&quot;&apos;&#20013;&#x6587;</a>", ["<a", "<&>\"'中文", ">a"]),
      (
        "<a b=\"&quot;1&quot;\">1<![CDATA[<2]]]]>3<!-- -- > -->4</a>",
        ["<a b=\"1\"", "1", "<2]]", "3", "4", ">a"]
      ),
    ])
  func reads(_ text: String, _ lines: [String]) { #expect(Self.lines(text) == lines) }

  @Test(
    "what is no XML, or more than a workbook needs",
    arguments: [
      ("", "malformed"), ("x", "malformed"), ("<a>", "malformed"), ("<a></b>", "malformed"),
      ("<a/><b/>", "malformed"), ("<a/>x", "malformed"), ("<a", "malformed"),
      ("<a b>", "malformed"),
      ("<a b=1/>", "malformed"), ("<a b='1/>", "malformed"), ("<a>&x;</a>", "malformed"),
      ("<a>& </a>", "malformed"), ("<a>&#0;</a>", "malformed"), ("<a>&#xD800;</a>", "malformed"),
      ("<>", "malformed"), ("<a><![CDATA[x</a>", "malformed"), ("<!-- ", "malformed"),
      ("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "documentType"),
    ])
  func refuses(_ text: String, _ reason: String) { #expect(Self.lines(text).last == reason) }

  @Test func refusesOtherEncodings() {
    #expect(Self.lines([0xFF, 0xFE, 0x3C, 0]) == ["notUTF8"])
    #expect(Self.lines(Array("<a>".utf8) + [0xFF] + Array("</a>".utf8)).last == "notUTF8")
  }

  @Test("nesting is bounded")
  func depth() {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    #expect(Self.lines(nested(XMLReader.depthMax)).last == ">a")
    #expect(Self.lines(nested(XMLReader.depthMax + 1)).last == "tooDeep")
  }

  @Test("pieces are bounded")
  func pieces() {
    func long(_ count: Int) -> [UInt8] {
      Array("<a>".utf8) + Array(repeating: 0x78, count: count) + Array("</a>".utf8)
    }
    #expect(Self.lines(long(XMLReader.tokenBytesMax)).last == ">a")
    #expect(Self.lines(long(XMLReader.tokenBytesMax + 1)).last == "tokenTooLong")
    // A text that comments cut into pieces is one all the same.
    let piece = String(repeating: "x", count: XMLReader.tokenBytesMax / 2) + "<!-- - -- > -->"
    func texts(_ count: Int) -> String {
      "<row><c t=\"inlineStr\"><is><t>\(String(repeating: piece, count: count))</t></is></c></row>"
    }
    #expect(WorkbookFixture.cells(WorkbookFixture.sheet(texts(2))).last?.hasPrefix("A1 x") == true)
    #expect(WorkbookFixture.cells(WorkbookFixture.sheet(texts(3))).last == "tokenTooLong")
  }
}
