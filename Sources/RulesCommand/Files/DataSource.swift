import RuleLang

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a data file or of the standard input, piece by piece.
final class DataSource {
  /// How many bytes there are; nil where only the end will tell.
  let byteCount: Int?

  /// How many bytes have been given.
  private(set) var givenCount = 0

  private let readMore: (Int) throws(FileError) -> [UInt8]
  private let descriptor: Int32?

  /// How many bytes are read at once.
  static let pieceBytes = 1 << 20

  /// How many bytes are read at least, whatever the size of the file is said to be.
  private static let smallBytes = 1 << 14

  /// A file that is opened for it.
  ///
  /// - Parameters:
  ///   - path: the path as the person gave it.
  ///   - systemPath: the same for the system.
  /// - Throws: why it cannot be read.
  init(path: String, systemPath: String) throws(FileError) {
    let descriptor = open(systemPath, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(.reading, path) }
    self.descriptor = descriptor
    var info = stat()
    let isRegular = fstat(descriptor, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
    byteCount = isRegular ? Int(info.st_size) : nil
    readMore = { bytesMax throws(FileError) in
      try FileDescriptor.piece(of: descriptor, bytesMax: bytesMax, path: path)
    }
  }

  /// The standard input.
  init(of console: Console) {
    descriptor = nil
    byteCount = nil
    readMore = console.readPiece
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  /// The next bytes; none at the end, and where the process has been asked to end.
  func next(_ bytesMax: Int = DataSource.pieceBytes) throws(FileError) -> [UInt8] {
    // For a small file there need not be room for a large one.
    let restBytes = byteCount.map { max(Self.smallBytes, $0 - givenCount + 1) }
    let bytes = try readMore(min(bytesMax, restBytes ?? bytesMax))
    givenCount += bytes.count
    return bytes
  }

  /// The next bytes, so many or all that there are.
  func start(_ bytesMax: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < bytesMax {
      let piece = try next(bytesMax - bytes.count)
      if piece.isEmpty { break }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
    }
    return bytes
  }
}
