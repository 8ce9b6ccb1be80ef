#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that is being filled: it appears under its name only when all of it is there.
///
/// Its files are written beside that name. Where it is let go before it is finished, nothing of it stays.
final class NewFolder {
  private let path: String
  private let target: String
  private let beside: String
  private var folders: [String] = []
  private var files: [String] = []
  private var isDone = false

  /// Begins a folder.
  ///
  /// - Parameters:
  ///   - path: the path as the person gave it, where there is nothing or an empty folder.
  ///   - systemPath: the same for the system.
  /// - Throws: why it cannot be written.
  init(_ path: String, systemPath: String) throws(FileError) {
    self.path = path
    target = systemPath
    beside = systemPath + ".\(getpid()).new"
    try makeFolder("")
  }

  deinit {
    guard !isDone else { return }
    for file in files { unlink(file) }
    for folder in folders.reversed() { rmdir(folder) }
  }

  /// Makes a folder in it.
  func makeFolder(_ name: String) throws(FileError) {
    let place = PathText.joined(beside, name)
    guard mkdir(place, 0o777) == 0 else { throw .last(.writing, path) }
    folders.append(place)
  }

  /// Writes a file in it, under a name that there is not yet.
  func write(_ bytes: [UInt8], to name: String) throws(FileError) {
    let place = PathText.joined(beside, name)
    let descriptor = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .last(.writing, PathText.joined(path, name)) }
    files.append(place)
    do throws(FileError) {
      try FileDescriptor.write(bytes, to: descriptor, path: PathText.joined(path, name))
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 || errno == EINTR else { throw .last(.writing, path) }
  }

  /// Gives it its name.
  func finish() throws(FileError) {
    // An empty folder makes room for it; one that has got files since does not.
    guard rename(beside, target) == 0 else { throw .last(.writing, path) }
    isDone = true
  }
}
