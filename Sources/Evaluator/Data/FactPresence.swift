public import RuleLang

/// Which facts the records of a file give, gathered record by record.
///
/// ``Binder/note(_:in:)`` makes it, and ``Binder/lackingFacts(_:tables:)`` says what is missing.
public struct FactPresence: Sendable {
  fileprivate var given: Set<String> = []
  fileprivate var unknown: [String] = []
  fileprivate var first: SourceRange?

  /// No records.
  public init() {}

  /// Whether a record has been noted.
  public var hasRecords: Bool { first != nil }

  /// Notes facts of the ruleset that a record gives.
  mutating func note(_ facts: [String], at anchor: SourceRange) {
    first = first ?? anchor
    given.formUnion(facts)
  }

  /// Adds what the records behind these give.
  public mutating func add(_ later: FactPresence) {
    first = first ?? later.first
    let new = later.unknown.filter { !given.contains($0) }
    unknown += new.prefix(max(0, Limits.diagnosticsPerFileMax - unknown.count))
    given.formUnion(later.given)
  }
}

extension Binder {
  /// Notes what a record gives, if it is for this ruleset and can be read.
  ///
  /// - Complexity: O(*n*) in the facts of the record.
  public func note(_ record: RawRecord, in presence: inout FactPresence) {
    guard fits(record), !record.diagnostics.containsErrors else { return }
    presence.first = presence.first ?? record.anchor
    for member in record.facts where !member.value.isMissing {
      let isNew = presence.given.insert(member.name).inserted
      guard isNew, presence.unknown.count < Limits.diagnosticsPerFileMax else { continue }
      if names.facts[member.name] == nil, names.tables[member.name] == nil {
        presence.unknown.append(member.name)
      }
    }
  }

  /// The facts that no record of a file gives, as one warning; nil where there are none, or no
  /// record.
  ///
  /// - Parameters:
  ///   - presence: what the records give.
  ///   - tables: the tables that stand in files of their own.
  /// - Returns: the warning.
  public func lackingFacts(_ presence: FactPresence, tables: Set<String> = []) -> Diagnostic? {
    guard let first = presence.first else { return nil }
    var given = presence.given
    // A misspelt name is one finding: the error says what it was meant to be.
    let lacking = ruleset.facts.map(\.name).filter { !given.contains($0) }
    given.formUnion(presence.unknown.compactMap { NearestName.of($0, in: lacking) })
    let facts = ruleset.facts.map(\.name).filter { !given.contains($0) }
    let missing = ruleset.tables.map(\.name)
      .filter { !given.contains($0) && !tables.contains($0) }
    guard !facts.isEmpty || !missing.isEmpty else { return nil }
    return Finding.missingFacts(facts + missing).at(first)
  }

  /// Whether a record is for this ruleset, as far as it says.
  private func fits(_ record: RawRecord) -> Bool {
    (record.fiscalYear ?? ruleset.year) == ruleset.year
      && (record.scheme ?? ruleset.name) == ruleset.name
  }
}
