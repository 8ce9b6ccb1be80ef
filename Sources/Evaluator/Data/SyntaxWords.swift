import RuleLang
import Tabular

/// What is wrong with a text that is not JSON or not CSV, in words.
extension Finding {
  static func brokenJSON(_ error: JSONError) -> Finding {
    var helps: [Diagnostic.Help] = []
    if case .fullWidthPunctuation(let mark) = error.reason, let expected = error.expected {
      helps = [
        .init(
          zh: "JSON 里要用半角的 \(expected)，不用“\(mark)”",
          en: "JSON uses the ASCII \(expected), not '\(mark)'")
      ]
    } else if let help = error.reason.help {
      helps = [help]
    } else if let expected = error.expected {
      helps = [.init(zh: "这里应是", en: "needed here", pasteZh: expected, pasteEn: expected)]
    }
    let words = error.reason.words
    return Finding(.unreadableData, zh: words.zh, en: words.en, helps: helps)
  }

  static func brokenRow(_ reason: CSVError.Reason) -> Finding {
    switch reason {
    case .unterminatedQuote:
      Finding(
        .unreadableData, zh: "引号没有结束", en: "the quote is never closed",
        helps: [
          .init(
            zh: "在内容末尾补上 \"；内容里的引号要写两个 \"\"", en: "close it with \"; a quote inside is written \"\""
          )
        ])
    case .textAfterQuote:
      Finding(
        .unreadableData, zh: "结束的引号后面还有内容", en: "text follows the closing quote",
        helps: [.init(zh: "内容里的引号要写两个 \"\"", en: "a quote inside a field is written \"\"")])
    case .quoteInField:
      Finding(
        .unreadableData, zh: "没有放在引号里的内容含有引号", en: "a field that is not quoted holds a quote",
        helps: [
          .init(
            zh: "把整格内容放在 \"…\" 里，里面的引号写两个 \"\"",
            en: "put the field in \"…\" and write quotes inside as \"\"")
        ])
    case .tooManyFields:
      Finding(
        .unreadableData, zh: "一行超过 \(CSVReader.fieldCountMax) 格",
        en: "the row has more than \(CSVReader.fieldCountMax) fields")
    case .fieldTooLong:
      Finding(
        .unreadableData, zh: "一格内容超过 1 MiB，多半是前面的引号没有结束",
        en: "a field is longer than 1 MiB; a quote before it may not be closed")
    case .recordTooLong:
      Finding(.unreadableData, zh: "一条记录超过 8 MiB", en: "the record is longer than 8 MiB")
    }
  }
}

extension JSONError.Reason {
  fileprivate var words: (zh: String, en: String) {
    switch self {
    case .unexpectedEnd: ("文件到这里就断了，内容没有写完", "the text ends before the value does")
    case .unexpectedCharacter: ("JSON 里这个位置不能有这个", "JSON has no place for this here")
    case .malformedNumber: ("JSON 里的数字不能这样写", "JSON writes numbers in another way")
    case .malformedString: ("文字没有在这一行里用 \" 结束", "the string has no closing quote on its line")
    case .malformedEscape: ("反斜杠后面不能是这个", "no escape begins like this")
    case .loneSurrogate: ("\\u 写的字符只有一半", "the \\u escape is half of a character")
    case .controlCharacter: ("文字里不能直接有换行、制表等控制字符", "a control character stands in a string")
    case .tooDeep:
      ("括号套得太深，超过 \(JSONParser.depthMax) 层", "brackets nest deeper than \(JSONParser.depthMax)")
    case .trailingText: ("JSON 已经结束，后面还有内容", "the value has ended, and text follows it")
    case .tooManyValues:
      (
        "一个文件里的值超过 \(JSONParser.valueCountMax) 个",
        "the file holds more than \(JSONParser.valueCountMax) values"
      )
    case .fullWidthPunctuation(let mark):
      ("这里用了全角标点“\(mark)”", "this is the full-width mark '\(mark)'")
    case .singleQuote: ("JSON 的文字不用单引号", "JSON strings are not in single quotes")
    case .missingComma: ("两项之间缺少逗号", "a comma is missing between two items")
    case .trailingComma: ("最后一项后面多了逗号", "a comma follows the last item")
    case .comment: ("JSON 里不能写注释", "JSON has no comments")
    case .lineTooLong: ("一行超过 8 MiB", "the line is longer than 8 MiB")
    }
  }

  fileprivate var help: Diagnostic.Help? {
    switch self {
    case .malformedNumber:
      .init(
        zh: "把数字放在引号里，如 \"0.5\"、\"1,000 万元\"",
        en: "put the number in quotes, such as \"0.5\" or \"1,000 万元\"")
    case .trailingText:
      .init(
        zh: "几条记录要写成 [ {…}, {…} ]，或者每行一条并把文件名改为 .jsonl",
        en: "write several records as [ {…}, {…} ], or one a line in a file named .jsonl")
    case .trailingComma: .init(zh: "删去它", en: "remove it")
    case .comment:
      .init(zh: "删去它；说明可以写在 \"notes\" 里", en: "remove it; remarks can go under \"notes\"")
    case .malformedEscape: .init(zh: "反斜杠本身写作 \\\\", en: "a backslash itself is written \\\\")
    case .tooManyValues: .init(zh: "分成几个文件", en: "split it into several files")
    case .lineTooLong:
      .init(
        zh: "这么大的记录放在单独的 .json 文件里", en: "put a record as large as this in a .json file of its own")
    default: nil
    }
  }
}
