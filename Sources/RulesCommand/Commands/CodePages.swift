import RuleLang

/// Prints the page of an error code.
struct CodePages {
  /// The run to print in.
  let run: CommandRun

  /// Whether a word is meant as a code: a letter and digits.
  static func isCode(_ word: String) -> Bool {
    guard let letter = word.uppercased().first, ["E", "W", "N"].contains(letter) else {
      return false
    }
    let digits = word.utf8.dropFirst()
    return !digits.isEmpty && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
  }

  /// Prints the page of a code.
  func print(_ word: String) throws(CommandFailure) {
    let code = word.uppercased()
    if let page = DiagnosticPages.text(of: code) {
      run.console.output.write(page)
      return
    }
    let known = DiagnosticCode.allCases.map(\.rawValue)
    if known.contains(code) {
      throw CommandFailure(zh: "\(code) 还没有说明", en: "\(code) has no page yet")
    }
    let nearest = EditDistance.nearest(to: code, in: known)
    let place = Message(
      zh: "代码写在错误后面的方括号里，如 E0203", en: "a code stands in brackets after 'error', as E0203")
    throw CommandFailure(
      zh: "没有错误代码“\(word)”", en: "there is no error code '\(word)'",
      helps: [.didYouMean(nearest) ?? place])
  }
}
