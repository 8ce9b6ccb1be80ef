@_spi(_Unicode) import Swift

/// Which characters make a name, and when two names would look the same to a reader.
public enum NameCharacters {
  /// Whether a name can begin with a scalar: a letter of any script, 〇 or `_`.
  public static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isASCIILetter(scalar) || scalar == "_" }
    if isHan(scalar) { return true }
    if isPunctuation(scalar) { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    case .letterNumber: return true
    default: return scalar.properties.isAlphabetic && !isInvisible(scalar)
    }
  }

  /// Whether a name can go on with a scalar: what begins one, a decimal digit or a mark.
  public static func isNameContinue(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return isASCIILetter(scalar) || scalar == "_" || ("0"..."9").contains(scalar)
    }
    if isHan(scalar) { return true }
    if isPunctuation(scalar) { return false }
    switch scalar.properties.generalCategory {
    case .decimalNumber: return true
    case .nonspacingMark, .spacingMark: return !isInvisible(scalar)
    default: return isNameStart(scalar)
    }
  }

  /// A text in Unicode normalisation form C, in which names are compared.
  public static func normalized(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.isASCII || isHan($0) || isPunctuation($0)
    }
    if isPlain { return text }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: text._nfc)
    return String(scalars)
  }

  /// Whether a scalar changes the direction in which the text around it is drawn.
  public static func isBidirectionalControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Whether a scalar is in the text without being seen: joiners, fillers, selectors, tags.
  ///
  /// These are the default ignorable code points of Unicode and the interlinear marks.
  /// Spaces, also the ideographic space U+3000, are not among them, nor are controls.
  public static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0xAD || isHan(scalar) { return false }
    return scalar.properties.isDefaultIgnorableCodePoint
      || (0xFFF9...0xFFFB).contains(scalar.value)
  }

  /// The text without what cannot be seen in it.
  static func visible(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars
    where !isInvisible(scalar) && !isBidirectionalControl(scalar) { scalars.append(scalar) }
    return String(scalars)
  }

  /// One representative of all names that a reader could take for this one.
  ///
  /// Width, case and invisible characters are folded away, and letters that look alike
  /// across Latin, Greek and Cyrillic become the Latin one. Two different names with the
  /// same skeleton are look-alikes. The skeleton itself is never shown.
  public static func skeleton(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy(isHan) { return text }
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return skeletonOfASCII(text) }
    var scalars = String.UnicodeScalarView()
    for scalar in normalized(text).unicodeScalars where !isInvisible(scalar) {
      let narrow = widthFolded(scalar)
      if let representative = lookAlikes[narrow] {
        scalars.append(representative)
        continue
      }
      for lowered in narrow.properties.lowercaseMapping.unicodeScalars {
        scalars.append(lookAlikes[lowered] ?? lowered)
      }
    }
    return normalized(String(scalars))
  }

  /// The same for ASCII, of which the digits 0 and 1 alone look like letters.
  private static func skeletonOfASCII(_ text: String) -> String {
    String(
      decoding: text.utf8.map { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: "0"): UInt8(ascii: "o")
        case UInt8(ascii: "1"): UInt8(ascii: "l")
        default: byte
        }
      }, as: UTF8.self)
  }

  /// Whether a scalar is one of the unified ideographs: letters that no normalisation changes.
  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    (0x3400...0x4DBF).contains(scalar.value) || (0x4E00...0x9FFF).contains(scalar.value)
  }

  /// Whether a scalar is one of the wide signs and operators that rules are full of.
  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xD7, 0xF7, 0x2010...0x2015, 0x2018...0x201F, 0x2260...0x2267, 0x3000...0x3002,
      0xFF01...0xFF0F, 0xFF1A...0xFF20:
      true
    default: false
    }
  }

  private static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  /// The ordinary form of a full-width letter, digit or sign, or of half-width katakana.
  private static func widthFolded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x3000: " "
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    case 0xFF61...0xFF9F: katakana[Int(scalar.value - 0xFF61)]
    default: scalar
    }
  }

  /// The ordinary forms of U+FF61 to U+FF9F, in their order.
  private static let katakana: [Unicode.Scalar] = Array(
    ("。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノ"
      + "ハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309A}").unicodeScalars)

  /// Every scalar that is taken for another, with that other.
  ///
  /// Each line is the representative and the scalars that look like it in some case. Greek
  /// letters stand here only in the case that looks Latin.
  private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = {
    let lines = [
      "aАаΑ", "bВΒ", "cСсϲ", "dԁ", "eЕеΕ", "hНһΗ", "iІіΙι", "jЈјϳ", "kКкΚκ", "l1ӏ",
      "mМΜ", "nΝ", "oОоΟο0〇○◯", "pРрΡρ", "qԛ", "sЅѕ", "tТΤ", "uυ", "vν", "wԝ",
      "xХхΧχ", "yУуΥ", "zΖ", "一ー―—–─",
    ]
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for line in lines {
      guard let representative = line.unicodeScalars.first else { continue }
      for scalar in line.unicodeScalars.dropFirst() { table[scalar] = representative }
    }
    return table
  }()
}
