#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files of the machine: the only place that asks the system for them.
///
/// Paths are as the person gave them, and come back that way in errors.
struct FileSystem {
  /// The folder that relative paths start from; empty for that of the process.
  let workingFolder: String

  /// What a path leads to.
  enum Kind: Equatable {
    case file
    case folder
    /// A pipe or a device.
    case stream
  }

  /// What tells one file or folder from another, whichever path leads to it.
  struct Identity: Hashable {
    fileprivate let device: UInt64
    fileprivate let number: UInt64
  }

  /// What a path leads to, with links followed; nil where there is nothing.
  func kind(_ path: String) throws(FileError) -> Kind? {
    do {
      return try kindAndIdentity(path).kind
    } catch {
      if error.reason == .notFound { return nil }
      throw error
    }
  }

  /// What tells this file or folder from others.
  func identity(_ path: String) throws(FileError) -> Identity {
    try kindAndIdentity(path).identity
  }

  /// The names in a folder, in the order of their bytes, without those that start with a point.
  func names(inFolder path: String) throws(FileError) -> [String] {
    guard let folder = opendir(systemPath(path)) else { throw .last(.reading, path) }
    defer { closedir(folder) }
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
    var names: [String] = []
    while let entry = readdir(folder) {
      let start = UnsafeRawPointer(entry).advanced(by: offset)
      let name = String(cString: start.assumingMemoryBound(to: CChar.self))
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted(by: PathText.precedes)
  }

  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: a file, or a pipe or device that ends.
  ///   - bytesMax: the most bytes; a larger file is an error.
  /// - Returns: the bytes, all of them.
  /// - Throws: why they cannot be read.
  func read(_ path: String, bytesMax: Int) throws(FileError) -> [UInt8] {
    let bytes = try start(of: path, bytesMax: bytesMax + 1)
    guard bytes.count <= bytesMax else {
      throw FileError(path: path, action: .reading, reason: .tooLarge(bytesMax: bytesMax))
    }
    return bytes
  }

  /// The bytes at the start of a file, at most so many.
  func start(of path: String, bytesMax: Int) throws(FileError) -> [UInt8] {
    let descriptor = open(systemPath(path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(.reading, path) }
    defer { close(descriptor) }
    return try FileDescriptor.read(descriptor, bytesMax: bytesMax, path: path)
  }

  /// A file that is to be read piece by piece.
  func source(_ path: String) throws(FileError) -> DataSource {
    try DataSource(path: path, systemPath: systemPath(path))
  }

  /// Puts bytes in a file: all of them or, where something comes in between, none.
  func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let file = try replacement(for: path)
    try file.write(bytes)
    try file.finish()
  }

  /// A folder that is to be filled with files.
  func newFolder(_ path: String) throws(FileError) -> NewFolder {
    let path = PathText.trimmed(path)
    switch try kind(path) {
    case nil: break
    case .folder where try names(inFolder: path).isEmpty: break
    case .folder: throw FileError(path: path, action: .writing, reason: .isNotEmpty)
    case .file, .stream: throw FileError(path: path, action: .writing, reason: .isNoFolder)
    }
    return try NewFolder(path, systemPath: systemPath(path))
  }

  /// A file that is to be written in parts.
  func replacement(for path: String) throws(FileError) -> FileReplacement {
    try FileReplacement(path, systemPath: systemPath(path), over: try kind(path))
  }

  /// The path from the root, without asking the disk about links.
  func absolutePath(_ path: String) -> String {
    let system = systemPath(path)
    var start = ""
    if !PathText.isAbsolute(system), let folder = getcwd(nil, 0) {
      start = String(cString: folder) + "/"
      free(folder)
    }
    return "/" + PathText.components(start + system).joined(separator: "/")
  }

  private func kindAndIdentity(_ path: String) throws(FileError) -> (kind: Kind, identity: Identity)
  {
    var info = stat()
    guard stat(systemPath(path), &info) == 0 else { throw .last(.reading, path) }
    let identity = Identity(device: UInt64(info.st_dev), number: UInt64(info.st_ino))
    switch info.st_mode & S_IFMT {
    case S_IFDIR: return (.folder, identity)
    case S_IFREG: return (.file, identity)
    default: return (.stream, identity)
    }
  }

  func systemPath(_ path: String) -> String {
    workingFolder.isEmpty || PathText.isAbsolute(path)
      ? path : PathText.joined(workingFolder, path)
  }
}
