#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads and writes what is already open, however few bytes the system takes at a time.
enum FileDescriptor {
  private static let partBytes = 1 << 18

  /// What can be read, at most so many bytes.
  static func read(
    _ descriptor: Int32, bytesMax: Int, path: String
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: min(partBytes, max(1, bytesMax)))
    while bytes.count < bytesMax {
      let count = systemRead(descriptor, &part, min(part.count, bytesMax - bytes.count))
      if count == 0 { break }
      if count > 0 {
        bytes.append(contentsOf: part[..<count])
      } else if errno != EINTR {
        throw .last(.reading, path)
      }
    }
    return bytes
  }

  /// Writes all of the bytes.
  static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        waitUntilWritable(descriptor)
      } else if errno != EINTR {
        throw .last(.writing, path)
      }
    }
  }

  /// Waits for a stream that takes nothing more for the moment.
  private static func waitUntilWritable(_ descriptor: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&request, 1, -1)
  }

  private static func systemRead(
    _ descriptor: Int32, _ part: inout [UInt8], _ count: Int
  ) -> Int {
    part.withUnsafeMutableBytes { buffer in
      #if canImport(Glibc)
        Glibc.read(descriptor, buffer.baseAddress, count)
      #elseif canImport(Musl)
        Musl.read(descriptor, buffer.baseAddress, count)
      #else
        Darwin.read(descriptor, buffer.baseAddress, count)
      #endif
    }
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
