import Evaluator
import ExactNumbers
import Reports
import RuleLang
import Testing

/// The forms of ``Forms``, and the same after a change of policy that touches most of them.
enum ChangedForms {
  private static let edits: [(String, String)] = [
    ("  年度 2023", "  年度 2024"), ("优秀值 ＝ 12.5%", "优秀值 ＝ 15%"), ("  人数：数量", "  人员数：数量"),
    ("计算 人数 ÷ 编制", "计算 人员数 ÷ 编制"), ("编制：数量 人，不小于 1", "编制：数量 人，不小于 2"),
    ("按比例每 1 个百分点 扣 0.37 分", "按比例每 1 个百分点 扣 0.5 分"), ("扣 1 分，扣至 1 分", "扣 1 分，扣至 0.5 分"),
    ("“不齐全”", "“不够齐全”"), ("二等 得 3 分", "二等 得 2 分"), ("要点 3 分 当 省级", "要点 2 分 当 省级"),
    ("每 违规 扣 1 分", "每 违规 扣 1.5 分"), ("评定 4 至 8 分", "评定 5 至 8 分"),
    ("不适用 当 采购预算 ＝ 0 剔除 折算到上级", "不适用 当 采购预算 ＝ 0 得满分"), ("≥ 100%   得 14 分", "≥ 100%   得 16 分"),
    ("指标 及时 10 分", "指标 及时性 10 分"), ("每满 7 天 扣 1.5 分", "每满或不足 7 天 扣 1.5 分"),
    ("[1, 2]  得 20 分", "[1, 3]  得 20 分"), ("≥ 3     不得分", "≥ 4     不得分"),
    ("优 ≥ 90", "优 ≥ 88"), ("良 [80, 90)", "良 [80, 88)"), ("加分 2 分 当 获奖", "加分 3 分 当 获奖"),
    ("核对 “采购支出不大于预算”\n  采购支出 ≤ 采购预算", "核对 “追加不大于预算”\n  追加 ≤ 预算"),
  ]

  /// The rules after the change.
  static func rules() -> String {
    edits.reduce(Forms.rules) { text, edit in
      #expect(text.contains(edit.0), "\(edit.0)")
      return text.replacing(edit.0, with: edit.1)
    }
  }

  /// The comparison of both.
  static func comparison() throws -> RulesetComparison {
    let old = try Bench(Forms.rules, data: Forms.data).ruleset
    let new = try Bench(rules(), data: "[]").ruleset
    return RulesetComparer.compare(old, new)
  }

  /// What the change does to the departments of ``Forms``, one without errors and one that lacks
  /// figures, and to one whose data are wrong.
  static func impacts(_ comparison: RulesetComparison) throws -> [RecordImpact] {
    var data = Forms.data.dropLast()
    data += """
      ,{"ruleset": "各种形式", "department": "丙局", "fiscalYear": 2023,
        "facts": {"支出": "-3 万元"}}]
      """
    let set = DataReader.read(
      DataInput(path: "数据.json", bytes: Array(String(data).utf8)), firstFileIndex: 1)
    let binders = comparison.binders
    let engines = (Engine(Program(comparison.old)), Engine(Program(comparison.new)))
    let comparer = ImpactComparer(comparison)
    return set.records.map { raw in
      let (first, second) = (binders.old.bind(raw), binders.new.bind(raw))
      return comparer.impact(
        raw, old: engines.0.evaluate(first.record, errors: first.diagnostics),
        new: engines.1.evaluate(second.record, errors: second.diagnostics))
    }
  }
}
