/// How much has been read of a workbook, so that it is never too much.
public struct WorkbookSize: Sendable {
  /// Cells with what stands before them in their row, texts that cells share, or ranges that are
  /// merged.
  public var cells = 0

  /// The bytes of their text.
  public var bytes = 0

  /// The forms of cells.
  public var forms = 0

  /// Nothing.
  public init() {}

  /// What is wrong if it is more than may be read.
  public var problem: WorkbookError.Reason? {
    if cells > Workbook.cellCountMax { return .tooManyCells }
    if forms > Workbook.formCountMax { return .tooManyForms }
    return bytes > Workbook.textBytesMax ? .tooMuchText : nil
  }
}
