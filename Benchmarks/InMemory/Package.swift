// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that the graph of the project holds no benchmark.
let package = Package(
  name: "InMemory",
  dependencies: [.package(name: "RuleLang", path: "../..")],
  targets: [
    .executableTarget(
      name: "departments",
      dependencies: [.product(name: "RuleLang", package: "RuleLang")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ])
  ],
  swiftLanguageModes: [.v6]
)
