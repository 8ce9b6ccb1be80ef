/// What cells look like (ECMA-376 part 1, 18.8).
///
/// The font is 宋体, which every Windows and WPS has; its family and its character set let other
/// systems take another one with Chinese, as the format has no list of fonts.
enum WorkbookStyles {
  /// The places of the looks.
  static let header = 1
  static let text = 2
  /// A text that stays one when it is edited.
  static let guardedText = 3
  /// The first of the numbers, by how many digits they show behind the point.
  static let number = 4

  /// The most digits behind the point that a number is shown with.
  static let decimalsMost = 20

  static let part: String = {
    let formats = (0...decimalsMost).map { decimals in
      let code = decimals == 0 ? "0" : "0." + String(repeating: "0", count: decimals)
      return "<numFmt numFmtId=\"\(164 + decimals)\" formatCode=\"\(code)\"/>"
    }
    func font(_ isBold: Bool) -> String {
      "<font>\(isBold ? "<b/>" : "")<sz val=\"11\"/><name val=\"宋体\"/><family val=\"3\"/>"
        + "<charset val=\"134\"/></font>"
    }
    let side = " style=\"thin\"><color rgb=\"FFBFBFBF\"/>"
    let lines = ["left", "right", "top", "bottom"].map { "<\($0)\(side)</\($0)>" }.joined()
    func look(_ format: Int, _ font: Int, _ fill: Int, _ more: String, _ alignment: String)
      -> String
    {
      "<xf numFmtId=\"\(format)\" fontId=\"\(font)\" fillId=\"\(fill)\" borderId=\"1\" xfId=\"0\""
        + " applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\""
        + " applyAlignment=\"1\"\(more)><alignment \(alignment)/></xf>"
    }
    let prose = "vertical=\"center\" wrapText=\"1\""
    let looks =
      [
        "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
        look(0, 1, 2, "", "horizontal=\"center\" " + prose),
        look(0, 0, 0, "", prose), look(0, 0, 0, " quotePrefix=\"1\"", prose),
      ] + (0...decimalsMost).map { look(164 + $0, 0, 0, "", "vertical=\"center\"") }
    return WorkbookPackage.declaration
      + "<styleSheet xmlns=\"\(WorkbookPackage.main)\">"
      + "<numFmts count=\"\(formats.count)\">\(formats.joined())</numFmts>"
      + "<fonts count=\"2\">\(font(false))\(font(true))</fonts>"
      + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
      + "<fill><patternFill patternType=\"gray125\"/></fill>"
      + "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE7EDF3\"/>"
      + "<bgColor indexed=\"64\"/></patternFill></fill></fills>"
      + "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
      + "<border>\(lines)<diagonal/></border></borders>"
      + "<cellStyleXfs count=\"1\">"
      + "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
      + "<cellXfs count=\"\(looks.count)\">\(looks.joined())</cellXfs>"
      + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
      + "</styleSheet>"
  }()
}
