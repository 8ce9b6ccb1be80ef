import RuleLang

/// Lines of a label and a text, the texts under each other and wrapped in their column.
struct LabelledLines {
  let labelWidth: Int
  var indentation = 2
  var ink = Pen(isColored: false)

  func lines(_ rows: [(label: String, text: String)]) -> [String] {
    rows.flatMap { row in lines(row.label, row.text) }
  }

  func lines(_ label: String, _ text: String) -> [String] {
    let start = indentation + labelWidth + 2
    let parts = Wrapping.lines(PlainText.of(text), width: ReportOptions.columnsMax - start)
    return parts.enumerated().map { index, part in
      let shown = index == 0 ? label : ""
      let padding = String(repeating: " ", count: max(0, labelWidth - DisplayWidth.of(shown)) + 2)
      let indent = String(repeating: " ", count: indentation)
      return indent + ink.drawn(shown, .faint) + padding + part
    }
  }
}
