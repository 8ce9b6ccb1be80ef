public import Evaluator
public import RuleLang

/// How the tests written in the rules came out.
public enum TestReport {
  /// The tests that fail, each with what was expected and the values it came from.
  ///
  /// - Parameters:
  ///   - outcomes: the outcomes in the order of the rules.
  ///   - ruleset: the rules they belong to.
  ///   - files: the files that places count, with the paths to show to people.
  ///   - options: the language and the dress.
  /// - Returns: The lines, each ending in a line feed; none where all tests pass.
  public static func failures(
    _ outcomes: [TestOutcome], ruleset: Ruleset, files: [SourceFile], options: ReportOptions
  ) -> String {
    let places = TestPlaces(files: files, say: options.say)
    var lines: [String] = []
    for outcome in outcomes where !outcome.isPassed {
      let title = options.say("未通过", "failed") + "  " + title(of: outcome.test, options)
      lines.append(options.ink.drawn(title, .bad) + places.remark(outcome.test.range))
      lines += FailureStory(outcome, ruleset, places, options).lines
      lines.append("")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The name of a test, and of its case.
  public static func title(of test: RuleTest, _ options: ReportOptions) -> String {
    let say = options.say
    guard let row = test.row else { return PlainText.of(test.name) }
    let text = row.text ?? say("例 \(row.number)", "case \(row.number)")
    return PlainText.of(test.name + say("：", ": ") + text)
  }

  /// How many tests passed and failed, as one phrase without a line feed.
  public static func summary(passed: Int, failed: Int, options: ReportOptions) -> String {
    let text = options.say(
      "\(passed) 个测试通过，\(failed) 个未通过", "\(passed) passed, \(failed) failed")
    return options.ink.drawn(text, failed == 0 ? .good : .bad)
  }
}

/// Places as editors take them: path and line.
struct TestPlaces {
  let files: [SourceFile]
  let say: Wording

  /// A place in brackets; empty for one in no file.
  func remark(_ range: SourceRange) -> String {
    text(range).map { say.bracketed($0) } ?? ""
  }

  /// A place as `path:line`; nil for one in no file.
  func text(_ range: SourceRange) -> String? {
    guard files.indices.contains(range.file) else { return nil }
    let file = files[range.file]
    return PlainText.of("\(file.path):\(file.position(of: range.lower).line)")
  }

  /// The line of a place, from 1.
  func line(_ range: SourceRange) -> Int? {
    guard files.indices.contains(range.file) else { return nil }
    return files[range.file].position(of: range.lower).line
  }

  func path(_ range: SourceRange) -> String? {
    files.indices.contains(range.file) ? files[range.file].path : nil
  }
}
