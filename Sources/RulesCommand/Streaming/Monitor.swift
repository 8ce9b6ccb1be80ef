#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A value that threads share: one at a time has it, and may wait until another has changed it.
///
/// The standard library has no condition to wait for, so both halves are those of the C library.
final class Monitor<Value>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var value: Value

  /// A monitor of a value.
  init(_ value: sending Value) {
    self.value = value
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(change, nil)
  }

  deinit {
    pthread_cond_destroy(change)
    pthread_mutex_destroy(mutex)
    change.deallocate()
    mutex.deallocate()
  }

  /// Changes the value, and wakes those who wait.
  func update(_ body: (inout Value) -> Void) {
    pthread_mutex_lock(mutex)
    body(&value)
    pthread_cond_broadcast(change)
    pthread_mutex_unlock(mutex)
  }

  /// Waits until something can be taken from the value, and takes it; nil after a while.
  func take<Taken>(within milliseconds: Int, _ body: (inout Value) -> Taken?) -> Taken? {
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    let nanoseconds = Int(end.tv_nsec) + milliseconds * 1_000_000
    end.tv_sec += time_t(nanoseconds / 1_000_000_000)
    end.tv_nsec = nanoseconds % 1_000_000_000
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let taken = body(&value) { return taken }
      if pthread_cond_timedwait(change, mutex, &end) == ETIMEDOUT { return nil }
    }
  }

  /// Waits until something can be taken from the value, and takes it.
  func take<Taken>(_ body: (inout Value) -> Taken?) -> Taken {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let taken = body(&value) { return taken }
      pthread_cond_wait(change, mutex)
    }
  }
}
