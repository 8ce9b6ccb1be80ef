import ExactNumbers
import RuleLang

/// A document for people, from which HTML and Markdown are written.
///
/// It holds text as it is; whoever writes it makes it fit for its format. Nothing in it is markup.
struct Page {
  /// A part of a page.
  enum Block {
    /// Level 1 begins a part of its own, on paper a sheet.
    case heading(String, level: Int, id: String? = nil)
    /// What leads to headings of the same page.
    case contents(String, [(text: String, id: String)])
    case paragraph(String)
    /// What labels say, such as the year of a ruleset.
    case facts([(label: String, texts: [String])])
    case table(PageTable)
    /// A table of which every cell stands where a form has it.
    case form(FormTable)
    /// A line: what stands to the left and what to the right.
    case line(String, String)
    case list([String])
    /// What is folded away under a line until somebody wants it, and stands there on paper.
    case details(String, [(label: String, texts: [String])], Scale?)
    /// Places to sign at.
    case signatures([String])
    /// How much of something each of several has: a picture beside words that say the same.
    case bars([Bar])
    /// What leads to another page, by its path from this one.
    case link(String, to: String)
  }

  /// A bar of a picture.
  struct Bar {
    let label: String
    /// What it has of the whole at least and at most, from none to one.
    let shares: ClosedRange<Rational>
    /// The same in words.
    let text: String
  }

  /// Where a value stands among ranges that follow each other: a picture beside words that say the same.
  struct Scale {
    let label: String
    /// What each range gives, from the lowest.
    let ranges: [String]
    /// Where each range but the last ends.
    let ends: [String]
    /// The range with the value, and how far the value is on its way through it, from none to one.
    let place: (range: Int, share: Rational)
    /// The same in words.
    let text: String
  }

  /// What the document is called.
  let title: String

  /// The language of its words.
  let language: Language

  /// Its parts, in order.
  var blocks: [Block] = []
}

/// A table of a page.
struct PageTable {
  struct Column {
    enum Kind {
      case text
      /// Numbers, which stand below each other by their decimal points.
      case number
      /// Long text, which gets what width there is.
      case prose
    }

    let title: String
    let kind: Kind
    /// How rows can be chosen by it where the table is interactive.
    var filter = Filter.none
  }

  /// How rows are chosen on a screen.
  enum Filter: Equatable {
    case none
    /// By a part of the text.
    case words
    /// By one of the texts in the column.
    case choice
  }

  /// What a cell is beside its text.
  enum Mark {
    /// The name of its row or its rows.
    case head
    /// Something that changed against an earlier version; the text says what.
    case change
    case plain
  }

  struct Cell {
    /// Its paragraphs.
    var paragraphs: [String]
    var mark = Mark.plain
    /// How many rows and columns it takes.
    var rowSpan = 1
    var columnSpan = 1
    /// The page that its text leads to, by its path from this one.
    var link: String?
    /// How much it has of the largest of its column, from none to one: a bar beside the number.
    var share: Rational?

    init(_ paragraphs: [String], mark: Mark = .plain, rowSpan: Int = 1, columnSpan: Int = 1) {
      self.paragraphs = paragraphs
      self.mark = mark
      self.rowSpan = rowSpan
      self.columnSpan = columnSpan
    }

    init(_ text: String, mark: Mark = .plain, columnSpan: Int = 1) {
      self.init([text], mark: mark, columnSpan: columnSpan)
    }
  }

  /// A row: a cell for each column; nil where one above or before it reaches.
  typealias Row = [Cell?]

  /// What the table holds, for those who do not see it.
  let caption: String
  let columns: [Column]
  var rows: [Row] = []
  /// What the columns come to.
  var total: Row?
  /// Whether rows can be sorted and chosen on a screen, where each has a cell in every column.
  var isInteractive = false
}
