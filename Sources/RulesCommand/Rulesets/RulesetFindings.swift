import RuleLang

/// The findings about several rulesets, with places in one list of files.
struct RulesetFindings {
  /// The files of all rulesets, in order.
  private(set) var files: [SourceFile] = []

  /// The findings of each ruleset.
  private(set) var byRuleset: [[Diagnostic]] = []

  /// The findings of all, in order.
  var all: [Diagnostic] { byRuleset.flatMap { $0 } }

  /// Gathers the findings, and adds those about rulesets that get in each other's way.
  ///
  /// - Parameters:
  ///   - rulesets: the rulesets of a run.
  ///   - knowsAll: whether all versions of a scheme and year are among them, so that days without
  ///     any can be told.
  init(_ rulesets: [LoadedRuleset], knowsAll: (LoadedRuleset) -> Bool = { _ in true }) {
    var schemes: [Scheme: [Version]] = [:]
    var order: [Scheme] = []
    let mistaken = Set(rulesets.flatMap(\.mistakenPaths))
    for (index, loaded) in rulesets.enumerated() {
      // What is wrong in a version is not said again of those that amend it.
      let found = loaded.diagnostics.filter {
        $0.code != .brokenBase || !loaded.isAbout($0, in: mistaken)
      }
      byRuleset.append(found.map { $0.moved(byFiles: files.count) })
      let header = RulesetHeader(loaded.checked.files)
      if let name = header.name, let year = header.yearNumber {
        let scheme = Scheme(name: name.text, year: year)
        if schemes[scheme] == nil { order.append(scheme) }
        schemes[scheme, default: []].append(
          Version(
            ruleset: index, revision: header.revisionNumber, period: header.period?.days,
            place: name.range.moved(byFiles: files.count),
            periodPlace: header.period?.range.moved(byFiles: files.count)))
      }
      files += loaded.files
    }
    for scheme in order {
      let versions = schemes[scheme] ?? []
      // A period that ends before it begins has been reported.
      guard versions.allSatisfy({ !($0.period?.isReversed ?? false) }) else { continue }
      compare(versions, of: scheme)
      let places = versions.map { rulesets[$0.ruleset] }
      if versions.contains(where: { $0.period != nil }), places.allSatisfy(knowsAll) {
        findGaps(among: versions, of: scheme)
      }
    }
  }

  private struct Scheme: Hashable {
    let name: String
    let year: Int
  }

  /// A version, and where it stands in the list of all files.
  private struct Version {
    let ruleset: Int
    let revision: Int
    let period: EffectivePeriod?
    let place: SourceRange
    let periodPlace: SourceRange?
  }

  /// Reports versions that cannot be told apart, and periods that have days in common.
  private mutating func compare(_ versions: [Version], of scheme: Scheme) {
    for (index, version) in versions.enumerated() {
      for other in versions[..<index] {
        if other.revision == version.revision {
          byRuleset[version.ruleset].add(
            .schemeStandsTwice(scheme.name, year: scheme.year, first: other.place),
            at: version.place)
          break
        }
        guard let period = version.period, let earlier = other.period,
          let day = period.firstCommonDay(with: earlier), let place = version.periodPlace
        else { continue }
        byRuleset[version.ruleset].add(
          .periodOverlap(
            scheme.name, year: scheme.year, day: day, first: other.periodPlace ?? other.place),
          at: place)
      }
    }
  }

  private mutating func findGaps(among versions: [Version], of scheme: Scheme) {
    let all = SchemeVersions(versions.map { ($0.revision, $0.period) })
    for gap in all.gaps(in: scheme.year) {
      let version = versions[gap.after ?? versions.startIndex]
      byRuleset[version.ruleset].add(
        .periodGap(scheme.name, year: scheme.year, days: gap.days),
        at: version.periodPlace ?? version.place)
    }
  }
}

extension LoadedRuleset {
  /// The files that have errors of their own.
  fileprivate var mistakenPaths: [String] {
    diagnostics.filter { $0.severity == .error && $0.code != .brokenBase }.compactMap {
      files.indices.contains($0.range.file) ? files[$0.range.file].path : nil
    }
  }

  /// Whether a finding has its cause in one of these files.
  fileprivate func isAbout(_ finding: Diagnostic, in paths: Set<String>) -> Bool {
    if finding.labels.isEmpty { return !paths.isEmpty }
    return finding.labels.contains {
      files.indices.contains($0.range.file) && paths.contains(files[$0.range.file].path)
    }
  }
}

extension SourceRange {
  /// The same place where the files before its own are so many more.
  fileprivate func moved(byFiles count: Int) -> SourceRange {
    SourceRange(file: file + count, lower: lower, upper: upper)
  }
}

extension Diagnostic {
  /// The same finding where the files before its own are so many more.
  fileprivate func moved(byFiles count: Int) -> Diagnostic {
    Diagnostic(
      code, message, at: range.moved(byFiles: count), note: note,
      labels: labels.map { Label($0.range.moved(byFiles: count), $0.message) }, helps: helps)
  }
}
