import RuleLang

/// The layout of an annex, as understood (chapter 20).
///
/// ``FormReader`` makes it; in one that has no errors every place names what the rules have.
struct Form: Sendable {
  /// A piece of what a cell says.
  enum Piece: Sendable {
    case text(String)
    case place(FormPlace)
  }

  /// A cell with those that are joined to it.
  struct Cell: Sendable {
    var pieces: [Piece]
    var rowSpan = 1
    var columnSpan = 1
    /// Whether it comes again with each row of a table.
    var isRepeated = false
    /// Whether it is text alone, and so is a head.
    var isHead = false
  }

  struct Row: Sendable {
    /// A cell for each column; nil where one above or before it reaches.
    var cells: [Cell?]
    /// The table for whose rows it stands.
    var table: Int?
    /// Whether it is text alone, so that its cells are heads of columns.
    var isHead = false
  }

  /// A part of a form.
  enum Part: Sendable {
    /// A line above the tables: what stands to the left and what to the right.
    case line([Piece], [Piece])
    case paragraph([Piece])
    /// The heading of the part below it.
    case heading([Piece])
    case table([Row])
    case indicators
    case signatures([[Piece]])
  }

  /// The name of its file, without its ending.
  let name: String

  /// The title.
  var title: [Piece] = []

  /// What stands under the title.
  var parts: [Part] = []
}
