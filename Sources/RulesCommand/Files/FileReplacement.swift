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
/// link to it stays a link. Where the replacement is let go before that, nothing has changed. A
/// pipe or a device is written to directly.
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

  /// Where a link leads, so that the file is replaced and not the link to it.
  private static func linkTarget(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
