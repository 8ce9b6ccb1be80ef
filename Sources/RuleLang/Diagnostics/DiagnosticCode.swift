/// The registry of diagnostic codes: every kind of finding, its code and its page.
///
/// E01xx text and syntax, E02xx names, E03xx types and units, E04xx scoring structure,
/// E05xx data and evaluation, E06xx versions, receipts and tests, x07xx the analysis of sound
/// rules; W warnings, N notes. A code never changes its meaning. The page of a code is
/// `spec/diagnostics/<code>.md`.
public enum DiagnosticCode: String, Sendable, CaseIterable {
  // Text and syntax
  case unexpectedCharacter = "E0101"
  case notUTF8 = "E0102"
  case hiddenCharacter = "E0103"
  case unterminatedString = "E0104"
  case unterminatedName = "E0105"
  case malformedNumber = "E0106"
  case ambiguousComma = "E0107"
  case missingPart = "E0108"
  case extraText = "E0109"
  case unknownStatement = "E0110"
  case misplacedStatement = "E0111"
  case missingSpace = "E0112"
  case strayColon = "E0113"
  case missingPointsUnit = "E0114"
  case unclosedBracket = "E0115"
  case limitExceeded = "E0116"
  case unsaidRangeEnd = "E0117"
  case chainedComparison = "E0118"
  case noSuchDate = "E0119"
  case wrongQuote = "E0120"

  // Names
  case unknownName = "E0201"
  case duplicateName = "E0202"
  case ambiguousName = "E0203"
  case circularDefinition = "E0204"
  case wrongKindOfName = "E0205"
  case unknownUnit = "E0206"
  case unknownChoice = "E0207"
  case unknownFunction = "E0208"
  case argumentCount = "E0209"

  // Types and units
  case typeMismatch = "E0301"
  case unitMismatch = "E0302"
  case percentStep = "E0303"
  case bareNumber = "E0304"
  case divisorMayBeZero = "E0305"
  case tableMayBeEmpty = "E0306"
  case constantRequired = "E0307"
  case reversedBounds = "E0308"
  case stepNotPositive = "E0309"
  case columnOutsideTable = "E0310"

  // Scoring structure
  case bandGap = "E0401"
  case bandOverlap = "E0402"
  case pointsDoNotSum = "E0403"
  case noMethod = "E0404"
  case severalMethods = "E0405"
  case pointsOutOfRange = "E0406"
  case itemsDoNotSum = "E0407"
  case noFiniteEnd = "E0408"
  case formulaOutOfRange = "E0409"
  case emptyRange = "E0410"
  case gradeGap = "E0411"
  case gradeOverlap = "E0412"
  case mixedWeights = "E0413"
  case weightsDoNotSum = "E0414"
  case missingHeader = "E0415"
  case duplicateStatement = "E0416"
  case emptyHeading = "E0417"
  case undeclaredOrder = "E0418"
  case gradesBasisUnsaid = "E0419"
  case incompleteBlock = "E0420"
  case folderYear = "E0421"

  // Data and evaluation
  case unreadableData = "E0501"
  case dataEncoding = "E0502"
  case dataShape = "E0503"
  case unknownField = "E0504"
  case malformedValue = "E0505"
  case unitMissing = "E0506"
  case dataUnitMismatch = "E0507"
  case outOfRange = "E0508"
  case duplicateField = "E0509"
  case noRuleset = "E0510"
  case ambiguousRuleset = "E0511"
  case missingFiscalYear = "E0512"
  case conflictingValues = "E0513"
  case judgment = "E0514"
  case brokenOrder = "E0515"
  case numberTooLarge = "E0516"
  case nothingApplicable = "E0517"
  case unknownDepartment = "E0518"
  case brokenTable = "E0519"

  // Versions
  case noBase = "E0601"
  case brokenBase = "E0602"
  case notInBase = "E0603"
  case alreadyInBase = "E0604"
  case changedTwice = "E0605"
  case amendsNothing = "E0606"
  case circularAmendment = "E0607"
  case headingUnsaid = "E0608"
  case reversedPeriod = "E0609"
  case periodOverlap = "E0610"
  case evaluationDayUnsaid = "E0611"
  case noVersionInForce = "E0612"

  // Publishing and receipts
  case changedAfterPublishing = "E0620"
  case brokenPublication = "E0621"
  case brokenResult = "E0622"

  // Forms of annexes
  case unreadableForm = "E0630"
  case brokenPlace = "E0631"
  case brokenJoin = "E0632"
  case brokenFormRow = "E0633"

  // Tests in the rules
  case wrongCells = "E0650"
  case caseWithoutColumns = "E0651"
  case notARecordError = "E0652"
  case clauseNotNamed = "E0653"

  // Warnings
  case lookAlikeNames = "W0201"
  case missingFields = "W0501"
  case looksLikeMisspelling = "W0502"
  case changesNothing = "W0601"
  case unchangedAmendment = "W0602"
  case periodGap = "W0603"
  case unreachableBand = "W0701"
  case uselessClause = "W0702"
  case caseTakesAll = "W0703"
  case unreachableGrade = "W0704"
  case cannotLose = "W0705"
  case cannotWin = "W0706"
  case unusedName = "W0707"
  case againstDirection = "W0708"

  // Notes
  case notMonotone = "N0701"
  case roundedTwice = "N0702"
  case roundingMovesGrade = "N0703"
  case roundingMovesBand = "N0704"
  case nearlySameNames = "N0705"

  /// How much a finding of this kind weighs.
  public var severity: Severity {
    switch rawValue.utf8.first {
    case UInt8(ascii: "W"): .warning
    case UInt8(ascii: "N"): .note
    default: .error
    }
  }
}
