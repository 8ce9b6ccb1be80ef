/// The numbers of RFC 1951 section 3.2.5, which packing and unpacking share.
enum DeflateCodes {
  /// The symbol that ends a block; the symbols of lengths follow it.
  static let endOfBlock = 256

  /// The shortest length of each symbol from 257.
  static let lengthBases: [Int] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]

  /// How many bits say more of a length.
  static let lengthExtraBits: [Int] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]

  /// The shortest distance of each symbol.
  static let distanceBases: [Int] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]

  /// How many bits say more of a distance.
  static let distanceExtraBits: [Int] = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]

  /// How far back text may be repeated.
  static let distanceMost = 32_768

  /// The longest text that one symbol repeats.
  static let lengthMost = 258

  /// The lengths of the codes of a block with fixed codes.
  static let fixedLiteralLengths: [UInt8] =
    Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
    + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8)

  /// The same of distances; the last two stand for none.
  static let fixedDistanceLengths: [UInt8] = Array(repeating: 5, count: 32)
}
