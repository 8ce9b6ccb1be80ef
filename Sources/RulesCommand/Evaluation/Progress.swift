import RuleLang

/// How far work has come.
struct WorkDone: Sendable, Equatable {
  /// The records scored.
  var records = 0

  /// How many of them failed.
  var failed = 0

  /// What has been done of ``whole``, in its unit: records, or bytes of the data.
  var part = 0

  /// How much there is to do; nil where nobody knows.
  var whole: Int?

  /// A line for a person: records, their rate, the time left, and what failed.
  ///
  /// - Parameter milliseconds: how long the work has taken so far.
  /// - Returns: the line in both languages.
  func line(after milliseconds: Int) -> Message {
    let (rate, isTooFast) = records.multipliedReportingOverflow(by: 1000)
    let rateText = Self.grouped(isTooFast ? records : rate / max(1, milliseconds))
    let count = Self.grouped(records)
    var zh = "已算 \(count) 条，每秒 \(rateText) 条"
    var en = "\(count) records scored, \(rateText) a second"
    if let seconds = secondsLeft(after: milliseconds) {
      zh += "，还要约 \(Self.time(seconds, units: (" 小时 ", " 分 ", " 秒")))"
      en += ", about \(Self.time(seconds, units: (" h ", " min ", " s"))) left"
    }
    if failed > 0 {
      zh += "，\(Self.grouped(failed)) 条有错误"
      en += ", \(Self.grouped(failed)) failed"
    }
    return Message(zh: zh, en: en)
  }

  /// The seconds that the rest takes at the rate so far.
  private func secondsLeft(after milliseconds: Int) -> Int? {
    guard let whole, part > 0, whole >= part else { return nil }
    let (product, isTooMuch) = (whole - part).multipliedReportingOverflow(by: max(1, milliseconds))
    return isTooMuch ? nil : (product / part + 999) / 1000
  }

  private static func time(
    _ seconds: Int, units: (hour: String, minute: String, second: String)
  ) -> String {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    if hours > 0 { return "\(hours)\(units.hour)\(minutes)\(trimmed(units.minute))" }
    return minutes > 0
      ? "\(minutes)\(units.minute)\(seconds % 60)\(units.second)" : "\(seconds)\(units.second)"
  }

  private static func trimmed(_ text: String) -> Substring {
    text.last == " " ? text.dropLast() : text[...]
  }

  /// A count with commas between groups of three digits.
  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}

/// A line that says how far long work has come; only on a terminal, and only after a second.
struct Progress {
  private let stream: OutputStream?
  private let language: Language
  private let start: Int
  private var next: Int
  private var isShown = false

  /// How long work takes before it is talked about, and between two lines, in milliseconds.
  private static let waiting = (first: 1000, next: 200)

  /// The progress of a run that begins now.
  init(of run: CommandRun) {
    stream = run.console.errors.isTerminal ? run.console.errors : nil
    language = run.preferredLanguage
    start = stream == nil ? 0 : Terminal.milliseconds()
    next = stream == nil ? .max : start + Self.waiting.first
  }

  /// Says how far the work has come, if it is time to.
  mutating func show(_ done: @autoclosure () -> WorkDone) {
    guard let stream else { return }
    let now = Terminal.milliseconds()
    guard now >= next else { return }
    next = now + Self.waiting.next
    isShown = true
    stream.write("\r\u{1B}[K" + done().line(after: now - start).text(in: language))
    stream.flush()
  }

  /// Takes the line away.
  mutating func clear() {
    if isShown { stream?.write("\r\u{1B}[K") }
    isShown = false
  }
}
