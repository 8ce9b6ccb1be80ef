import RuleLang

/// A line that says how far long work has come; only on a terminal, and only after a second.
struct Progress {
  private let total: Int
  private let stream: OutputStream?
  private let language: Language
  private var next: Int
  private var isShown = false

  /// How long work takes before it is talked about, and between two lines, in milliseconds.
  private static let waiting = (first: 1000, next: 200)

  /// The progress of so many records.
  init(of total: Int, run: CommandRun) {
    self.total = total
    stream = run.console.errors.isTerminal ? run.console.errors : nil
    language = run.preferredLanguage
    next = stream == nil ? .max : Terminal.milliseconds() + Self.waiting.first
  }

  /// Says how many are done, if it is time to.
  mutating func show(done: Int) {
    guard let stream, Terminal.milliseconds() >= next else { return }
    next = Terminal.milliseconds() + Self.waiting.next
    isShown = true
    let words = Message(zh: "已算 \(done)/\(total)", en: "\(done) of \(total) records scored")
    stream.write("\r\u{1B}[K" + words.text(in: language))
    stream.flush()
  }

  /// Takes the line away.
  func clear() {
    if isShown { stream?.write("\r\u{1B}[K") }
  }
}
