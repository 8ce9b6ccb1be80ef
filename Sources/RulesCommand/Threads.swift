#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Shares work among the processors of the machine.
enum Threads {
  /// How many processors there are to share it among.
  static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The results of pieces of work, in order, each made on a thread of its own.
  ///
  /// - Parameters:
  ///   - count: how many pieces there are; one is done without a thread.
  ///   - work: the piece of an index.
  /// - Returns: the result of each piece, whatever order they were done in.
  static func map<Result: Sendable>(
    _ count: Int, _ work: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    let pieces = (0..<count).map { Piece(index: $0, work: work) }
    // The last piece is for the thread that waits for the others.
    let threads = pieces.dropLast().map(start)
    pieces.last?.run()
    for (piece, thread) in zip(pieces, threads) {
      if let thread { pthread_join(thread, nil) } else { piece.run() }
    }
    return pieces.compactMap(\.result)
  }

  /// A thread that has been started.
  struct Handle {
    fileprivate let thread: pthread_t

    /// Waits for it to end.
    func join() { pthread_join(thread, nil) }
  }

  /// Starts work on a thread of its own; nil where the system gives none.
  static func spawn(_ work: @escaping @Sendable () -> Void) -> Handle? {
    start(Piece(index: 0) { _ in work() }).map(Handle.init)
  }

  /// The stack of a thread: that of the first thread, as conditions may be nested deep.
  private static let stackBytes = 8 << 20

  /// Starts a piece on a thread; nil where the system gives none.
  private static func start(_ piece: AnyPiece) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
    let context = Unmanaged.passRetained(piece)
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    // Signals are for the thread that reads and writes: they break off its waiting.
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    let status = pthread_create(&thread, &attributes, { runPiece($0) }, context.toOpaque())
    pthread_sigmask(SIG_SETMASK, &before, nil)
    if status == 0 { return thread }
    context.release()
    return nil
  }
}

/// A piece of work that a thread can be given; the thread writes it, and whoever has waited for
/// the thread reads it.
private class AnyPiece {
  func run() {}
}

private final class Piece<Result: Sendable>: AnyPiece {
  private let index: Int
  private let work: @Sendable (Int) -> Result
  private(set) var result: Result?

  init(index: Int, work: @escaping @Sendable (Int) -> Result) {
    self.index = index
    self.work = work
  }

  override func run() { result = work(index) }
}

private func runPiece(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<AnyPiece>.fromOpaque(context).takeRetainedValue().run() }
  return nil
}
