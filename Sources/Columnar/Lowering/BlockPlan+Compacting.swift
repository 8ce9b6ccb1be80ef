extension BlockPlan {
  /// The same plan with registers used again once nothing reads them, so that the values of a block
  /// stay in the cache.
  ///
  /// - Parameters:
  ///   - inputCount: how many registers of one word belong to the data.
  ///   - inputFlagCount: how many of answers do.
  /// - Returns: the plan, with the same results in other registers.
  /// - Complexity: O(*n*) in the size of the plan.
  func compacted(inputCount: Int, inputFlagCount: Int) -> BlockPlan {
    let mentions = steps.map { step in
      let own = Mentions()
      _ = step.renamed(own.renaming)
      return own
    }
    let results = Mentions()
    _ = renamed(results.renaming)
    let useful = usefulSteps(mentions, results, inputCount, inputFlagCount)
    var plan = self
    plan.steps = useful.map { steps[$0] }
    return plan.withRegistersUsedAgain(
      useful.map { mentions[$0] }, results,
      RegisterPool(self, inputCount: inputCount, inputFlagCount: inputFlagCount))
  }

  /// The places of the steps whose results something reads.
  private func usefulSteps(
    _ mentions: [Mentions], _ results: Mentions, _ inputCount: Int, _ inputFlagCount: Int
  ) -> [Int] {
    // A register is written by one step, which is the first to mention it.
    var writers = RegisterTable(self)
    for (place, own) in mentions.enumerated() {
      for register in own.registers where writers[register] < 0 { writers[register] = place }
      for flags in own.flags where writers[flags] < 0 { writers[flags] = place }
    }
    for index in 0..<inputCount { writers[Register(index: index, isWide: false)] = -1 }
    for index in 0..<inputFlagCount { writers[Flags(index: index)] = -1 }
    var wanted = RegisterTable(self)
    wanted.set(1, for: results)
    var useful: [Int] = []
    for (place, own) in mentions.enumerated().reversed() {
      let isUseful =
        own.registers.contains { writers[$0] == place && wanted[$0] > 0 }
        || own.flags.contains { writers[$0] == place && wanted[$0] > 0 }
      guard isUseful else { continue }
      useful.append(place)
      wanted.set(1, for: own)
    }
    return useful.reversed()
  }

  /// The same steps in other registers.
  private func withRegistersUsedAgain(
    _ mentions: [Mentions], _ results: Mentions, _ pool: RegisterPool
  ) -> BlockPlan {
    var lasts = RegisterTable(self)
    for (place, own) in mentions.enumerated() { lasts.set(place, for: own) }
    // A result is read after all steps.
    lasts.set(-1, for: results)
    let renaming = Renaming(register: { pool.register($0) }, flags: { pool.flags($0) })
    var result = self
    for (place, own) in mentions.enumerated() {
      result.steps[place] = steps[place].renamed(renaming)
      // What a step mentions twice is freed once.
      for register in own.registers where lasts[register] == place {
        pool.free(register)
        lasts[register] = -1
      }
      for flags in own.flags where lasts[flags] == place {
        pool.free(flags)
        lasts[flags] = -1
      }
    }
    result = result.renamed(renaming)
    result.narrowCount = pool.narrowCount
    result.wideCount = pool.wideCount
    result.flagCount = pool.flagCount
    return result
  }

  /// The same results in other registers.
  private func renamed(_ new: Renaming) -> BlockPlan {
    func renamed(_ fraction: Fraction) -> Fraction {
      var result = fraction
      result.numerator = new.register(fraction.numerator)
      result.denominator = fraction.denominator.map(new.register)
      result.unknown = nil
      return result
    }
    var result = self
    result.scores = scores.map(renamed)
    result.headings = headings.map(renamed)
    result.total = renamed(total)
    result.grade = grade.map(new.register)
    result.unknown = unknown.map(new.flags)
    return result
  }
}

/// The registers that something mentions, in order; one may come more than once.
private final class Mentions {
  private(set) var registers: [Register] = []
  private(set) var flags: [Flags] = []

  /// Renames nothing, and notes all.
  var renaming: Renaming {
    Renaming(
      register: {
        self.registers.append($0)
        return $0
      },
      flags: {
        self.flags.append($0)
        return $0
      })
  }
}

/// A number for each register of a plan; -1 where nothing is known of one.
private struct RegisterTable {
  private var narrow: [Int]
  private var wide: [Int]
  private var answers: [Int]

  init(_ plan: BlockPlan) {
    narrow = Array(repeating: -1, count: plan.narrowCount)
    wide = Array(repeating: -1, count: plan.wideCount)
    answers = Array(repeating: -1, count: plan.flagCount)
  }

  subscript(register: Register) -> Int {
    get { register.isWide ? wide[register.index] : narrow[register.index] }
    set {
      if register.isWide {
        wide[register.index] = newValue
      } else {
        narrow[register.index] = newValue
      }
    }
  }

  subscript(flags: Flags) -> Int {
    get { answers[flags.index] }
    set { answers[flags.index] = newValue }
  }

  mutating func set(_ value: Int, for mentioned: Mentions) {
    for register in mentioned.registers { self[register] = value }
    for flags in mentioned.flags { self[flags] = value }
  }
}

/// Gives registers new places, and those that were freed again.
private final class RegisterPool {
  private let inputCount: Int
  private let inputFlagCount: Int
  private(set) var narrowCount: Int
  private(set) var wideCount = 0
  private(set) var flagCount: Int
  private var places: RegisterTable
  private var freeNarrow: [Int] = []
  private var freeWide: [Int] = []
  private var freeFlags: [Int] = []

  init(_ plan: BlockPlan, inputCount: Int, inputFlagCount: Int) {
    self.inputCount = inputCount
    self.inputFlagCount = inputFlagCount
    narrowCount = inputCount
    flagCount = inputFlagCount
    places = RegisterTable(plan)
  }

  func register(_ old: Register) -> Register {
    if !old.isWide, old.index < inputCount { return old }
    let known = places[old]
    if known >= 0 { return Register(index: known, isWide: old.isWide) }
    let new: Int
    if old.isWide {
      new = freeWide.popLast() ?? wideCount
      wideCount = max(wideCount, new + 1)
    } else {
      new = freeNarrow.popLast() ?? narrowCount
      narrowCount = max(narrowCount, new + 1)
    }
    places[old] = new
    return Register(index: new, isWide: old.isWide)
  }

  func flags(_ old: Flags) -> Flags {
    if old.index < inputFlagCount { return old }
    let known = places[old]
    if known >= 0 { return Flags(index: known) }
    let new = freeFlags.popLast() ?? flagCount
    flagCount = max(flagCount, new + 1)
    places[old] = new
    return Flags(index: new)
  }

  func free(_ old: Register) {
    guard old.isWide || old.index >= inputCount, places[old] >= 0 else { return }
    if old.isWide { freeWide.append(places[old]) } else { freeNarrow.append(places[old]) }
  }

  func free(_ old: Flags) {
    guard old.index >= inputFlagCount, places[old] >= 0 else { return }
    freeFlags.append(places[old])
  }
}
