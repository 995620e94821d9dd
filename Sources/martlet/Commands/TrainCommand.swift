import ArgumentParser

/// `martlet train`: models learn.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a model.",
        subcommands: [TrainPretrainCommand.self]
    )
}
