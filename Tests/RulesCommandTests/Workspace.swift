import Foundation
import RuleLang

@testable import RulesCommand

/// A folder of its own for one test, in which commands run.
final class Workspace {
  private let folder: URL

  /// The day on the clock: 2024-02-29.
  private static let today = Date(dayNumber: 19_782)

  /// The folder's path.
  var path: String { folder.path }

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "rules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Puts a text in a file, with the folders it needs.
  func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  /// Puts bytes in a file, with the folders it needs.
  func write(_ data: Data, to path: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  /// Puts bytes in a file.
  func write(_ bytes: [UInt8], to path: String) throws { try write(Data(bytes), to: path) }

  /// Makes an empty folder.
  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      at: folder.appending(path: path), withIntermediateDirectories: true)
  }

  /// The text of a file; nil where there is none.
  func text(of path: String) -> String? {
    try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  /// The bytes of a file; none where there is none.
  func bytes(of path: String) -> [UInt8] {
    (try? Data(contentsOf: folder.appending(path: path))).map { Array($0) } ?? []
  }

  /// The names in a folder.
  func names(in path: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: path).path)
    return (names ?? []).sorted()
  }

  /// Runs a command in the folder.
  func run(
    _ arguments: String..., input: String = "",
    variables: [String: String] = ["LANG": "zh_CN.UTF-8"], isTerminal: Bool = false
  ) -> Outcome {
    run(arguments, input: input, variables: variables, isTerminal: isTerminal)
  }

  /// Runs a command in the folder.
  func run(
    _ arguments: [String], input: String = "",
    variables: [String: String] = ["LANG": "zh_CN.UTF-8"], isTerminal: Bool = false,
    interruption: Interruption = .none, partBytes: Int? = nil, readsInParts: Bool = true,
    sheetRows: Int? = nil
  ) -> Outcome {
    let output = Capture()
    let errors = Capture()
    var rest = Array(input.utf8)[...]
    let console = Console(
      output: OutputStream(isTerminal: isTerminal, sink: output.take),
      errors: OutputStream(isTerminal: isTerminal, sink: errors.take),
      readInput: { _ in
        defer { rest = [] }
        return Array(rest)
      },
      readPiece: { bytesMax in
        let piece = rest.prefix(bytesMax)
        rest = rest.dropFirst(piece.count)
        return Array(piece)
      })
    var environment = CommandEnvironment(
      console: console, workingFolder: path, variable: { variables[$0] },
      today: { Self.today }, interruption: interruption)
    environment.readsInParts = readsInParts
    if let sheetRows { environment.sheetRows = sheetRows }
    if let partBytes {
      environment.partBytes = partBytes
      environment.keptKeyBytesMax = partBytes
    }
    let status = RulesTool.run(arguments, in: environment)
    return Outcome(status: status.rawValue, output: output.text, errors: errors.text)
  }
}

/// What a run left.
struct Outcome: Equatable {
  let status: Int32
  let output: String
  let errors: String

  init(status: Int32, output: String = "", errors: String = "") {
    self.status = status
    self.output = output
    self.errors = errors
  }
}

/// Keeps what is written to a stream.
private final class Capture {
  private var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  func take(_ part: [UInt8]) -> FileError? {
    bytes += part
    return nil
  }
}

/// Rules for the tests.
enum Rules {
  /// A small ruleset without errors, laid out.
  static func scheme(_ name: String = "部门整体支出", year: Int = 2023) -> String {
    """
    规则集 \(name)
      年度 \(year)
      总分 10 分

    数据
      年初预算：金额 万元，大于 0
      追加预算：金额 万元，不小于 0
      制度健全：是否

    一级指标 过程 10 分

    三级指标 预算调整率 5 分
      计算 追加预算 ÷ 年初预算
      ≤ 10%   得满分
      ＞ 10%  不得分

    三级指标 制度建设 5 分
      要点 5 分 当 制度健全 “制度健全”

    等次
      合格 ≥ 6
      不合格 ＜ 6

    测试 “恰好 10%”
      已知 年初预算 ＝ 100 万元，追加预算 ＝ 10 万元
      应得 预算调整率 ＝ 5 分

    """
  }

  /// The data of a department, by which it has full points.
  static func record(_ department: String, scheme: String? = "甲", year: Int = 2023) -> String {
    let ruleset = scheme.map { "\"ruleset\": \"\($0)\", " } ?? ""
    return """
      {
        \(ruleset)"department": "\(department)", "fiscalYear": \(year),
        "facts": { "年初预算": "100 万元", "追加预算": "5 万元", "制度健全": true }
      }

      """
  }
}
