import Evaluator
import RuleLang
import Tabular

/// What a run depends on beside its arguments.
struct CommandEnvironment {
  /// Its streams.
  let console: Console

  /// The folder that relative paths start from; empty for that of the process.
  let workingFolder: String

  /// The value of an environment variable.
  let variable: (String) -> String?

  /// The day on the clock.
  var today: () -> Date = Terminal.today

  /// Whether a data file may be read in parts; results do not depend on it.
  var readsInParts = true

  /// Whether rows of such parts may be scored in columns; results do not depend on it.
  var scoresInColumns = true

  /// How large such parts are; results do not depend on it either.
  ///
  /// Small, as each thread has one with its results and a few wait; larger ones are no faster.
  var partBytes = 1 << 18

  /// How many bytes of keys that only rise are kept of a file that can be read again; what comes
  /// twice is found all the same.
  var keptKeyBytesMax = 0

  /// How many rows a sheet of results has before the next one begins; tests have fewer.
  var sheetRows = Workbook.rowCountMax

  /// What lives as long as the run.
  let kept = KeptValues()

  /// Whether the process has been asked to end.
  var interruption = Interruption.none

  /// The files of the machine.
  var files: FileSystem { FileSystem(workingFolder: workingFolder) }

  /// The language of the person: what `LC_ALL`, `LC_MESSAGES` or `LANG` says, the first
  /// of them that says anything.
  var language: Language {
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      if let value = variable(name), !value.isEmpty { return value.hasPrefix("zh") ? .zh : .en }
    }
    return .en
  }

  /// Whether a stream shows colours: a terminal whose person has not asked for none.
  func usesColor(_ stream: OutputStream) -> Bool {
    stream.isTerminal && (variable("NO_COLOR") ?? "").isEmpty && variable("TERM") != "dumb"
  }
}

/// What is not given back before the process ends.
///
/// A ruleset is some ten thousand pieces, and to give them back one by one takes longer than to
/// score a department.
final class KeptValues {
  private var values: [Any] = []

  /// Keeps a value.
  func keep(_ value: Any) { values.append(value) }
}
