import ArgumentParser

/// `martlet bench`: how fast the parts are, measured here and now.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure speed on this machine.",
        subcommands: [BenchTrainCommand.self, BenchProductsCommand.self, BenchTokenizerCommand.self]
    )
}
