/// A row of a sheet, by its bytes in the part that is scored.
package struct SheetRow: Sendable {
  var start: Int32 = 0
  var end: Int32 = 0
  var departmentStart: Int32 = 0
  var departmentEnd: Int32 = 0

  /// The row, without its line end.
  package var range: Range<Int> { Int(start)..<Int(end) }

  /// The name of its department.
  package var department: Range<Int> { Int(departmentStart)..<Int(departmentEnd) }
}
