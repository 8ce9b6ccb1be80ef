#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file without a name, for what has to wait for its turn and is too much to be kept in memory.
///
/// It goes when it is let go or the process ends, however that comes about.
final class SpoolFile {
  private let descriptor: Int32
  private let path: String

  /// How many bytes it holds.
  private(set) var count = 0

  /// Makes a file in a folder.
  ///
  /// - Parameters:
  ///   - folder: the folder, for the system.
  ///   - path: what is being written, as the person named it, for what goes wrong.
  /// - Throws: why there can be none.
  init(in folder: String, for path: String) throws(FileError) {
    self.path = path
    var number = 0
    while true {
      let name = PathText.joined(folder, ".rules.\(getpid())-\(number).spool")
      let opened = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if opened >= 0 {
        unlink(name)
        descriptor = opened
        return
      }
      number += 1
      guard errno == EEXIST, number < Self.nameCountMax else { throw .last(.writing, path) }
    }
  }

  deinit { close(descriptor) }

  /// How many names are tried: those of runs that were killed may be taken.
  private static let nameCountMax = 1000

  /// Adds bytes; where they stand.
  func add(_ bytes: [UInt8]) throws(FileError) -> Range<Int> {
    try FileDescriptor.write(bytes, to: descriptor, path: path)
    let start = count
    count += bytes.count
    return start..<count
  }

  /// The bytes at a place.
  func bytes(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    guard lseek(descriptor, off_t(range.lowerBound), SEEK_SET) >= 0 else {
      throw .last(.reading, path)
    }
    return try FileDescriptor.read(descriptor, bytesMax: range.count, path: path)
  }
}

extension FileSystem {
  /// A file without a name for what waits until it can be written to a path: beside it, where there
  /// is room for the result too, or where the system has its passing files.
  func spool(for path: String?, temporaryFolder: String?) throws(FileError) -> SpoolFile {
    if let path, (try? kind(path)) != .some(.stream),
      let spool = try? SpoolFile(in: systemPath(PathText.parent(path)), for: path)
    {
      return spool
    }
    let folder = temporaryFolder.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    return try SpoolFile(in: folder, for: path ?? folder)
  }
}
