import Evaluator

/// Threads that work on parts of a file and hand back what they made of them in order.
///
/// Each thread has a worker of its own, which may keep what it needs from part to part. As many parts as there are
/// threads, and a few more, are on their way at once, whatever the size of the file.
final class PartCrew<Product: Sendable> {
  private struct State {
    var waiting: [DataPart] = []
    var done: [Int: Product] = [:]
    var isClosed = false
  }

  private let state: Monitor<State>
  private let makeWorker: @Sendable () -> (DataPart) -> Product
  private let threadCount: Int
  private var threads: [Threads.Handle] = []
  private var hasStarted = false
  private var ownWorker: ((DataPart) -> Product)?
  private var parts: [Int: DataPart] = [:]
  private var nextNumber: Int?

  /// How many parts are on their way at most.
  private let roomMax: Int

  /// How many parts are ready for the threads beside those that they work on.
  private static var spareCount: Int { 2 }

  /// How long a part is waited for before it is asked whether it is still wanted.
  private static var waitingMilliseconds: Int { 100 }

  /// A part that is the only one and no larger is worked on by whoever waits for it: to start
  /// threads would take longer.
  static var ownBytesMax: Int { 1 << 16 }

  /// A crew that is ready for parts.
  ///
  /// - Parameters:
  ///   - threadCount: how many threads share the work.
  ///   - makeWorker: makes the worker of a thread, on that thread.
  init(threads threadCount: Int, makeWorker: @escaping @Sendable () -> (DataPart) -> Product) {
    let state = Monitor(State())
    self.state = state
    self.makeWorker = makeWorker
    self.threadCount = threadCount
    roomMax = threadCount + Self.spareCount
  }

  private func start() {
    hasStarted = true
    let (state, makeWorker) = (state, makeWorker)
    for _ in 0..<threadCount {
      let thread = Threads.spawn {
        let work = makeWorker()
        while let part = Self.nextPart(state) {
          let product = work(part)
          state.update { $0.done[part.number] = product }
        }
      }
      if let thread { threads.append(thread) }
    }
  }

  /// The next part that a thread may take; nil at the end.
  private static func nextPart(_ state: Monitor<State>) -> DataPart? {
    state.take { state -> DataPart?? in
      if !state.waiting.isEmpty { return .some(state.waiting.removeFirst()) }
      return state.isClosed ? .some(nil) : nil
    }
  }

  deinit { close() }

  /// Whether another part may be handed in before one is taken back.
  var hasRoom: Bool { parts.count < roomMax }

  /// Whether no part is on its way.
  var isIdle: Bool { parts.isEmpty }

  /// Hands in a part; parts come in the order of their numbers.
  func add(_ part: DataPart) {
    nextNumber = nextNumber ?? part.number
    if !hasStarted, !parts.isEmpty || part.bytes.count > Self.ownBytesMax { start() }
    parts[part.number] = part
    state.update { $0.waiting.append(part) }
  }

  /// Waits for the first part that was handed in and not taken back, and gives what was made of
  /// it.
  ///
  /// - Parameter isBrokenOff: whether nobody wants it any more; it is asked now and then.
  /// - Returns: the part; nil where no part is on its way, and where it is broken off.
  func next(unless isBrokenOff: () -> Bool) -> (part: DataPart, product: Product)? {
    guard let number = nextNumber, let part = parts.removeValue(forKey: number) else { return nil }
    nextNumber = number + 1
    guard !threads.isEmpty else {
      // It is a small part and the only one, or the system gives no thread at all.
      let work = ownWorker ?? makeWorker()
      ownWorker = work
      state.update { $0.waiting.removeAll { $0.number == number } }
      return (part, work(part))
    }
    while true {
      let product = state.take(within: Self.waitingMilliseconds) {
        $0.done.removeValue(forKey: number)
      }
      if let product { return (part, product) }
      if isBrokenOff() { return nil }
    }
  }

  /// Lets the threads end; what has not been taken back is lost.
  func close() {
    state.update {
      $0.isClosed = true
      $0.waiting.removeAll()
    }
    for thread in threads { thread.join() }
    threads = []
  }
}
