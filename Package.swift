// swift-tools-version: 6.2

import PackageDescription

#if canImport(Glibc)
  import Glibc
#endif

/// What all of the sources are compiled with.
///
/// In a release, types such as an array of facts are put together from their parts. To find them by
/// their names, as is usual since it takes less room, would be a tenth of a short run.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  .unsafeFlags(
    ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"],
    .when(configuration: .release)),
]

/// The same, and in tests too what calculates is made fast: most of their time goes there.
let calculating: [SwiftSetting] =
  settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// What makes the program one file that starts in a third of the time.
///
/// The runtime of Swift is a part of it. So is the C++ library that the runtime rests on, where the
/// system has it in a form for that: `linking.cfg` leaves the shared one out if nothing needs it.
/// The place in memory is fixed, so that no address has to be worked out when it starts. No library
/// is loaded that would look for names in it, so that it has none to show.
var linking = ["-static-stdlib"]

#if os(Linux)
  linking += ["-Xclang-linker", "-no-pie", "-Xlinker", "--no-export-dynamic"]
#endif
#if canImport(Glibc)
  var found = glob_t()
  if glob("/usr/lib/gcc/*/*/libstdc++.a", 0, nil, &found) == 0, let path = found.gl_pathv[0] {
    let options = "\(Context.packageDirectory)/Scripts/linking.cfg"
    linking += ["-Xclang-linker", "--config=\(options)", "-Xclang-linker", "-static-libgcc"]
    linking.append(String(cString: path))
  }
  globfree(&found)
#endif

let package = Package(
  name: "RuleLang",
  products: [
    .library(
      name: "RuleLang",
      targets: ["ExactNumbers", "RuleLang", "Evaluator", "Columnar", "Tabular", "Reports"]),
    .executable(name: "rules", targets: ["rules"]),
  ],
  targets: [
    .target(name: "ExactNumbers", swiftSettings: calculating),
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
      linkerSettings: [.unsafeFlags(linking, .when(configuration: .release))]),
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
      name: "RulesCommandTests", dependencies: ["RulesCommand", "RuleLang", "Tabular"],
      swiftSettings: settings),
    .testTarget(
      name: "RepositoryTests",
      dependencies: ["ExactNumbers", "RuleLang", "Reports", "RulesCommand"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
