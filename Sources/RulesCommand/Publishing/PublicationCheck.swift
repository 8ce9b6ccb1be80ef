import RuleLang

extension LoadedRuleset {
  /// The same after a look at its publication file: the meaning of a published revision stays.
  ///
  /// Without a publication file nothing is read and nothing computed.
  func checkedAgainstPublication(in files: FileSystem) throws(CommandFailure) -> LoadedRuleset {
    guard let file = try Publication.file(of: source, in: files) else { return self }
    let index = self.files.count
    let (publication, findings) = PublicationReader.read(file, index: index)
    if !findings.isEmpty { return adding(findings, file) }
    guard var ruleset else { return self }
    ruleset.settleDigest()
    guard let entry = publication.entry(year: ruleset.year, revision: ruleset.revision),
      entry.digest != ruleset.digest
    else { return with(ruleset) }
    let range = entry.range ?? 0..<0
    let finding = Finding.changedAfterPublishing(
      entry, now: ruleset.digest, next: publication.nextRevision(year: ruleset.year),
      record: SourceRange(file: index, lower: range.lowerBound, upper: range.upperBound))
    return adding([finding.at(revisionPlace)], file)
  }

  /// Where the revision is said or, without that, the year.
  var revisionPlace: SourceRange {
    var place: SourceRange?
    for statement in checked.files.lazy.flatMap(\.statements) {
      switch statement.kind {
      case .revision(let number): return number.range
      case .fiscalYear(let year): place = place ?? year.range
      default: continue
      }
    }
    return place ?? SourceRange(file: 0, lower: 0, upper: 0)
  }

  private func with(_ ruleset: Ruleset) -> LoadedRuleset {
    LoadedRuleset(
      source: source, files: files, checked: checked, diagnostics: diagnostics, ruleset: ruleset)
  }

  private func adding(_ findings: [Diagnostic], _ file: SourceFile) -> LoadedRuleset {
    LoadedRuleset(
      source: source, files: files + [file], checked: checked,
      diagnostics: (diagnostics + findings).sortedAndCapped(), ruleset: nil)
  }
}
