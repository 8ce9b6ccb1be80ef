/// Files that state again what another file states, as a copy left beside its original does.
///
/// The files of a folder make one ruleset, so every name of such a copy is declared twice. That is
/// one mistake and makes one finding. A file that states mostly things of its own is no copy.
struct CopiedFiles {
  /// How many things a file states again before it is taken for a copy.
  static let repetitionsMin = 3

  /// The files, by index.
  private(set) var files: Set<Int> = []

  /// A finding for each.
  private(set) var diagnostics: [Diagnostic] = []

  /// Looks for copies in what the checker found.
  ///
  /// - Complexity: O(*n*) in the number of findings, and in the size of the files they are about.
  init(_ found: [Diagnostic], _ read: [RuleFile], _ sources: [SourceFile]) {
    var repetitions: [Int: [Diagnostic]] = [:]
    for finding in found {
      guard finding.code == .duplicateName || finding.code == .duplicateStatement,
        let first = finding.labels.first, first.range.file != finding.range.file
      else { continue }
      repetitions[finding.range.file, default: []].append(finding)
    }
    for (file, again) in repetitions.sorted(by: { $0.key < $1.key })
    where again.count >= Self.repetitionsMin && again.count * 2 > read[file].declarationCount {
      guard let place = again.first, let first = place.labels.first?.range else { continue }
      files.insert(file)
      let finding = Finding.copiedFile(
        count: again.count, other: sources[first.file].path, first: first)
      diagnostics.add(finding, at: place.range)
    }
  }
}

extension RuleFile {
  /// How many things it declares that a ruleset has once; columns belong to their table.
  fileprivate var declarationCount: Int {
    var count = 0
    var isInTable = false
    for statement in statements {
      switch statement.kind {
      case .table:
        isInTable = true
        count += 1
      case .field: count += isInTable ? 0 : 1
      case .ruleset, .fiscalYear, .revision, .totalPoints, .define, .parameter, .heading,
        .indicator:
        isInTable = false
        count += 1
      default: isInTable = false
      }
    }
    return count
  }
}
