import ExactNumbers

/// What a change of the rules does to some departments, each in little more room than its name.
///
/// Reports have departments in the order of their change, so that all of them have to be kept until
/// the last one is known. What is derived from the rest, as the change from the totals, is not kept;
/// names of grades and figures, and the words of errors, are kept once.
public struct PackedImpacts: Sendable {
  private var bytes: [UInt8] = []
  /// Where each department begins.
  private var starts: [UInt32] = []
  private var texts: [String] = []
  private var problems: [RecordImpact.Problem] = []
  /// The numbers that do not fit machine words.
  private var numbers: [Rational] = []
  /// Where texts and problems stand; only while departments are added.
  private var places: (texts: [String: Int], problems: [RecordImpact.Problem: Int]) = ([:], [:])

  /// No departments.
  public init() {}

  /// How many departments there are.
  public var count: Int { starts.count }

  /// Adds a department.
  ///
  /// - Complexity: O(*n*) in what moves it.
  public mutating func append(_ impact: RecordImpact) {
    starts.append(UInt32(truncatingIfNeeded: bytes.count))
    let head = Head(
      status: impact.status, hasDepartment: impact.department != nil,
      hasYear: impact.fiscalYear != nil, hasOtherGrade: impact.hasOtherGrade)
    bytes.append(head.byte)
    if let department = impact.department {
      append(UInt(department.utf8.count))
      bytes += department.utf8
    }
    if let year = impact.fiscalYear { append(signed: year) }
    if impact.status == .failed {
      append(impact.errors.count)
      for error in impact.errors { append(place(of: error)) }
    }
    for side in [impact.old, impact.new] { append(side, isCompared: impact.status == .compared) }
    append(impact.indicators.count)
    for item in impact.indicators {
      append(item.row)
      append(item.change)
    }
    append(impact.whole.count)
    for item in impact.whole {
      append(AdjustmentResult.Kind.inOrder.firstIndex(of: item.kind) ?? 0)
      append(item.points)
    }
  }

  /// Whether there are so many bytes that no others are to be added.
  var isFull: Bool { bytes.count >= Self.bytesMax }

  /// Departments stand in pieces of so many bytes, which ``starts`` can count.
  private static let bytesMax = 1 << 20

  /// Frees what only adding takes.
  mutating func seal() {
    places = ([:], [:])
    bytes = Self.fitted(bytes)
    starts = Self.fitted(starts)
  }

  /// The same without room for more.
  private static func fitted<Element>(_ all: [Element]) -> [Element] {
    var fitted: [Element] = []
    fitted.reserveCapacity(all.count)
    fitted += all
    return fitted
  }

  // MARK: Writing

  private mutating func append(_ side: RecordImpact.Side, isCompared: Bool) {
    if isCompared {
      append(side.score ?? .zero)
    } else {
      append((side.score == nil ? 0 : 1) + (side.range == nil ? 0 : 2))
      if let score = side.score { append(score) }
      if let range = side.range { append(range) }
    }
    append(side.grades.count)
    for grade in side.grades { append(place(of: grade)) }
    append(side.missing.count)
    for name in side.missing { append(place(of: name)) }
  }

  private mutating func append(_ range: Interval) {
    if let single = range.single {
      bytes.append(0)
      append(single)
      return
    }
    var form: UInt8 = 1
    for (index, end) in [range.lower, range.upper].enumerated() {
      if let end { form |= (end.isClosed ? 6 : 2) << UInt8(index * 2) }
    }
    bytes.append(form)
    for end in [range.lower, range.upper] { if let end { append(end.value) } }
  }

  /// The denominator, then the numerator; 0 and an index for a long number.
  private mutating func append(_ number: Rational) {
    guard let (numerator, denominator) = number.machineFraction else {
      append(0)
      append(numbers.count)
      numbers.append(number)
      return
    }
    append(denominator)
    append(signed: numerator)
  }

  private mutating func append(signed number: Int) {
    // The sign stands in the last bit, so that small numbers of either sign are short.
    append(UInt(bitPattern: number << 1 ^ number >> (Int.bitWidth - 1)))
  }

  private mutating func append(_ count: Int) { append(UInt(bitPattern: count)) }

  private mutating func append(_ number: UInt) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private mutating func place(of text: String) -> Int {
    if let known = places.texts[text] { return known }
    places.texts[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  private mutating func place(of problem: RecordImpact.Problem) -> Int {
    if let known = places.problems[problem] { return known }
    places.problems[problem] = problems.count
    problems.append(problem)
    return problems.count - 1
  }

  // MARK: Reading

  /// A department, as it was added.
  public subscript(index: Int) -> RecordImpact {
    var reader = Reader(bytes: bytes, at: Int(starts[index]))
    let head = reader.head()
    let department =
      head.hasDepartment ? String(decoding: bytes[reader.name()], as: UTF8.self) : nil
    let year = head.hasYear ? reader.signed() : nil
    let isCompared = head.status == .compared
    let errors =
      head.status == .failed ? (0..<reader.count()).map { _ in problems[reader.count()] } : []
    let old = side(&reader, isCompared: isCompared)
    let new = side(&reader, isCompared: isCompared)
    let indicators = (0..<reader.count()).map { _ in
      RecordImpact.IndicatorImpact(row: reader.count(), change: range(&reader))
    }
    let whole = (0..<reader.count()).map { _ in
      RecordImpact.WholeImpact(
        kind: AdjustmentResult.Kind.inOrder[reader.count()], points: number(&reader))
    }
    var change: Rational?
    var changeRange: Interval?
    if let first = old.score, let second = new.score, isCompared { change = second - first }
    if let first = old.range, let second = new.range, head.status != .failed {
      changeRange = second - first
    }
    return RecordImpact(
      department: department, fiscalYear: year, status: head.status, old: old, new: new,
      change: change, changeRange: changeRange, indicators: indicators, whole: whole,
      hasOtherGrade: head.hasOtherGrade, errors: errors)
  }

  /// How far a department can be compared, and its change if it is.
  func outcome(_ index: Int) -> (status: RecordImpact.Status, change: Rational?) {
    var reader = Reader(bytes: bytes, at: Int(starts[index]))
    let head = reader.head()
    guard head.status == .compared else { return (head.status, nil) }
    if head.hasDepartment { _ = reader.name() }
    if head.hasYear { _ = reader.signed() }
    let old = side(&reader, isCompared: true, isShort: true)
    return (.compared, number(&reader) - (old.score ?? .zero))
  }

  /// The name of a department in UTF-8; empty where it has none.
  func name(_ index: Int) -> ArraySlice<UInt8> {
    var reader = Reader(bytes: bytes, at: Int(starts[index]))
    return reader.head().hasDepartment ? bytes[reader.name()] : []
  }

  private func side(
    _ reader: inout Reader, isCompared: Bool, isShort: Bool = false
  ) -> RecordImpact.Side {
    var score: Rational?
    var range: Interval?
    if isCompared {
      score = number(&reader)
      range = score.map { Interval($0) }
    } else {
      let form = reader.count()
      if form & 1 != 0 { score = number(&reader) }
      if form & 2 != 0 { range = self.range(&reader) }
    }
    let grades = names(&reader, isShort)
    return RecordImpact.Side(
      score: score, range: range, grades: grades, missing: names(&reader, isShort))
  }

  /// Names that follow each other; where nobody wants them they are passed over.
  private func names(_ reader: inout Reader, _ isPassedOver: Bool) -> [String] {
    let count = reader.count()
    guard isPassedOver else { return (0..<count).map { _ in texts[reader.count()] } }
    for _ in 0..<count { _ = reader.count() }
    return []
  }

  private func range(_ reader: inout Reader) -> Interval {
    let form = reader.byte()
    if form == 0 { return Interval(number(&reader)) }
    var ends: [Interval.End?] = []
    for index in 0..<2 as Range<UInt8> {
      let bits = form >> (index * 2) & 6
      ends.append(bits == 0 ? nil : Interval.End(number(&reader), isClosed: bits == 6))
    }
    return Interval(lower: ends[0], upper: ends[1]) ?? .all
  }

  private func number(_ reader: inout Reader) -> Rational {
    let denominator = reader.count()
    if denominator == 0 { return numbers[reader.count()] }
    return Rational(reader.signed(), over: denominator) ?? .zero
  }

  /// The first byte of a department.
  private struct Head {
    let status: RecordImpact.Status
    let hasDepartment: Bool
    let hasYear: Bool
    let hasOtherGrade: Bool?

    var byte: UInt8 {
      let grade: UInt8 = hasOtherGrade.map { $0 ? 2 : 1 } ?? 0
      return UInt8(status.order) | (hasDepartment ? 4 : 0) | (hasYear ? 8 : 0) | grade << 4
    }
  }

  /// Goes through the bytes of a department.
  private struct Reader {
    let bytes: [UInt8]
    var at: Int

    mutating func byte() -> UInt8 {
      at += 1
      return bytes[at - 1]
    }

    mutating func head() -> Head {
      let byte = byte()
      let grades: [Bool?] = [nil, false, true, nil]
      return Head(
        status: RecordImpact.Status.inOrder[Int(byte & 3)], hasDepartment: byte & 4 != 0,
        hasYear: byte & 8 != 0, hasOtherGrade: grades[Int(byte >> 4 & 3)])
    }

    mutating func number() -> UInt {
      var number: UInt = 0
      var shift: UInt = 0
      while true {
        let byte = byte()
        number |= UInt(byte & 0x7F) << shift
        if byte < 0x80 { return number }
        shift += 7
      }
    }

    mutating func count() -> Int { Int(bitPattern: number()) }

    mutating func signed() -> Int {
      let number = number()
      return Int(bitPattern: number >> 1) ^ -Int(bitPattern: number & 1)
    }

    /// Where the name stands that comes next.
    mutating func name() -> Range<Int> {
      let count = count()
      at += count
      return at - count..<at
    }
  }
}

extension RecordImpact.Status {
  /// In the order in which reports have departments.
  static let inOrder: [Self] = [.compared, .undetermined, .failed]

  /// The place in ``inOrder``.
  var order: Int {
    switch self {
    case .compared: 0
    case .undetermined: 1
    case .failed: 2
    }
  }
}
