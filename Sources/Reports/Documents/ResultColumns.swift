public import ExactNumbers

/// Which columns a table of results has, and how its numbers are written.
public struct ResultColumns: Sendable {
  /// A column, or the columns of all indicators or headings.
  public enum Kind: String, CaseIterable, Sendable {
    case department, year, status
    /// One column an indicator.
    case scores
    /// One column a heading.
    case headings
    case total, grade, lowest, highest, missing, errors

    /// The Chinese spelling.
    public var chinese: String {
      switch self {
      case .department: "部门"
      case .year: "年度"
      case .status: "状态"
      case .scores: "得分"
      case .headings: "标题"
      case .total: "总分"
      case .grade: "等次"
      case .lowest: "最低可能"
      case .highest: "最高可能"
      case .missing: "缺少"
      case .errors: "错误"
      }
    }

    /// The kind of a name in either language; nil where it is none.
    public static func named(_ name: String) -> Kind? {
      Kind(rawValue: name) ?? allCases.first { $0.chinese == name }
    }
  }

  /// The columns, in order.
  public var kinds: [Kind]

  /// The fewest digits behind the point; a number is padded with zeros and never cut.
  public var decimalsMin: Int

  /// What heads the column of the department; nil is the word of the language.
  public var departmentName: String?

  /// The most digits behind the point that a table may be asked for.
  public static let decimalsMax = 20

  /// Columns from their parts; without them, all there are.
  public init(
    kinds: [Kind] = Kind.allCases, decimalsMin: Int = 0, departmentName: String? = nil
  ) {
    self.kinds = kinds
    self.decimalsMin = decimalsMin
    self.departmentName = departmentName
  }

  /// A number as the table has it: exact and, where it has no exact decimal, to six digits behind
  /// the point or as many as were asked for.
  public func number(_ value: Rational) -> String {
    let text = value.decimalText ?? value.decimalText(places: max(6, decimalsMin))
    guard decimalsMin > 0 else { return text }
    let point = text.utf8.firstIndex(of: UInt8(ascii: "."))
    let digits = point.map { text.utf8.distance(from: $0, to: text.utf8.endIndex) - 1 } ?? 0
    let zeros = String(repeating: "0", count: max(0, decimalsMin - digits))
    return text + (point == nil ? "." : "") + zeros
  }
}
