import RuleLang

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The streams and the variables of the process.
enum Terminal {
  /// The environment that the process was started in.
  ///
  /// From then on a closed pipe is an error to a write, and does not end the process.
  static func environment() -> CommandEnvironment {
    signal(SIGPIPE, SIG_IGN)
    holdStandardStreams()
    let console = Console(
      output: stream(STDOUT_FILENO), errors: stream(STDERR_FILENO),
      readInput: { bytesMax throws(FileError) in
        let bytes = try FileDescriptor.read(STDIN_FILENO, bytesMax: bytesMax + 1, path: "")
        guard bytes.count <= bytesMax else {
          throw FileError(path: "", action: .reading, reason: .tooLarge(bytesMax: bytesMax))
        }
        return bytes
      },
      readPiece: { bytesMax throws(FileError) in
        try FileDescriptor.piece(of: STDIN_FILENO, bytesMax: bytesMax, path: "")
      })
    return CommandEnvironment(
      console: console, workingFolder: "",
      variable: { name in getenv(name).map { String(cString: $0) } },
      interruption: .ofProcess)
  }

  /// Puts nothing in the place of a standard stream that the process was started without, so that
  /// no file that is opened later takes its number and its text.
  private static func holdStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDWR)
    }
  }

  private static func stream(_ descriptor: Int32) -> OutputStream {
    OutputStream(isTerminal: isatty(descriptor) == 1) { bytes in
      do throws(FileError) {
        try FileDescriptor.write(bytes, to: descriptor, path: "")
        return nil
      } catch {
        return error
      }
    }
  }

  /// A clock that only runs forward, in milliseconds.
  static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }

  /// The day on the clock, where the machine stands.
  static func today() -> Date {
    var now = time(nil)
    var parts = tm()
    guard localtime_r(&now, &parts) != nil,
      let date = Date(
        year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
    else { return Date(dayNumber: Int(now) / 86_400) }
    return date
  }

  /// Ends the process.
  static func end(with status: ExitStatus) -> Never {
    exit(status.rawValue)
  }
}
