import Foundation

/// The files of the repository, from the place of this one.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The paths of the files in a folder whose names end so, in the order of their names.
  static func files(in folder: String, endingIn ending: String) -> [String] {
    let path = root.appending(path: folder).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().map { folder + "/" + $0 }
  }

  static func bytes(of path: String) -> [UInt8] {
    [UInt8](FileManager.default.contents(atPath: root.appending(path: path).path) ?? Data())
  }

  static func text(of path: String) -> String { String(decoding: bytes(of: path), as: UTF8.self) }

  static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: root.appending(path: path))
  }

  static func remove(_ path: String) {
    try? FileManager.default.removeItem(at: root.appending(path: path))
  }

  /// Whether what is found is to be written down; the run fails all the same.
  static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"
}
