/// Why an archive cannot be read.
public struct ArchiveError: Error, Equatable, Sendable {
  /// The kinds of trouble.
  public enum Reason: Equatable, Sendable {
    /// It has no directory at its end: it is no archive, or has been cut off.
    case noDirectory
    /// The directory, or what it says of a part, does not fit the bytes.
    case damagedDirectory
    /// The bytes of a part are damaged, or not as many as the directory says.
    case damagedPart
    /// Two parts have the same name, or the same bytes.
    case repeatedPart
    /// A name leads out of the archive.
    case unsafeName
    /// A part is encrypted.
    case encrypted
    /// A part is packed in a way other than DEFLATE.
    case unknownPacking
    /// The archive is spread over several files.
    case severalFiles
    /// There are more parts than ``ZIPArchive/partCountMax``.
    case tooManyParts
    /// A part has more bytes than ``ZIPArchive/partBytesMax``.
    case partTooLarge
    /// All parts together have more bytes than ``ZIPArchive/totalBytesMax``.
    case tooLarge
  }

  /// What is wrong.
  public let reason: Reason

  /// The part that it is about; nil where it is about the whole.
  public var part: String?
}
