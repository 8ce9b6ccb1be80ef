import RuleLang

/// Where the statements of an amended ruleset come from, in words.
struct OriginNotes {
  let trail: VersionTrail
  let paths: [String]
  let say: Wording

  /// The versions with their files, the oldest first.
  var versions: [String] {
    trail.layers.flatMap { layer in
      [PlainText.of(name(of: layer))]
        + layer.files.filter(paths.indices.contains).map { "  " + PlainText.of(paths[$0]) }
    }
  }

  /// What was removed on the way, by whom, and where it stood, under a title.
  func removed(from files: [SourceFile]) -> [String] {
    let statements = removedStatements(from: files)
    guard !statements.isEmpty else { return [] }
    return ["", say("已删除：", "Removed:")] + statements.map { "  " + PlainText.of($0) }
  }

  /// What was removed on the way, by whom, and where it stood; only what somebody wants to know of.
  func removedStatements(
    from files: [SourceFile], where isTold: (Statement) -> Bool = { _ in true }
  ) -> [String] {
    let formatter = Formatter(vocabulary: say.language)
    return trail.removed.filter { isTold($0.statement) }.map { removed in
      let by = trail.layers.indices.contains(removed.layer) ? trail.layers[removed.layer] : nil
      let range = removed.statement.range
      var place = ""
      if paths.indices.contains(range.file), files.indices.contains(range.file) {
        let line = files[range.file].position(of: range.lower).line
        place = say.bracketed("\(paths[range.file]):\(line)")
      }
      let version = by.map { short($0) + " " } ?? ""
      return version + formatter.line(removed.statement) + place
    }
  }

  /// Where a statement comes from: `2023`, `2024 替换`, `2024 新增`.
  func remark(_ statement: Statement) -> String? {
    guard let origin = trail.origin(of: statement) else { return nil }
    let action: String? =
      switch origin.action {
      case .replaced: say("替换", "replaced")
      case .added: say("新增", "added")
      case nil: nil
      }
    return [short(origin.layer), action].compactMap { $0 }.joined(separator: " ")
  }

  /// What the last version did with what is declared at a place; nil for what earlier ones had.
  func change(at range: SourceRange) -> String? {
    guard let origin = trail.origin(at: range), trail.layers.count > 1,
      origin.layer.files == trail.layers.last?.files
    else { return nil }
    let isReplaced = origin.action == .replaced
    let action = isReplaced ? say("替换", "replaced") : say("新增", "added")
    return short(origin.layer) + " " + action
  }

  private func short(_ layer: VersionTrail.Layer) -> String {
    layer.revision == 1
      ? String(layer.year)
      : String(layer.year) + say("修订\(layer.revision)", "r\(layer.revision)")
  }

  private func name(of layer: VersionTrail.Layer) -> String {
    say(
      "\(layer.year) 年度，修订 \(layer.revision)：",
      "Fiscal year \(layer.year), revision \(layer.revision):")
  }
}
