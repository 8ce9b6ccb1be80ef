/// Numbers as reports number things.
enum Numerals {
  /// A number in a circle, or in brackets where there is no such character.
  static func circled(_ number: Int) -> String {
    let base: Int? =
      switch number {
      case 1...20: 0x2460 - 1
      case 21...35: 0x3251 - 21
      case 36...50: 0x32B1 - 36
      default: nil
      }
    return base.flatMap { Unicode.Scalar(UInt32($0 + number)) }.map { String($0) } ?? "(\(number))"
  }
}
