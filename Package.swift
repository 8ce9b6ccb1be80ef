// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "RuleLang",
  products: [
    .library(
      name: "RuleLang",
      targets: ["ExactNumbers", "RuleLang", "Evaluator", "Columnar", "Tabular", "Reports"]),
    .executable(name: "rules", targets: ["rules"]),
  ],
  targets: [
    .target(name: "ExactNumbers", swiftSettings: settings),
    .target(name: "Tabular", swiftSettings: settings),
    .target(name: "RuleLang", dependencies: ["ExactNumbers"], swiftSettings: settings),
    .target(
      name: "Evaluator", dependencies: ["ExactNumbers", "RuleLang", "Tabular"],
      swiftSettings: settings),
    .target(
      name: "Columnar", dependencies: ["ExactNumbers", "RuleLang", "Evaluator", "Tabular"],
      swiftSettings: settings),
    .target(
      name: "Reports", dependencies: ["ExactNumbers", "RuleLang", "Evaluator", "Tabular"],
      swiftSettings: settings),
    .target(
      name: "RulesCommand",
      dependencies: ["ExactNumbers", "RuleLang", "Evaluator", "Columnar", "Tabular", "Reports"],
      swiftSettings: settings),
    .executableTarget(
      name: "rules", dependencies: ["RulesCommand"], swiftSettings: settings,
      // One file to install, which starts in half the time.
      linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))]),
    .testTarget(
      name: "ExactNumbersTests", dependencies: ["ExactNumbers"], swiftSettings: settings),
    .testTarget(
      name: "RuleLangTests", dependencies: ["RuleLang", "ExactNumbers"], exclude: ["Corpus"],
      swiftSettings: settings),
    .testTarget(
      name: "EvaluatorTests",
      dependencies: [
        "ExactNumbers", "RuleLang", "Evaluator", "Columnar", "Tabular", "RulesCommand",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ConformanceTests",
      dependencies: ["ExactNumbers", "RuleLang", "Evaluator", "Tabular", "Reports"],
      swiftSettings: settings),
    .testTarget(name: "TabularTests", dependencies: ["Tabular"], swiftSettings: settings),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Reports", "Evaluator", "RuleLang", "ExactNumbers", "Tabular"],
      exclude: ["Golden"], swiftSettings: settings),
    .testTarget(
      name: "RulesCommandTests", dependencies: ["RulesCommand", "RuleLang"],
      swiftSettings: settings),
    .testTarget(
      name: "RepositoryTests",
      dependencies: ["ExactNumbers", "RuleLang", "Reports", "RulesCommand"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
