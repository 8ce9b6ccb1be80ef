import Testing

@testable import Reports

@Suite("How pages look")
struct PageStyleTests {
  /// A colour as red, green and blue from 0 to 1.
  private typealias Colour = (red: Double, green: Double, blue: Double)

  /// The colours of light, dark and paper, by their names.
  private static let palettes: [[String: String]] = {
    let sheet = PageStyle.sheet.description
    return sheet.ranges(of: ":root {").map { start in
      let body = sheet[start.upperBound...].prefix { $0 != "}" }
      var colours: [String: String] = [:]
      for line in body.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
        let parts = line.split(separator: ":", maxSplits: 1).map { $0.filter { $0 != " " } }
        if parts.count == 2, parts[0].hasPrefix("--") { colours[parts[0]] = parts[1] }
      }
      return colours
    }
  }()

  /// The relative luminance of WCAG 2.2.
  private static func luminance(_ text: String) throws -> Double {
    let number = try #require(Int(text.dropFirst(), radix: 16))
    let parts = [16, 8, 0].map { shift -> Double in
      let part = Double(number >> shift & 255) / 255
      return part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// The power 2.4, by the fifth root of the twelfth power.
  private static func power(_ base: Double) -> Double {
    let twelfth = (0..<12).reduce(1.0) { product, _ in product * base }
    var root = base
    for _ in 0..<60 {
      let fourth = root * root * root * root
      root -= (fourth * root - twelfth) / (5 * fourth)
    }
    return root
  }

  private static func contrast(_ one: String, _ other: String) throws -> Double {
    let (first, second) = (try luminance(one), try luminance(other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  @Test("the contrast is computed as WCAG has it")
  func formula() throws {
    #expect(try Self.contrast("#ffffff", "#000000") == 21)
    #expect(abs(try Self.contrast("#777777", "#ffffff") - 4.478) < 0.001)
  }

  @Test(
    "text has a contrast of 4.5 to 1 and more, lines and marks of 3 to 1, in light, dark and on paper"
  )
  func contrast() throws {
    #expect(Self.palettes.count == 3)
    for palette in Self.palettes {
      func colour(_ name: String) throws -> String { try #require(palette["--" + name], "\(name)") }
      for (ink, ground) in [
        ("ink", "ground"), ("ink", "shade"), ("ink", "mark"), ("faint", "ground"),
        ("faint", "shade"), ("link", "ground"), ("link", "shade"),
      ] {
        let found = try Self.contrast(colour(ink), colour(ground))
        #expect(found >= 4.5, "\(ink) on \(ground): \(found)")
      }
      for (mark, ground) in [
        ("line", "ground"), ("edge", "ground"), ("had", "ground"), ("had", "shade"),
        ("had", "open"), ("had", "mark"), ("open", "ground"), ("edge", "shade"),
      ] {
        let found = try Self.contrast(colour(mark), colour(ground))
        #expect(found >= 3, "\(mark) on \(ground): \(found)")
      }
    }
  }

  @Test("every class of the style sheet is one that is written, and the other way round")
  func classes() {
    let sheet = PageStyle.sheet.description
    let unused = HTMLWriter.Style.allCases.filter { style in
      !sheet.contains("." + style.rawValue + " ") && !sheet.contains("." + style.rawValue + ",")
    }
    #expect(unused.isEmpty, "\(unused)")
  }
}
