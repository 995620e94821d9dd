// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: the language's stricter modes, and no warning left standing.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// A floor of the house: a library target that may know only the floors named in `on`.
func floor(_ name: String, on dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one floor.
func tests(of name: String, on dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.init(stringLiteral: name), "TestSupport"] + dependencies,
        swiftSettings: strict
    )
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "martlet",
    products: [
        .executable(name: "martlet", targets: ["martlet"]),
        .library(
            name: "Martlet",
            targets: [
                "Foundations", "Tensors", "Tokenization", "Checkpoints", "Transformer", "Corpus", "Training",
                "Generation", "Evaluation", "LanguageModels", "ContextWindow", "Agents",
                "AgentTraining",
            ]
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        // Floor 0: what the machine offers, and the small values everyone shares.
        .target(name: "CKernels"),
        .systemLibrary(name: "COneDNN", providers: [.apt(["libdnnl-dev"])]),
        .systemLibrary(name: "CPCRE2", providers: [.apt(["libpcre2-dev"])]),
        .target(name: "CSystem"),
        floor("Foundations"),
        // Floor 1
        floor("Tensors", on: ["CKernels", "COneDNN"]),
        floor("Checkpoints", on: ["CKernels", "Foundations"]),
        // Floor 2
        floor("Tokenization", on: ["Checkpoints", "Foundations", "CKernels", "CPCRE2"]),
        // Floor 3
        floor("Transformer", on: ["Tensors", "Checkpoints", "Foundations"]),
        floor("Corpus", on: ["Tokenization", "Foundations"]),
        // Floor 4
        floor("Generation", on: ["Transformer", "Tensors", "Tokenization", "Foundations"]),
        // Floor 5
        floor(
            "Evaluation",
            on: ["Generation", "Transformer", "Tensors", "Tokenization", "Corpus", "Foundations", yams]),
        // Training generates, too.
        floor(
            "Training",
            on: [
                "Generation", "Transformer", "Tensors", "Checkpoints", "Corpus", "Tokenization", "Foundations", yams,
            ]),
        floor("LanguageModels", on: ["Generation", "Transformer", "Tensors", "Tokenization", "Foundations"]),
        // Floor 6
        floor("ContextWindow", on: ["LanguageModels", "Tokenization"]),
        // Floor 7
        floor(
            "Agents",
            on: ["ContextWindow", "LanguageModels", "Generation", "Tokenization", "Foundations", "CSystem"]),
        // Floor 8
        floor(
            "AgentTraining",
            on: [
                "Agents", "Training", "LanguageModels", "Generation", "Transformer", "Tensors", "Tokenization",
                "Foundations",
            ]),
        // Floor 9: the command line.
        .executableTarget(
            name: "martlet",
            dependencies: [
                "AgentTraining", "Agents", "ContextWindow", "LanguageModels", "Evaluation", "Generation", "Training",
                "Corpus",
                "Transformer",
                "Checkpoints", "Tokenization", "Tensors",
                "Foundations", argumentParser,
            ],
            swiftSettings: strict
        ),

        .target(
            name: "TestSupport", dependencies: ["Tokenization", "Checkpoints", "Foundations"],
            path: "Tests/TestSupport", swiftSettings: strict),
        // A language model that answers by script.
        .target(
            name: "ScriptedModels", dependencies: ["LanguageModels", "Tokenization", "Foundations"],
            path: "Tests/ScriptedModels", swiftSettings: strict),
        // A program that tests kill: agent runs that stop at a given moment.
        .executableTarget(
            name: "AgentCrash", dependencies: ["Agents", "LanguageModels", "Tokenization", "Foundations"],
            path: "Tests/AgentCrash", swiftSettings: strict),
        tests(of: "Foundations"),
        tests(of: "Tensors", on: ["CKernels", "Foundations"]),
        tests(of: "Tokenization", on: ["Foundations"]),
        tests(of: "Checkpoints", on: ["CKernels", "Foundations"]),
        tests(of: "Transformer", on: ["Tensors", "Checkpoints", "Foundations"]),
        tests(of: "Corpus", on: ["Tokenization", "Foundations"]),
        tests(
            of: "Training",
            on: ["Generation", "Transformer", "Tensors", "Checkpoints", "Corpus", "Tokenization", "Foundations"]),
        tests(of: "Generation", on: ["Transformer", "Checkpoints", "Tensors", "Tokenization", "Foundations"]),
        tests(
            of: "Evaluation", on: ["Generation", "Transformer", "Tensors", "Tokenization", "Foundations"]),
        tests(
            of: "LanguageModels",
            on: ["ScriptedModels", "Generation", "Transformer", "Tensors", "Tokenization", "Foundations"]),
        tests(of: "ContextWindow", on: ["LanguageModels", "Tokenization", "Foundations"]),
        tests(
            of: "Agents",
            on: ["AgentCrash", "ContextWindow", "LanguageModels", "Generation", "Tokenization", "Foundations"]),
        tests(
            of: "AgentTraining",
            on: [
                "Agents", "Training", "LanguageModels", "Generation", "Transformer", "Tensors", "Tokenization",
                "Foundations",
            ]),
        .testTarget(
            name: "CommandTests",
            dependencies: ["martlet", "TestSupport", "Training", "Transformer", "Tokenization", "Foundations"],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu17
)

// FLOORS="Tokenization Checkpoints" keeps these targets, what they stand on, and their tests: while you work on one
// floor, a build of a fraction of the time.
if let floors = Context.environment["FLOORS"] {
    var open = floors.split(separator: " ").map(String.init).flatMap { [$0, "\($0)Tests"] }
    var kept: Set<String> = []
    while let name = open.popLast() {
        guard let target = package.targets.first(where: { $0.name == name }) else { continue }
        guard kept.insert(name).inserted else { continue }
        for dependency in target.dependencies {
            switch dependency {
            case .targetItem(let name, _), .byNameItem(let name, _): open.append(name)
            default: break
            }
        }
    }
    package.targets.removeAll { !kept.contains($0.name) }
    package.products = []
}
