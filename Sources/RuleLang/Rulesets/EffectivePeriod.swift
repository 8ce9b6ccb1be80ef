/// The days on which a version is in force; an end that is not stated is open.
public struct EffectivePeriod: Hashable, Sendable {
  /// The first day; nil from the beginning of time.
  public let from: Date?

  /// The last day, which belongs to it; nil without an end.
  public let to: Date?

  /// A period from its ends.
  public init(from: Date?, to: Date?) {
    self.from = from
    self.to = to
  }

  /// Whether it holds a day.
  public func contains(_ day: Date) -> Bool {
    (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
  }

  /// Whether it has no day at all.
  public var isReversed: Bool {
    guard let from, let to else { return false }
    return to < from
  }

  /// The first day that it has in common with another; nil where there is none.
  ///
  /// Where both are open at the start, any day is as good, and it is the last of the earlier.
  public func firstCommonDay(with other: EffectivePeriod) -> Date? {
    let day = [from, other.from].compactMap { $0 }.max() ?? [to, other.to].compactMap { $0 }.min()
    guard let day else { return Date(dayNumber: 0) }
    return contains(day) && other.contains(day) ? day : nil
  }

  /// The period in words.
  public var words: Message {
    switch (from, to) {
    case (let from?, let to?):
      Message(
        zh: "\(from.description) 至 \(to.description)",
        en: "\(from.description) to \(to.description)")
    case (let from?, nil):
      Message(zh: "自 \(from.description) 起", en: "from \(from.description) onward")
    case (nil, let to?): Message(zh: "至 \(to.description)", en: "to \(to.description)")
    case (nil, nil): Message(zh: "一直", en: "always")
    }
  }
}
