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
    var plan = self
    plan.steps = usefulSteps(inputCount: inputCount, inputFlagCount: inputFlagCount)
    return plan.withRegistersUsedAgain(inputCount: inputCount, inputFlagCount: inputFlagCount)
  }

  /// The steps whose results something reads.
  private func usefulSteps(inputCount: Int, inputFlagCount: Int) -> [Step] {
    let wanted = Mentions()
    _ = renamed(wanted.renaming)
    var useful: [Step] = []
    // A register is written by one step, which is the first to mention it.
    let firsts = Mentions()
    for index in 0..<inputCount {
      _ = firsts.renaming.register(Register(index: index, isWide: false))
    }
    for index in 0..<inputFlagCount { _ = firsts.renaming.flags(Flags(index: index)) }
    var written: [Mentions] = []
    for step in steps {
      let own = Mentions()
      _ = step.renamed(own.renaming)
      written.append(own.without(firsts))
      firsts.formUnion(own)
    }
    for (step, own) in zip(steps, written).reversed() {
      guard own.meets(wanted) else { continue }
      useful.append(step)
      let mentioned = Mentions()
      _ = step.renamed(mentioned.renaming)
      wanted.formUnion(mentioned)
    }
    return useful.reversed()
  }

  private func withRegistersUsedAgain(inputCount: Int, inputFlagCount: Int) -> BlockPlan {
    var lives = Lives()
    for (place, step) in steps.enumerated() { lives.note(step, at: place) }
    _ = renamed(
      Renaming(
        register: {
          lives.keep($0)
          return $0
        },
        flags: {
          lives.keep($0)
          return $0
        }))
    var pool = RegisterPool(inputCount: inputCount, inputFlagCount: inputFlagCount)
    var result = self
    for (place, step) in steps.enumerated() {
      result.steps[place] = step.renamed(
        Renaming(register: { pool.register($0) }, flags: { pool.flags($0) }))
      for register in lives.endingRegisters[place] ?? [] { pool.free(register) }
      for flags in lives.endingFlags[place] ?? [] { pool.free(flags) }
    }
    result = result.renamed(
      Renaming(register: { pool.register($0) }, flags: { pool.flags($0) }))
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

/// The registers that something mentions.
private final class Mentions {
  private var registers: Set<Register> = []
  private var flags: Set<Flags> = []

  /// Renames nothing, and notes all.
  var renaming: Renaming {
    Renaming(
      register: {
        self.registers.insert($0)
        return $0
      },
      flags: {
        self.flags.insert($0)
        return $0
      })
  }

  func formUnion(_ other: Mentions) {
    registers.formUnion(other.registers)
    flags.formUnion(other.flags)
  }

  func without(_ other: Mentions) -> Mentions {
    let rest = Mentions()
    // Subtracting sets would go through all of the others, which are many.
    rest.registers = registers.filter { !other.registers.contains($0) }
    rest.flags = flags.filter { !other.flags.contains($0) }
    return rest
  }

  func meets(_ other: Mentions) -> Bool {
    !registers.isDisjoint(with: other.registers) || !flags.isDisjoint(with: other.flags)
  }
}

/// Where registers are mentioned last.
private struct Lives {
  private var lastOfRegisters: [Register: Int] = [:]
  private var lastOfFlags: [Flags: Int] = [:]

  mutating func note(_ step: Step, at place: Int) {
    var registers: [Register] = []
    var flags: [Flags] = []
    _ = step.renamed(
      Renaming(
        register: {
          registers.append($0)
          return $0
        },
        flags: {
          flags.append($0)
          return $0
        }))
    for register in registers { lastOfRegisters[register] = place }
    for flags in flags { lastOfFlags[flags] = place }
  }

  /// A result is read after all steps.
  mutating func keep(_ register: Register) { lastOfRegisters[register] = nil }

  mutating func keep(_ flags: Flags) { lastOfFlags[flags] = nil }

  var endingRegisters: [Int: [Register]] {
    mutating get {
      if let known = registersByPlace { return known }
      let made = Dictionary(grouping: lastOfRegisters.keys) { lastOfRegisters[$0] ?? 0 }
      registersByPlace = made
      return made
    }
  }

  var endingFlags: [Int: [Flags]] {
    mutating get {
      if let known = flagsByPlace { return known }
      let made = Dictionary(grouping: lastOfFlags.keys) { lastOfFlags[$0] ?? 0 }
      flagsByPlace = made
      return made
    }
  }

  private var registersByPlace: [Int: [Register]]?
  private var flagsByPlace: [Int: [Flags]]?
}

/// Gives registers new places, and those that were freed again.
private struct RegisterPool {
  private let inputCount: Int
  private let inputFlagCount: Int
  private(set) var narrowCount: Int
  private(set) var wideCount = 0
  private(set) var flagCount: Int
  private var registers: [Register: Register] = [:]
  private var flags: [Flags: Flags] = [:]
  private var freeNarrow: [Int] = []
  private var freeWide: [Int] = []
  private var freeFlags: [Int] = []

  init(inputCount: Int, inputFlagCount: Int) {
    self.inputCount = inputCount
    self.inputFlagCount = inputFlagCount
    narrowCount = inputCount
    flagCount = inputFlagCount
  }

  mutating func register(_ old: Register) -> Register {
    if !old.isWide, old.index < inputCount { return old }
    if let known = registers[old] { return known }
    let new: Register
    if old.isWide {
      new = Register(index: freeWide.popLast() ?? wideCount, isWide: true)
      wideCount = max(wideCount, new.index + 1)
    } else {
      new = Register(index: freeNarrow.popLast() ?? narrowCount, isWide: false)
      narrowCount = max(narrowCount, new.index + 1)
    }
    registers[old] = new
    return new
  }

  mutating func flags(_ old: Flags) -> Flags {
    if old.index < inputFlagCount { return old }
    if let known = flags[old] { return known }
    let new = Flags(index: freeFlags.popLast() ?? flagCount)
    flagCount = max(flagCount, new.index + 1)
    flags[old] = new
    return new
  }

  mutating func free(_ old: Register) {
    guard old.isWide || old.index >= inputCount, let place = registers[old] else { return }
    if old.isWide { freeWide.append(place.index) } else { freeNarrow.append(place.index) }
  }

  mutating func free(_ old: Flags) {
    guard old.index >= inputFlagCount, let place = flags[old] else { return }
    freeFlags.append(place.index)
  }
}
