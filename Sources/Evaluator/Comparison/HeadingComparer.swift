import ExactNumbers
import RuleLang

/// Compares the headings of two rulesets.
enum HeadingComparer {
  static func changes(_ context: ComparisonContext) -> [RuleChange] {
    let (old, new, pairing) = (context.old, context.new, context.matching.headings)
    var changes: [RuleChange] = []
    func add(
      _ kind: RuleChange.Kind, _ aspect: RuleChange.Aspect?, _ name: String, _ old: String?,
      _ new: String?, affects: Bool = true
    ) {
      changes.append(
        RuleChange(
          subject: .heading, kind: kind, aspect: aspect, name: name, old: old, new: new,
          affectsResults: affects))
    }
    let reordered = reordered(context)
    for index in pairing.removed {
      add(.removed, nil, old.headings[index].name, old.headings[index].points.description, nil)
    }
    for (index, heading) in new.headings.enumerated() {
      guard let partner = pairing.oldOfNew[index] else {
        add(.added, nil, heading.name, nil, heading.points.description)
        continue
      }
      let before = old.headings[partner]
      if pairing.renamed.contains(index), before.name != heading.name {
        add(.renamed, nil, heading.name, before.name, heading.name, affects: false)
      }
      if before.points != heading.points {
        add(
          .changed, .points, heading.name, before.points.description, heading.points.description)
      }
      if before.weight != heading.weight {
        add(
          .changed, .weight, heading.name, before.weight.map(percent), heading.weight.map(percent))
      }
      let parents = (before.parent, heading.parent)
      if parents.0.flatMap({ pairing.newOfOld[$0] }) != parents.1 {
        add(
          .moved, .place, heading.name, parents.0.map { old.headings[$0].name } ?? "",
          parents.1.map { new.headings[$0].name } ?? "")
      } else if reordered.contains(index) {
        add(.reordered, .order, heading.name, nil, nil, affects: false)
      }
      let bases = (before.basis.joined(separator: "；"), heading.basis.joined(separator: "；"))
      if bases.0 != bases.1 {
        add(.reworded, .basis, heading.name, bases.0, bases.1, affects: false)
      }
    }
    return changes
  }

  private static func percent(_ weight: Rational) -> String {
    (weight * .hundred).description + "%"
  }

  private static func reordered(_ context: ComparisonContext) -> Set<Int> {
    let pairing = context.matching.headings
    let below = Dictionary(grouping: context.new.headings.indices) {
      context.new.headings[$0].parent
    }
    return below.values.reduce(into: []) { $0.formUnion(pairing.reordered(among: $1)) }
  }
}
