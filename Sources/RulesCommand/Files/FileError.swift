import RuleLang

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a file or folder could not be read or written.
struct FileError: Error, Equatable {
  /// The kinds of trouble.
  enum Reason: Equatable {
    case notFound
    case permission
    case isFolder
    case isNoFolder
    /// A folder that is to be new has something in it.
    case isNotEmpty
    case notRegular
    case tooLarge(bytesMax: Int)
    case nameTooLong
    case linksInCircle
    /// A folder lies too far below the one that was given.
    case nestedTooDeep
    case noSpace
    /// The stream is closed, or the reader of a pipe went away.
    case closed
    /// Anything else, by its number in the system.
    case system(Int32)
  }

  /// What was to be done.
  enum Action: Equatable {
    case reading
    case writing
  }

  /// The path, as the person gave it; empty for a stream.
  let path: String

  /// What was to be done.
  let action: Action

  /// What came in between.
  let reason: Reason

  /// Ways out.
  var helps: [Message] = []

  static func == (left: FileError, right: FileError) -> Bool {
    left.path == right.path && left.action == right.action && left.reason == right.reason
  }

  /// An error from the number that the last call left.
  static func last(_ action: Action, _ path: String) -> FileError {
    FileError(path: path, action: action, reason: Reason(errno))
  }
}

extension FileError.Reason {
  init(_ number: Int32) {
    self =
      switch number {
      case ENOENT: .notFound
      case EACCES, EPERM, EROFS: .permission
      case EISDIR: .isFolder
      case ENOTDIR: .isNoFolder
      case ENAMETOOLONG: .nameTooLong
      case ELOOP: .linksInCircle
      case ENOTEMPTY: .isNotEmpty
      case ENOSPC, EDQUOT, EFBIG: .noSpace
      case EPIPE, EBADF: .closed
      default: .system(number)
      }
  }
}

extension FileError {
  private var streamName: Message {
    action == .reading
      ? Message(zh: "标准输入", en: "standard input") : Message(zh: "标准输出", en: "standard output")
  }

  /// What went wrong, in words.
  var message: Message {
    let place =
      path.isEmpty ? streamName : Message(zh: "“\(path)”", en: "'\(path)'")
    let verb =
      action == .reading
      ? Message(zh: "读不了", en: "cannot read")
      : Message(zh: "写不了", en: "cannot write")
    if reason == .notFound, action == .reading {
      return Message(
        zh: "没有文件或文件夹\(place.zh)", en: "there is no file or folder \(place.en)")
    }
    let why = reason.words
    return Message(
      zh: "\(verb.zh)\(place.zh)：\(why.zh)", en: "\(verb.en) \(place.en): \(why.en)")
  }
}

extension FileError.Reason {
  /// The reason alone, in words.
  fileprivate var words: Message {
    switch self {
    case .notFound: Message(zh: "它所在的文件夹不存在", en: "the folder it is in does not exist")
    case .permission: Message(zh: "没有权限", en: "permission denied")
    case .isFolder: Message(zh: "这是一个文件夹", en: "it is a folder")
    case .isNoFolder:
      Message(zh: "路径中间的一段不是文件夹", en: "a part of the path is no folder")
    case .isNotEmpty:
      Message(
        zh: "文件夹里已经有文件，不会混在一起；换一个文件夹，或先清空它",
        en: "the folder is not empty, and nothing is mixed with what is there;"
          + " name another, or empty it first")
    case .notRegular: Message(zh: "这不是普通文件", en: "it is no regular file")
    case .tooLarge(let most): Message(zh: "超过 \(most) 字节", en: "it has more than \(most) bytes")
    case .nameTooLong: Message(zh: "路径太长", en: "the path is too long")
    case .linksInCircle: Message(zh: "链接绕成了圈", en: "links go round in a circle")
    case .nestedTooDeep:
      Message(
        zh: "文件夹超过 \(Limits.folderDepthMax) 层",
        en: "it lies more than \(Limits.folderDepthMax) folders deep")
    case .noSpace: Message(zh: "磁盘空间不足", en: "no space is left on the disk")
    case .closed: Message(zh: "它已经关闭", en: "it is closed")
    case .system(let number):
      Message(zh: "系统错误 \(number)", en: "system error \(number)")
    }
  }
}
