import ArgumentParser

/// The command line of Martlet: one subcommand a stage in the life of a model.
@main
struct Martlet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "martlet",
        abstract: "The whole life of a language model: corpus, tokenizer, training, generation.",
        subcommands: [
            CorpusCommand.self,
            TokenizerCommand.self,
            TrainCommand.self,
            GenerateCommand.self,
            ModelCommand.self,
            BenchTrainCommand.self,
            DoctorCommand.self,
        ]
    )
}
