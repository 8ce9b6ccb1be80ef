import RuleLang

/// A sheet for the scheme of the benchmarks, whose ratios lie on the edges of bands, a hundredth
/// beside them, or where scores are halves of their last place.
struct DepartmentSheet {
  private var random: RandomSource

  init(seed: UInt64) { random = RandomSource(seed: seed) }

  private static let money = [
    "tp_last", "tp_this", "tp_actual", "key_spend", "total_budget", "carry_in", "initial", "added",
    "carry_left", "adjust", "paid", "planned", "carry_last", "pf_actual", "pf_budget",
    "proc_actual", "proc_budget",
  ]
  private static let ticks = [
    "c12a", "c12b", "c12c", "c14a", "c14b", "c14c", "c14d", "c15a", "c15b", "c15c", "c15d", "c16a",
    "c16b", "c16c", "c17a", "c17b", "c17c", "c19a", "c19b", "c19c",
  ]
  private static let shares = [
    "d1_done", "d1_target", "d2_done", "d2_target", "d3_done", "d3_target", "d4_done", "d4_target",
    "b1", "b2", "b3", "b4", "b5", "sat",
  ]
  /// Parts of 10000.00 that bands begin at.
  private static let edges = [
    0, 500, 1_000, 2_000, 3_000, 5_000, 6_000, 7_000, 8_000, 9_000, 9_500, 10_000, 10_100, 10_500,
  ]

  mutating func text(rowCount: Int) -> String {
    let header =
      ["department", "fiscalYear", "name", "staff", "establishment"]
      + Self.money.map { "\($0)（万元）" } + ["viol_fund", "viol_asset"] + Self.ticks + Self.shares
    var lines = [header.joined(separator: ",")]
    for row in 0..<rowCount {
      var fields = ["部门\(row)", "2023", "名", "\(random.int(95...112))", "100"]
      for name in Self.money {
        let isBase = ["total_budget", "initial", "planned", "pf_budget", "tp_this"].contains(name)
        fields.append(isBase && !random.isOne(in: 20) ? "10000.00" : amount())
      }
      fields += (0..<2).map { _ in "\(random.int(0...3) / 2)" }
      fields += Self.ticks.map { _ in random.isOne(in: 5) ? "0" : "1" }
      for name in Self.shares { fields.append(share(isTarget: name.hasSuffix("target"))) }
      if random.isOne(in: 30) {
        fields[random.int(5...(fields.count - 1))] = random.pick([
          "", "x", "-1", "1e3", "12345678901",
        ])
      }
      lines.append(fields.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func amount() -> String {
    // In hundredths; a step beside an edge is a hundredth.
    let hundredths = random.pick(Self.edges) * 100 + random.pick([0, 0, 0, 1, 5, 50, 12_345])
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  private mutating func share(isTarget: Bool) -> String {
    if isTarget { return random.pick(["8", "16", "3", "7", "100", "99.99"]) }
    return random.pick([
      "1", "3", "5", "7", "60", "59.99", "79.99", "80", "90", "89.99", "100", "33.33",
    ])
  }
}
