/// The limits of the language, all in one place; `spec/limits.md` states them.
public enum Limits {
  /// The largest rule file, in bytes.
  public static let fileBytesMax = 16 << 20

  /// The most files in one ruleset.
  public static let fileCountMax = 1000

  /// The deepest nesting of brackets and conditions in an expression.
  public static let depthMax = 200

  /// The deepest nesting of an expression with the definitions it uses written out.
  public static let expandedDepthMax = 1000

  /// The most parts of an expression with the definitions it uses written out.
  public static let expandedSizeMax = 100_000

  /// The most operands and operators in one statement.
  public static let statementTokensMax = 20_000

  /// The most statements in one ruleset.
  public static let statementCountMax = 1_000_000

  /// The longest name, in characters.
  public static let nameCharactersMax = 200

  /// The most digits of one number.
  public static let numberDigitsMax = 1000

  /// The most findings reported for one file.
  public static let diagnosticsPerFileMax = 100

  /// The largest numerator or denominator a calculation may reach, in bits.
  public static let numberBitsMax = 16_384

  /// The most rows of one table of one record.
  public static let tableRowsMax = 1_000_000

  /// The most rows of tables that one line of a test gives.
  public static let testRowsMax = 10_000

  /// The longest chain of amendments, each of the next.
  public static let amendmentCountMax = 32

  /// The largest publication file, in bytes.
  public static let publicationBytesMax = 1 << 20

  /// The most combinations of values that are tried for one finding when claims are reconciled.
  public static let readingsTriedMax = 64

  /// The most rows that are looked at one by one when a check fails.
  public static let rowsTriedMax = 1000

  /// The deepest nesting of folders below the one given.
  public static let folderDepthMax = 16

  /// The largest form of an annex, in bytes.
  public static let formBytesMax = 1 << 18

  /// The most places to fill in of one form.
  public static let formPlacesMax = 5000
}
