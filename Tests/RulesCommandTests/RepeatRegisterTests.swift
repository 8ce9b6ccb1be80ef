import RuleLang
import Testing

@testable import RulesCommand

@Suite struct RepeatRegisterTests {
  private func keys(_ names: [String], year: Int = 2023) -> RecordKeys {
    var keys = RecordKeys()
    let suffix = RecordKeys.suffix(year: year, scheme: nil, day: nil)
    for (index, name) in names.enumerated() { keys.add(name.utf8, suffix: suffix, record: index) }
    return keys
  }

  @Test func keysAreInTheOrderOfNames() {
    #expect(keys(["a", "ab", "b", "乙"]).onlyRise)
    #expect(!keys(["ab", "a"]).onlyRise && !keys(["a", "a"]).onlyRise)
    let all = [
      RecordKeys.suffix(year: 2023, scheme: nil, day: nil),
      RecordKeys.suffix(year: 2023, scheme: "", day: nil),
      RecordKeys.suffix(year: 2023, scheme: nil, day: .init(dayNumber: 0)),
      RecordKeys.suffix(year: 2023, scheme: "1970-01-01", day: nil),
      RecordKeys.suffix(year: 2024, scheme: nil, day: nil),
    ]
    #expect(Set(all).count == all.count)
  }

  @Test(arguments: [true, false])
  func findsWhatComesTwice(_ canReadAgain: Bool) {
    var register = RepeatRegister(canReadAgain: canReadAgain, keptBytesMax: 1000)
    #expect(register.enter(keys(["b", "c"]), recordsBefore: 0).isEmpty)
    #expect(register.enter(keys(["d", "b", "d"]), recordsBefore: 2) == [1: 0, 2: 2])
    #expect(register.enter(keys(["b"], year: 2024), recordsBefore: 5).isEmpty)
    #expect(register.enter(keys(["a", "c", "a"]), recordsBefore: 6) == [1: 1, 2: 6])
  }

  @Test func findsThemAmongMany() {
    var register = RepeatRegister(canReadAgain: false)
    let names = (0..<5000).map { "部门\($0 &* 7919 % 5000)" }
    #expect(register.enter(keys(names), recordsBefore: 0).isEmpty)
    let again = register.enter(keys(names.reversed()), recordsBefore: 5000)
    #expect(again == Dictionary(uniqueKeysWithValues: (0..<5000).map { ($0, 4999 - $0) }))
    let long = String(repeating: "长", count: 500_000)
    #expect(register.enter(keys([long, "短"]), recordsBefore: 10_000).isEmpty)
    #expect(register.enter(keys([long, "短"]), recordsBefore: 10_002) == [0: 10_000, 1: 10_001])
  }

  @Test func whatOnlyRisesIsDroppedAndEnteredAgain() {
    var register = RepeatRegister(canReadAgain: true, keptBytesMax: 100)
    let parts = [["a", "b"], ["c", "d", "e"], ["f", "g"], ["h", "c", "i"]].map { keys($0) }
    var before = 0
    for part in parts.dropLast() {
      #expect(!register.needsAllAgain(before: part))
      #expect(register.enter(part, recordsBefore: before).isEmpty)
      before += part.count
    }
    #expect(register.needsAllAgain(before: parts[3]))
    register.startAgain()
    before = 0
    for part in parts.dropLast() {
      #expect(register.enter(part, recordsBefore: before).isEmpty)
      before += part.count
    }
    #expect(!register.needsAllAgain(before: parts[3]))
    #expect(register.enter(parts[3], recordsBefore: before) == [1: 2])
  }
}
