#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is being written: it takes its place only when all of it is there.
///
/// The text is written beside the file, which is replaced at the end; its permissions stay, and a
/// link to it stays a link, also to what is not there yet. Where the replacement is let go before
/// that, nothing has changed. A pipe, a device or a standard stream is written to directly.
final class FileReplacement {
  private let path: String
  private let target: String
  private let beside: String?
  private let descriptor: Int32
  private var isDone = false

  /// Begins to write a file.
  ///
  /// - Parameters:
  ///   - path: the path as the person gave it.
  ///   - systemPath: the same for the system.
  ///   - kind: what is there now.
  /// - Throws: why it cannot be written.
  init(_ path: String, systemPath: String, over kind: FileSystem.Kind?) throws(FileError) {
    self.path = path
    if let stream = Self.standardStream(systemPath) {
      // Whatever it leads to, its text goes on where it stands.
      target = systemPath
      beside = nil
      descriptor = fcntl(stream, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
      guard descriptor >= 0 else { throw .last(.writing, path) }
      return
    }
    switch kind {
    case .folder: throw FileError(path: path, action: .writing, reason: .isFolder)
    case .stream:
      target = systemPath
      beside = nil
      descriptor = open(systemPath, O_WRONLY | O_CLOEXEC)
    case .file, nil:
      target = Self.linkTarget(of: systemPath)
      (beside, descriptor) = try Self.createBeside(target, path: path)
    }
    guard descriptor >= 0 else { throw .last(.writing, path) }
  }

  deinit {
    close(descriptor)
    if !isDone, let beside { unlink(beside) }
  }

  /// Adds bytes.
  func write(_ bytes: [UInt8]) throws(FileError) {
    try FileDescriptor.write(bytes, to: descriptor, path: path)
  }

  /// Puts what was written in the place of the file.
  func finish() throws(FileError) {
    // What a disk elsewhere had no room for it says at the end.
    let copy = dup(descriptor)
    if copy >= 0, close(copy) != 0, errno != EINTR { throw .last(.writing, path) }
    if let beside, rename(beside, target) != 0 { throw .last(.writing, path) }
    isDone = true
  }

  /// How many names are tried for the new file: those of runs that were killed may be taken.
  private static let nameCountMax = 1000

  /// A new file beside the one it is to replace.
  private static func createBeside(
    _ target: String, path: String
  ) throws(FileError) -> (beside: String, descriptor: Int32) {
    var number = 0
    while true {
      let beside = target + ".\(getpid())\(number == 0 ? "" : "-\(number)").new"
      let descriptor = try create(beside, like: target, path: path)
      number += 1
      if descriptor >= 0 || errno != EEXIST || number == nameCountMax {
        return (beside, descriptor)
      }
    }
  }

  /// A new file with the permissions of the one it is to replace.
  private static func create(
    _ beside: String, like target: String, path: String
  ) throws(FileError) -> Int32 {
    var info = stat()
    guard stat(target, &info) == 0 else {
      return open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    }
    guard access(target, W_OK) == 0 else { throw .last(.writing, path) }
    let mode = info.st_mode & 0o7777
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    // The mode of a new file is cut down by the mask of the process, that of an old one kept.
    if descriptor >= 0 { _ = fchmod(descriptor, mode) }
    return descriptor
  }

  /// The stream of the process that a path names, if it names one.
  private static func standardStream(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1": STDOUT_FILENO
    case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2": STDERR_FILENO
    default: nil
    }
  }

  /// How many links are followed to what is not there yet.
  private static let linkCountMax = 40

  /// Where a link leads, so that the file is replaced and not the link to it.
  private static func linkTarget(of path: String) -> String {
    var place = path
    for _ in 0..<linkCountMax {
      if let resolved = realpath(place, nil) {
        defer { free(resolved) }
        return String(cString: resolved)
      }
      guard let next = linkText(of: place) else { return place }
      place = PathText.isAbsolute(next) ? next : PathText.joined(PathText.parent(place), next)
    }
    return path
  }

  /// What stands in a link; nil where there is none.
  private static func linkText(of path: String) -> String? {
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
      let start = UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
      count = start.map { max(0, readlink(path, $0, buffer.count)) } ?? 0
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }
}
