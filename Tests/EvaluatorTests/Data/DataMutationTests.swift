import RuleLang
import Testing

@testable import Evaluator

/// Damaged data: reading and binding always return, and every place lies in its file.
@Suite("Damaged data")
struct DataMutationTests {
  static let json = """
    [{"ruleset": "示例评价", "department": "甲局", "fiscalYear": 2023, "unit": "万元",
      "facts": {"编制人数": "８ 人", "年初预算": "25,274.07", "追加预算": -1e3, "完成率": "98.5%",
        "预算公开": true, "验收日期": "2023年12月31日", "档次": "一等", "说明": "“好”", "下限": "1%",
        "系数": {"values": [{"value": 1, "source": "甲"}, "2"], "use": "2", "reason": "…"},
        "上限": {"value": "2%", "source": "乙", "asOf": "2023-12-31"},
        "项目": [{"名称": "甲", "预算": "1 元", "完成": "是"}], "清单": []},
      "sources": {"编制人数": "一"}, "judgments": {"社会效益": {"score": "4.5", "reason": "…"}},
      "claims": {"scores": {"调整率": "0"}, "measures": {"调整率": "9%"}, "total": "9"}},
     {"部门": "乙局", "年度": "2023", "数据": {"客流": "1.5 万人"}}]
    """

  static let csv = """
    部门,年度,编制人数,年初预算（万元）,完成率(%),预算公开,社会效益（评分）,社会效益（理由）
    甲局,2023,8,"25,274.07",90,是,4.5,少
    乙局,2023,５人,1.47亿元,,否,,""
    """

  static let table = "部门,名称,预算（万元）\n甲局,公安,\"1,104.2\"\n乙局,,7 元\n"

  /// SplitMix64: the same numbers from the same seed on every run.
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// What is put in: signs that mean something, and words that stand elsewhere in data.
  static let pieces: [[UInt8]] =
    Array("\"\\{}[]:,;\n'-.eE0%（）() =".utf8).map { [$0] }
    + [[0xE2], [0xFF], [0x80], [0]]
    + ["万", "亿元", "人", "null", "true", "values", "use", "9e999", "，", "：", "年", "\"\":{"]
    .map { Array($0.utf8) }

  static func mutated(_ original: [UInt8], _ generator: inout Generator) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      let end = min(bytes.count, place + Int.random(in: 1...12, using: &generator))
      let piece = pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes.insert(contentsOf: piece, at: place)
      case 1: bytes.replaceSubrange(place..<end, with: piece)
      case 2: bytes.removeSubrange(place..<end)
      default: bytes.insert(contentsOf: bytes[place..<end], at: place)
      }
    }
    return bytes
  }

  @Test("damaged texts never trap", arguments: 0..<10)
  func damaged(seed: Int) throws {
    let binder = Binder(ruleset: try DataFixture.ruleset())
    var generator = Generator(state: UInt64(seed))
    for round in 0..<1000 {
      let isJSON = round % 2 == 0
      let main = Self.mutated(Array((isJSON ? Self.json : Self.csv).utf8), &generator)
      let side = round % 3 == 0 ? Self.mutated(Array(Self.table.utf8), &generator) : []
      let path = round % 5 == 0 ? "数据" : isJSON ? "数据.json" : "数据.csv"
      let data = DataReader.read(
        DataInput(path: path, bytes: main),
        tables: side.isEmpty ? [] : [("项目", DataInput(path: "数据.项目.csv", bytes: side))],
        firstFileIndex: 3)
      let run = DataRun(data, binder)
      let found = run.found.flatMap { $0 } + run.fileFound
      let strays = found.filter { diagnostic in
        let index = diagnostic.range.file - 3
        return !data.files.indices.contains(index)
          || diagnostic.range.upper > data.files[index].bytes.count
      }
      #expect(strays.isEmpty, "seed \(seed) round \(round)")
      let isWhole = run.records.allSatisfy { $0.facts.count == binder.ruleset.facts.count }
      #expect(isWhole, "seed \(seed) round \(round)")
    }
  }
}
