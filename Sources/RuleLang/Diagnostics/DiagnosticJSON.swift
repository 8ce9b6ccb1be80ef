/// Diagnostics as the text of a JSON array, for programs; it ends in a newline.
///
/// Each object has `code`, `severity` (`error`, `warning` or `note`), `message`, `file`, `start`,
/// `end`, `note` if there is one, `labels` (`message`, `file`, `start`, `end`) and `help`
/// (`message`, `paste` if there is one). Words are in the chosen language. A position has
/// `line` and `column`, both from 1, and `offset` in bytes from 0; an offset outside its
/// file is moved to its end, and in a file that is not among the files `file`, `start` and
/// `end` are null.
public func jsonText(
  _ diagnostics: [Diagnostic], files: [SourceFile], language: Language
) -> String {
  if diagnostics.isEmpty { return "[]\n" }
  let writer = DiagnosticJSON(files: files, language: language)
  return "[\n" + diagnostics.map { "  " + writer.object($0) }.joined(separator: ",\n") + "\n]\n"
}

/// Writes the values of one array of diagnostics.
private struct DiagnosticJSON {
  let files: [SourceFile]
  let language: Language

  func object(_ diagnostic: Diagnostic) -> String {
    var members = [
      member("code", string(diagnostic.code.rawValue)),
      member("severity", string(diagnostic.severity.rawValue)),
      message(diagnostic.message),
    ]
    members += place(diagnostic.range)
    if let note = diagnostic.note {
      members.append(member("note", string(note.text(in: language))))
    }
    let labels = diagnostic.labels.map { object([message($0.message)] + place($0.range)) }
    let helps = diagnostic.helps.map { help in
      let paste = help.paste.map { member("paste", string($0.text(in: language))) }
      return object([message(help.message)] + (paste.map { [$0] } ?? []))
    }
    members.append(member("labels", "[" + labels.joined(separator: ", ") + "]"))
    members.append(member("help", "[" + helps.joined(separator: ", ") + "]"))
    return object(members)
  }

  private func place(_ range: SourceRange) -> [String] {
    guard files.indices.contains(range.file) else {
      return [member("file", "null"), member("start", "null"), member("end", "null")]
    }
    let file = files[range.file]
    return [
      member("file", string(file.path)),
      member("start", position(range.lower, in: file)),
      member("end", position(range.upper, in: file)),
    ]
  }

  private func position(_ offset: Int, in file: SourceFile) -> String {
    let inside = min(max(0, offset), file.bytes.count)
    let position = file.position(of: inside)
    return object([
      member("line", String(position.line)),
      member("column", String(position.column)),
      member("offset", String(inside)),
    ])
  }

  private func message(_ message: Message) -> String {
    member("message", string(message.text(in: language)))
  }

  private func member(_ name: String, _ value: String) -> String {
    string(name) + ": " + value
  }

  private func object(_ members: [String]) -> String {
    "{" + members.joined(separator: ", ") + "}"
  }

  /// A string literal; what cannot be seen is escaped, so that a log shows it.
  private func string(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      default:
        if VisibleText.isHidden(scalar) {
          for unit in UTF16.encode(scalar).map(Array.init) ?? [] { literal += escape(unit) }
        } else {
          literal.unicodeScalars.append(scalar)
        }
      }
    }
    return literal + "\""
  }

  private func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
