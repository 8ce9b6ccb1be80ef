import Testing

/// Records a failure; far cheaper than `#expect` in loops over very many cases.
func expect(
  _ condition: @autoclosure () throws -> Bool, _ comment: @autoclosure () -> String,
  sourceLocation: SourceLocation = #_sourceLocation
) rethrows {
  if try !condition() { Issue.record("\(comment())", sourceLocation: sourceLocation) }
}
