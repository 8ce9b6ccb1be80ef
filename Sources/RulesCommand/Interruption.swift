import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The signal that came, or 0.
///
/// A handler has nowhere else to leave it.
private let noted = Atomic<Int32>(0)

/// Whether the process has been asked to end, so that work can stop in good order.
struct Interruption {
  /// From now on such a request is noted.
  ///
  /// Before, it ends the process, which has nothing open.
  let watch: () -> Void

  /// What the process ends with where it has been asked to end; nil where it has not.
  let status: () -> ExitStatus?

  /// No such requests.
  static var none: Interruption { Interruption(watch: {}, status: { nil }) }

  /// The requests to this process: an interrupt from the terminal, the end of the login, or
  /// another process that wants it to end.
  ///
  /// The first is noted; a second one of the same kind ends the process at once.
  static var ofProcess: Interruption {
    Interruption(
      watch: {
        for signal in [SIGINT, SIGTERM, SIGHUP] { note(signal) }
      },
      status: {
        switch noted.load(ordering: .relaxed) {
        case 0: nil
        case SIGHUP: .hungUp
        case SIGTERM: .terminated
        default: .interrupted
        }
      })
  }

  /// Whether a request has come, for calls of the system that it breaks off.
  static var isRequested: Bool { noted.load(ordering: .relaxed) != 0 }

  private static func note(_ signal: Int32) {
    var old = sigaction()
    sigaction(signal, nil, &old)
    var action = sigaction()
    // Calls of the system come back early, so that a wait for input ends.
    action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND)
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = { noted.store($0, ordering: .relaxed) }
      let isIgnored = unsafeBitCast(old.__sigaction_u.__sa_handler, to: Int.self) == 1
    #else
      action.__sigaction_handler.sa_handler = { noted.store($0, ordering: .relaxed) }
      let isIgnored = unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == 1
    #endif
    // Who started the process without it, as `nohup` does, wants it to go on.
    if !isIgnored { sigaction(signal, &action, nil) }
  }
}
