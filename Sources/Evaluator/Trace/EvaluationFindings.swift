import ExactNumbers
import RuleLang

/// Findings of an evaluation.
extension Finding {
  static func cannotCompute(_ name: String, _ cause: Value.Cause) -> Finding {
    switch cause {
    case .numberTooLarge:
      Finding(
        .numberTooLarge, zh: "“\(name)”算到的数超过 \(Limits.numberBitsMax) 个二进制位",
        en: "'\(name)' reaches a number of more than \(Limits.numberBitsMax) bits",
        helps: [
          .init(
            zh: "核对数据里有没有多写的数位；或在规则里先取舍再相加",
            en: "look for extra digits in the data, or round before adding in the rules")
        ])
    case .divisionByZero, .noRows:
      Finding(
        .numberTooLarge, zh: "“\(name)”算不出来：除数为 0 或没有行",
        en: "'\(name)' cannot be computed: a divisor is zero or there are no rows")
    }
  }

  static func judgmentOutside(_ name: String, from: Rational, to: Rational) -> Finding {
    Finding(
      .judgment, zh: "“\(name)”的评定分应当在 \(from) 至 \(to) 分之间",
      en: "the judged score of '\(name)' must lie between \(from) and \(to)")
  }

  static func nothingApplicable() -> Finding {
    Finding(
      .nothingApplicable, zh: "所有指标都不适用，没有可以评分的",
      en: "no indicator applies, so there is nothing to score")
  }

  static func brokenOrder(_ left: String, _ right: String) -> Finding {
    Finding(
      .brokenOrder, zh: "数据不符合规定的次序：\(left) 应当在 \(right) 之前",
      en: "the data break the declared order: \(left) must come before \(right)")
  }
}
