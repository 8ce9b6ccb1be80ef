/// Why a workbook cannot be read, and in which part of it.
public struct WorkbookError: Error, Equatable, Sendable {
  /// The kinds of trouble.
  public enum Reason: Equatable, Sendable {
    /// The archive that it is cannot be read.
    case archive(ArchiveError.Reason)
    /// It is a workbook of the old binary form, `.xls`.
    case oldForm
    /// It is encrypted with a password.
    case encrypted
    /// It is a workbook of the binary form, `.xlsb`.
    case binaryForm
    /// It is another kind of document, such as `.ods` or `.docx`.
    case otherDocument
    /// A part that is named is not there.
    case missingPart
    /// A part is not the XML that it should be.
    case malformed
    /// A part is not in UTF-8.
    case notUTF8
    /// A part declares what its text stands for (`<!DOCTYPE`), which no workbook needs.
    case documentType
    /// A part nests deeper than ``XMLReader/depthMax``.
    case tooDeep
    /// A piece of a part is longer than ``XMLReader/tokenBytesMax``.
    case tokenTooLong
    /// There are more sheets than ``Workbook/sheetCountMax``.
    case tooManySheets
    /// There are more cells than ``Workbook/cellCountMax``.
    case tooManyCells
    /// There are more bytes of text than ``Workbook/textBytesMax``.
    case tooMuchText
    /// There are more forms of cells than ``Workbook/formCountMax``.
    case tooManyForms
  }

  /// What is wrong.
  public let reason: Reason

  /// The part that it is about; nil where it is about the whole.
  public var part: String?

  /// An error from its parts.
  public init(_ reason: Reason, part: String? = nil) {
    self.reason = reason
    self.part = part
  }

  init(_ error: ArchiveError) { self.init(.archive(error.reason), part: error.part) }
}
