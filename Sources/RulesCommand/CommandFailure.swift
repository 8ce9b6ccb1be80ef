import RuleLang

/// Why a command could not be carried out, in words.
struct CommandFailure: Error {
  /// What is wrong: one phrase.
  let message: Message

  /// Ways out.
  var helps: [Message] = []

  /// What the process ends with.
  var status = ExitStatus.usage

  /// The language of the rules it is about; nil before any were read.
  var vocabulary: Language?

  /// A failure from its words.
  init(zh: String, en: String, helps: [Message] = []) {
    message = Message(zh: zh, en: en)
    self.helps = helps
  }

  /// The failure with one more way out.
  func withHelp(_ help: Message) -> CommandFailure {
    var failure = self
    failure.helps.append(help)
    return failure
  }

  /// The failure in the language of the rules, where they have been read.
  func about(_ vocabulary: Language?) -> CommandFailure {
    var failure = self
    failure.vocabulary = failure.vocabulary ?? vocabulary
    return failure
  }

  /// A failure of the files.
  init(_ error: FileError) {
    message = error.message
    helps = error.helps
  }
}

/// What the process ends with.
enum ExitStatus: Int32 {
  /// Nothing was found, or warnings alone.
  case clean = 0
  /// Errors were found in the rules or in the data.
  case findings = 1
  /// The command was not understood, or a file could not be read or written.
  case usage = 2
  /// The session ended before the work did: 128 and the number of the signal, as shells have it.
  case hungUp = 129
  /// A person broke the work off.
  case interrupted = 130
  /// Another process ended the work.
  case terminated = 143

  /// The worse of two.
  func joined(with other: ExitStatus) -> ExitStatus {
    rawValue >= other.rawValue ? self : other
  }
}

extension Message {
  /// Where the help of a command line is.
  static func seeHelp(of line: String) -> Message {
    Message(zh: "看 \(line) --help", en: "see \(line) --help")
  }

  /// A guess at what was meant, as a way out; nil without a guess.
  static func didYouMean(_ nearest: String?) -> Message? {
    nearest.map { Message(zh: "是不是“\($0)”？", en: "did you mean '\($0)'?") }
  }
}
