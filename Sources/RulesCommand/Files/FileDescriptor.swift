#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads and writes what is already open, however few bytes the system takes at a time.
enum FileDescriptor {
  private static let partBytes = 1 << 15

  /// What can be read, at most so many bytes.
  static func read(
    _ descriptor: Int32, bytesMax: Int, path: String
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < bytesMax {
      // As much again as there is, so that large files take few parts.
      let (part, count) = part(
        of: descriptor, min(max(partBytes, bytes.count), bytesMax - bytes.count))
      if count == 0 { break }
      if count < 0, errno == EAGAIN {
        wait(for: descriptor, POLLIN)
      } else if count < 0, errno != EINTR {
        throw .last(.reading, path)
      }
      if bytes.isEmpty { bytes = part } else { bytes += part }
    }
    return bytes
  }

  /// The next bytes, at most so many; none at the end, and where the process has been asked to end.
  static func piece(
    of descriptor: Int32, bytesMax: Int, path: String
  ) throws(FileError) -> [UInt8] {
    while true {
      let (bytes, count) = part(of: descriptor, bytesMax)
      if count >= 0 { return bytes }
      if errno == EAGAIN {
        wait(for: descriptor, POLLIN)
      } else if errno != EINTR {
        throw .last(.reading, path)
      }
      if Interruption.isRequested { return [] }
    }
  }

  /// Writes all of the bytes.
  static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        guard wait(for: descriptor, POLLOUT) || !Interruption.isRequested else {
          throw FileError(path: path, action: .writing, reason: .closed)
        }
      } else if errno != EINTR {
        throw .last(.writing, path)
      } else if Interruption.isRequested {
        // Nobody may ever read on; what was asked to end must not wait for that.
        throw FileError(path: path, action: .writing, reason: .closed)
      }
    }
  }

  /// How long a stream is waited for, in milliseconds, before it is asked again.
  private static let waitingMilliseconds: Int32 = 500

  /// Waits for a stream that gives or takes nothing for the moment; whether it does now.
  @discardableResult
  private static func wait(for descriptor: Int32, _ event: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    return poll(&request, 1, waitingMilliseconds) > 0
  }

  /// The next bytes, and what the system said of them.
  private static func part(
    of descriptor: Int32, _ bytesMax: Int
  ) -> (bytes: [UInt8], result: Int) {
    var result = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: bytesMax) { buffer, count in
      #if canImport(Glibc)
        result = Glibc.read(descriptor, buffer.baseAddress, bytesMax)
      #elseif canImport(Musl)
        result = Musl.read(descriptor, buffer.baseAddress, bytesMax)
      #else
        result = Darwin.read(descriptor, buffer.baseAddress, bytesMax)
      #endif
      count = max(0, result)
    }
    return (bytes, result)
  }

  private static func systemWrite(
    _ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int
  ) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, start, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, start, count)
    #else
      Darwin.write(descriptor, start, count)
    #endif
  }
}
