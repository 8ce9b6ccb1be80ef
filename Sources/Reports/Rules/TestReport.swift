public import Evaluator
public import RuleLang

/// How the tests written in the rules came out.
public enum TestReport {
  /// The tests that fail, each with what was expected, what came out and by which clause.
  ///
  /// - Parameters:
  ///   - outcomes: the outcomes in the order of the rules.
  ///   - files: the files that places count, with the paths to show to people.
  ///   - options: the language and the dress.
  /// - Returns: The lines, each ending in a line feed; none where all tests pass.
  public static func failures(
    _ outcomes: [TestOutcome], files: [SourceFile], options: ReportOptions
  ) -> String {
    let say = options.say
    let places = Places(files: files, say: say)
    var lines: [String] = []
    for outcome in outcomes where !outcome.isPassed {
      let title = say("未通过", "failed") + "  " + PlainText.of(outcome.test.name)
      lines.append(options.ink.drawn(title, .bad) + places.remark(outcome.test.range))
      for failure in outcome.failures { lines += describe(failure, outcome, places) }
      lines.append("")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// How many tests passed and failed, as one phrase without a line feed.
  public static func summary(passed: Int, failed: Int, options: ReportOptions) -> String {
    let text = options.say(
      "\(passed) 个测试通过，\(failed) 个未通过", "\(passed) passed, \(failed) failed")
    return options.ink.drawn(text, failed == 0 ? .good : .bad)
  }

  private static func describe(
    _ failure: TestOutcome.Failure, _ outcome: TestOutcome, _ places: Places
  ) -> [String] {
    let say = places.say
    var rows = [
      (say("应当", "expected"), failure.clause.text + places.remark(failure.clause.range)),
      (say("实际", "came out"), say(failure.actual)),
    ]
    if let clause = decidingClause(failure, outcome) {
      rows.append((say("依照", "by"), clause.text + places.remark(clause.range)))
    }
    return LabelledLines(labelWidth: say.language == .zh ? 4 : 8).lines(rows)
  }

  /// The clause that gave the indicator its score, where an indicator was looked at.
  private static func decidingClause(
    _ failure: TestOutcome.Failure, _ outcome: TestOutcome
  ) -> Clause? {
    for expectation in outcome.test.expectations
    where expectation.clause.range == failure.clause.range {
      switch expectation {
      case .comparison(.score(let index), _, _, _), .comparison(.measure(let index), _, _, _),
        .undetermined(.score(let index), _), .undetermined(.measure(let index), _):
        let results = outcome.evaluation.indicators
        return results.indices.contains(index) ? results[index].clause : nil
      case .comparison, .grade, .undetermined: continue
      }
    }
    return nil
  }
}

/// Places as editors take them: path and line.
private struct Places {
  let files: [SourceFile]
  let say: Wording

  /// A place in brackets; empty for one in no file.
  func remark(_ range: SourceRange) -> String {
    guard files.indices.contains(range.file) else { return "" }
    let file = files[range.file]
    return say.bracketed(PlainText.of("\(file.path):\(file.position(of: range.lower).line)"))
  }
}
