/// Paths as text: their parts, without looking at the disk.
enum PathText {
  /// A path below a folder.
  static func joined(_ folder: String, _ name: String) -> String {
    if folder.isEmpty || folder == "." { return name }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
  }

  /// Whether a path starts at the root.
  static func isAbsolute(_ path: String) -> Bool {
    path.utf8.first == UInt8(ascii: "/")
  }

  /// The parts of a path, with `.` and `..` worked out where that needs no disk.
  static func components(_ path: String) -> [String] {
    var parts: [String] = []
    for bytes in path.utf8.split(separator: UInt8(ascii: "/")) {
      let part = String(Substring(bytes))
      if part == "." { continue }
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute(path) {
        parts.append(part)
      }
    }
    return parts
  }

  /// The last part of a path; empty for the root and for `.`.
  static func lastComponent(_ path: String) -> String {
    components(path).last ?? ""
  }

  /// The folder that a file or folder stands in, as written; `.` where the path has one part.
  static func parent(_ path: String) -> String {
    var bytes = Array(path.utf8)
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
  }

  /// A path without slashes at its end.
  static func trimmed(_ path: String) -> String {
    var bytes = Array(path.utf8)
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a path ends in an extension, such as `rules`.
  static func hasExtension(_ path: String, _ wanted: String) -> Bool {
    let name = lastComponent(path)
    return name.hasSuffix("." + wanted) && name.utf8.count > wanted.utf8.count + 1
  }

  /// The last part of a path without its extension.
  static func stem(_ path: String) -> String {
    let name = lastComponent(path)
    guard let point = name.lastIndex(of: "."), point > name.startIndex else { return name }
    return String(name[..<point])
  }

  /// The order of names by their Unicode scalars, which is that of their UTF-8 bytes.
  static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
