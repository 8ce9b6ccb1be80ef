/// The lines of an indicator.
extension StatementPrinter {
  mutating func when(_ condition: Expression) {
    keyword(.when)
    expression(condition)
  }

  mutating func notApplicable(
    _ condition: Expression, _ outcome: CaseOutcomeSyntax, reason: String?
  ) {
    keyword(.notApplicable)
    when(condition)
    switch outcome {
    case .scores(let points): scored(points)
    case .excludedOverHeading: keyword(.excludedOverHeading)
    case .excludedOverTotal: keyword(.excludedOverTotal)
    }
    text(reason)
  }

  mutating func method(_ kind: Statement.Kind) {
    switch kind {
    case .item(let points, let condition, let item):
      keyword(.item)
      self.points(points, .spelled)
      when(condition)
      text(item)
    case .bestItemCounts: keyword(.bestItemCounts)
    case .deductsPer(let points, let count, let reason):
      deductsPer(points, count)
      text(reason)
    case .deductsWhen(let points, let condition, let reason):
      keyword(.deducts)
      self.points(points)
      when(condition)
      text(reason)
    case .judged(let basis):
      keyword(.judged)
      text(basis)
    case .formula(let value, let isClamped):
      keyword(.score)
      expression(value)
      if isClamped { keyword(.clamped) }
    case .bestOf: keyword(.bestOf)
    case .alternative(let title):
      keyword(.alternative)
      text(title)
    default: break
    }
  }

  private mutating func deductsPer(_ points: PointsSyntax, _ count: Expression) {
    if vocabulary == .zh {
      keyword(.per)
      expression(count)
      keyword(.deducts)
      self.points(points)
    } else {
      keyword(.deducts)
      self.points(points)
      keyword(.per)
      expression(count)
    }
  }

  // MARK: Bands

  mutating func outcome(_ outcome: OutcomeSyntax) {
    switch outcome {
    case .scores(let points): scored(points)
    case .line(let from, let to): span(.scores, from, to)
    case .steps(let steps): self.steps(steps)
    case .judged(let from, let to): span(.judged, from, to)
    }
  }

  /// `scores from A to B`, in Chinese `得 A 至 B 分`.
  private mutating func span(_ verb: Keyword, _ from: PointsSyntax, _ to: PointsSyntax) {
    keyword(verb)
    if vocabulary == .en { keyword(.from) }
    points(from, .none)
    keyword(.to)
    points(to)
  }

  /// `deducts N per full STEP`, in Chinese `每满 STEP 扣 N 分`.
  private mutating func steps(_ steps: StepsSyntax) {
    let verb: Keyword = steps.adds ? .adds : .deducts
    if vocabulary == .zh {
      keyword(Self.keyword(of: steps.rounding))
      expression(steps.step)
      keyword(verb)
      points(steps.amount)
    } else {
      keyword(verb)
      points(steps.amount)
      keyword(Self.keyword(of: steps.rounding))
      expression(steps.step)
    }
    guard let limit = steps.limit else { return }
    keyword(steps.adds ? .upTo : .downTo)
    points(limit)
  }

  private static func keyword(of rounding: StepsSyntax.Rounding) -> Keyword {
    switch rounding {
    case .full: .perFull
    case .started: .perStarted
    case .proRata: .perProRata
    }
  }
}
