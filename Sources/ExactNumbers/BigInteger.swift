/// A whole number of any size.
///
/// Numbers that fit a machine word are kept in one and cost no allocation. The form is unique: equal
/// numbers are equal in storage, so comparing and hashing need no arithmetic.
public struct BigInteger: Hashable, Sendable {
  enum Storage: Hashable, Sendable {
    case small(Int)
    /// Only for what does not fit `small`.
    case large(Magnitude, isNegative: Bool)
  }

  let storage: Storage

  /// The number 0.
  public static let zero = BigInteger(0)

  /// The number 1.
  public static let one = BigInteger(1)

  /// Makes the number from a machine word.
  public init(_ value: Int) {
    storage = .small(value)
  }

  /// Makes the number from a double machine word.
  public init(_ value: Int128) {
    let word = Int(truncatingIfNeeded: value)
    if Int128(word) == value {
      storage = .small(word)
    } else {
      storage = .large(Magnitude(value.magnitude), isNegative: value < 0)
    }
  }

  /// Makes the number from its size and sign, in a word if it fits one.
  init(_ magnitude: Magnitude, isNegative: Bool) {
    guard magnitude.words.count <= 1 else {
      storage = .large(magnitude, isNegative: isNegative)
      return
    }
    let word = magnitude.words.first ?? 0
    if word <= Int.max.magnitude {
      storage = .small(isNegative ? -Int(word) : Int(word))
    } else if isNegative && word == Int.min.magnitude {
      storage = .small(.min)
    } else {
      storage = .large(magnitude, isNegative: isNegative)
    }
  }

  /// The size of the number, for arithmetic on words.
  var absoluteValue: Magnitude {
    switch storage {
    case .small(let value): Magnitude(value.magnitude)
    case .large(let magnitude, _): magnitude
    }
  }

  /// The number as a machine word, if it fits one.
  public var machineWord: Int? {
    guard case .small(let value) = storage else { return nil }
    return value
  }

  /// The number of bits that the absolute value needs; 0 for zero.
  public var bitWidth: Int {
    switch storage {
    case .small(let value): UInt.bitWidth - value.magnitude.leadingZeroBitCount
    case .large(let magnitude, _): magnitude.bitWidth
    }
  }

  /// Whether the number is 0.
  public var isZero: Bool { storage == .small(0) }

  /// Whether the number is below 0.
  public var isNegative: Bool {
    switch storage {
    case .small(let value): value < 0
    case .large(_, let isNegative): isNegative
    }
  }

  /// Returns -1, 0 or 1 for a negative number, zero and a positive number.
  public func signum() -> Int {
    switch storage {
    case .small(let value): value.signum()
    case .large(_, let isNegative): isNegative ? -1 : 1
    }
  }

  /// Whether the number is a multiple of 2.
  public var isEven: Bool {
    switch storage {
    case .small(let value): value & 1 == 0
    case .large(let magnitude, _): (magnitude.words.first ?? 0) & 1 == 0
    }
  }

  /// Whether the number is not a multiple of 2.
  public var isOdd: Bool { !isEven }

  /// The absolute value.
  public var magnitude: BigInteger { isNegative ? -self : self }
}

extension BigInteger: Comparable {
  /// Whether the first number is below the second.
  public static func < (lhs: BigInteger, rhs: BigInteger) -> Bool {
    switch (lhs.storage, rhs.storage) {
    case (.small(let left), .small(let right)): left < right
    case (.small, .large(_, let isNegative)): !isNegative
    case (.large(_, let isNegative), .small): isNegative
    case (.large(let left, let leftIsNegative), .large(let right, let rightIsNegative)):
      if leftIsNegative != rightIsNegative {
        leftIsNegative
      } else {
        leftIsNegative ? right < left : left < right
      }
    }
  }
}
