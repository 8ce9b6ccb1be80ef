import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// Bands as pieces, held against the engine that evaluates them.
@Suite struct ScoreFunctionTests {
  static let recordCount = 12

  @Test func piecesSayWhatTheEngineScores() {
    var compared = 0
    for seed in Effort.seeds(150, full: 10_000) {
      guard let ruleset = checked(RulesetWriter.text(seed: seed)).ruleset else { continue }
      let functions = ruleset.indicators.indices.map { ruleset.scoreFunction(of: $0) }
      let engine = Engine(Program(ruleset))
      var records = RecordWriter(ruleset, seed: seed)
      for _ in 0..<Self.recordCount {
        let result = engine.evaluate(records.complete())
        for (indicator, function) in zip(result.indicators, functions) {
          guard let function, indicator.method == .bands, indicator.factor == .one,
            let measure = indicator.measure, let unrounded = indicator.unrounded
          else { continue }
          compared += 1
          let piece = function.piece(at: measure)
          #expect(piece?.band == indicator.band, "seed \(seed) measure \(measure)")
          if case .constant(let value)? = function.score(at: measure) {
            // What a veto takes from a heading is no business of the bands.
            let score = ruleset.rounded(unrounded, points: indicator.points)
            #expect(value == score, "seed \(seed) measure \(measure)")
          }
        }
      }
    }
    #expect(Effort.seed != nil || compared > 300, "only \(compared) scores were compared")
  }

  @Test func piecesTileTheDomain() {
    for seed in Effort.seeds(150, full: 10_000) {
      guard let ruleset = checked(RulesetWriter.text(seed: seed)).ruleset else { continue }
      for index in ruleset.indicators.indices {
        guard let function = ruleset.scoreFunction(of: index), let first = function.pieces.first,
          let last = function.pieces.last,
          case .bands(let method) = ruleset.indicators[index].method
        else { continue }
        let domain = Grid(step: function.step).tightened(method.domain)
        let hull = first.interval.hull(last.interval)
        #expect(hull == domain, "seed \(seed) \(ruleset.indicators[index].name)")
        for (piece, next) in zip(function.pieces, function.pieces.dropFirst()) {
          let end = piece.interval.upper
          let start = next.interval.lower
          let isAdjoining =
            function.step == nil
            ? end?.value == start?.value && end?.isClosed != start?.isClosed
            : end.map { $0.value + .one } == start?.value
          #expect(isAdjoining, "seed \(seed) \(piece.interval) \(next.interval)")
        }
      }
    }
  }
}
