import Evaluator
import Reports
import RuleLang

/// Writes what a change of the rules does to departments, in one of the formats.
///
/// The text is made piece by piece, on all threads, and never all kept.
struct ImpactOutput {
  private let results: ImpactResults
  private let comparison: RulesetComparison
  private let options: ReportOptions
  private let run: CommandRun

  /// How many departments a thread makes text of before it is written.
  private static let departmentsPerThread = 256

  init(
    _ results: ImpactResults, _ comparison: RulesetComparison, options: ReportOptions,
    for run: CommandRun
  ) {
    self.results = results
    self.comparison = comparison
    self.options = options
    self.run = run
  }

  /// Writes all of it; what the process is to end with where it is asked to end before that.
  func write(to stream: OutputStream) -> ExitStatus? {
    let sorted = results.sorted()[...]
    let (comparison, language) = (comparison, options.language)
    switch run.arguments.values["--format"] {
    case "json":
      stream.write(ImpactJSON.opening(results.summary, comparison, language: language))
      let isWhole = write(sorted, separator: ",", to: stream) {
        ImpactJSON.members($0, comparison, language: language)
      }
      if isWhole { stream.write(ImpactJSON.closing(isEmpty: sorted.isEmpty)) }
    case "csv":
      stream.write(ImpactCSV.header(comparison, language: language))
      write(sorted, to: stream) { ImpactCSV.rows($0, comparison, language: language) }
    default: writeTable(sorted, to: stream)
    }
    return run.environment.interruption.status()
  }

  private func writeTable(_ sorted: Slice<SortedImpacts>, to stream: OutputStream) {
    let report = ImpactReport(results.summary, comparison, options: options)
    var measure = report.measure([])
    forEachPiece(of: sorted, for: stream, { report.measure($0) }, { measure.add($0) })
    let all = measure
    stream.write(report.opening(all))
    guard write(sorted, to: stream, { report.rows($0, all) }) else { return }
    stream.write(report.sums())
    stream.write(report.errorsTitle())
    write(sorted.suffix(results.summary.failedCount), to: stream) { report.errors($0) }
  }

  /// Writes departments; whether none was left out.
  @discardableResult
  private func write(
    _ impacts: Slice<SortedImpacts>, separator: String = "", to stream: OutputStream,
    _ text: @escaping @Sendable (Slice<SortedImpacts>) -> String
  ) -> Bool {
    var isFirst = true
    return forEachPiece(of: impacts, for: stream, text) { text in
      if !isFirst { stream.write(separator) }
      isFirst = false
      stream.write(text)
    }
  }

  /// Makes something of departments on all threads, and takes it in their order.
  ///
  /// - Returns: whether it went through all of them, and did not end before because it was asked to or
  ///   nobody takes the text.
  @discardableResult
  private func forEachPiece<Made: Sendable>(
    of impacts: Slice<SortedImpacts>, for stream: OutputStream,
    _ make: @escaping @Sendable (Slice<SortedImpacts>) -> Made, _ take: (Made) -> Void
  ) -> Bool {
    let (threadCount, size) = (run.threadCount, Self.departmentsPerThread)
    var rest = impacts
    while !rest.isEmpty {
      if run.environment.interruption.status() != nil || stream.isClosed { return false }
      let block = rest.prefix(threadCount * size)
      rest = rest.dropFirst(block.count)
      let made = Threads.map((block.count + size - 1) / size) { index in
        make(block.dropFirst(index * size).prefix(size))
      }
      for piece in made { take(piece) }
    }
    return true
  }
}
