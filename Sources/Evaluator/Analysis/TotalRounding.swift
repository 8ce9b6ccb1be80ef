import ExactNumbers
import RuleLang

/// Shows what rounding the total does: grades that it moves, and sums that are rounded twice.
struct TotalRounding {
  private let program: Program
  private var ruleset: Ruleset { program.ruleset }

  init(_ program: Program) { self.program = program }

  /// Whether a total is rounded at all.
  var isWorthALook: Bool { ruleset.totalRounding != nil }

  /// What was found, each with a record.
  var findings: [Diagnostic] {
    guard let rounding = ruleset.totalRounding else { return [] }
    let search = TotalSearch(program)
    return [movedGrade(rounding, search), roundedTwice(rounding)].compactMap { $0 }
  }

  // MARK: Grades

  /// The grade of a total by the ranges alone; nil where there are conditions.
  private func grade(of total: Rational) -> Int? {
    ruleset.grades.firstIndex { grade in
      if case .range(let range) = grade.criterion { return range.contains(total) }
      return false
    }
  }

  private func movedGrade(_ rounding: Rounding, _ search: TotalSearch) -> Diagnostic? {
    guard let half = rounding.step.divided(by: Rational(2)),
      let part = rounding.step.divided(by: Rational(4))
    else { return nil }
    for grade in ruleset.grades {
      guard case .range(let range) = grade.criterion else { continue }
      for end in [range.lower, range.upper].compactMap({ $0?.value }) {
        for sign in [-1, 1] {
          let total = end + part * Rational(sign)
          guard let exact = self.grade(of: total),
            let rounded = self.grade(of: rounding.applied(to: total)), exact != rounded,
            let interval = Self.stretch(around: total, end, half),
            let found = search.record(total: interval, where: { shows($0, exact, rounded, $1) })
          else { continue }
          return finding(
            found, rounding, (ruleset.grades[exact].name, ruleset.grades[rounded].name))
        }
      }
    }
    return nil
  }

  private func shows(
    _ evaluation: Evaluation, _ exact: Int, _ rounded: Int, _ record: Record
  ) -> Bool {
    guard let total = evaluation.unrounded, let printed = evaluation.score,
      grade(of: total) == exact, grade(of: printed) == rounded
    else { return false }
    return evaluation.grade == ruleset.grades[ruleset.gradesByRounded ? rounded : exact].name
  }

  /// The values around a total for which rounding does the same: up to the end of the grade, and
  /// to where rounding changes its mind.
  private static func stretch(
    around total: Rational, _ end: Rational, _ half: Rational
  ) -> Interval? {
    guard let below = total.rounded(toMultipleOf: half, .floor) else { return nil }
    let lower = end < total ? max(end, below) : below
    let upper = end > total ? min(end, below + half) : below + half
    return Interval(lower: .init(lower, isClosed: false), upper: .init(upper, isClosed: false))
  }

  private func finding(
    _ found: (record: Record, evaluation: Evaluation), _ rounding: Rounding,
    _ grades: (exact: String, rounded: String)
  ) -> Diagnostic? {
    guard let exact = found.evaluation.unrounded, let printed = found.evaluation.score,
      let place = headPlace
    else { return nil }
    let words = Message(
      zh: "例如总分 \(exact) 分，保留后 \(printed) 分，等次是“\(found.evaluation.grade ?? "")”",
      en: "for example a total of \(exact), rounded \(printed), is graded"
        + " '\(found.evaluation.grade ?? "")'")
    return Finding.roundingMovesGrade(rounding, byRounded: ruleset.gradesByRounded, grades: grades)
      .at(place).with([RecordHelp.help(words, found.record, ruleset)])
  }

  /// Where the grades begin.
  private var headPlace: SourceRange? { place { if case .grades = $0 { true } else { false } } }

  /// Where the total's rounding is stated.
  private var roundingPlace: SourceRange? {
    place { if case .totalRounded = $0 { true } else { false } }
  }

  private func place(where isWanted: (Statement.Kind) -> Bool) -> SourceRange? {
    for file in ruleset.syntax {
      if let statement = file.statements.first(where: { isWanted($0.kind) }) {
        return statement.range
      }
    }
    return nil
  }

  // MARK: Rounded twice

  private func roundedTwice(_ rounding: Rounding) -> Diagnostic? {
    guard let first = ruleset.scoreRounding, first.step < rounding.step,
      let half = first.step.divided(by: Rational(2)),
      let halfTotal = rounding.step.divided(by: Rational(2)), let place = roundingPlace
    else { return nil }
    var once = ruleset
    once.scoreRounding = nil
    let exact = TotalSearch(Program(once), needsFractions: true)
    let engine = Engine(program)
    for tie in ties(rounding.step, halfTotal) {
      for sign in [-1, 1] {
        let other = tie + half * Rational(sign)
        let interval = Interval(
          lower: .init(min(tie, other), isClosed: false),
          upper: .init(max(tie, other), isClosed: false))
        guard let interval,
          let found = exact.record(
            total: interval,
            where: { evaluation, record in
              guard let one = evaluation.score, let two = engine.evaluate(record).score else {
                return false
              }
              return one != two
            }),
          let one = found.evaluation.score, let two = engine.evaluate(found.record).score
        else { continue }
        let words = Message(
          zh: "例如各项得分先舍入，总分是 \(two) 分；只舍入总分是 \(one) 分",
          en: "for example the total is \(two), and \(one) where only the total is rounded")
        return Finding.roundedTwice(first, rounding).at(place)
          .with([RecordHelp.help(words, found.record, ruleset)])
      }
    }
    return nil
  }

  /// Totals at which the rounding of the total changes its mind, those near grades first.
  private func ties(_ step: Rational, _ half: Rational) -> [Rational] {
    var ends = ruleset.grades.compactMap { grade -> Rational? in
      if case .range(let range) = grade.criterion { return range.lower?.value }
      return nil
    }
    ends.append(
      contentsOf: [Rational(9, over: 10), Rational(1, over: 2)].compactMap {
        $0.flatMap { ($0 * ruleset.points).rounded(toMultipleOf: step, .floor) }
      })
    return ends.flatMap { [$0 - half, $0] }.filter { $0 > .zero && $0 < ruleset.points }
  }
}
