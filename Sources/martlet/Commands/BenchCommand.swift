import ArgumentParser

/// `martlet bench`: how fast the parts are, measured here and now.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure speed on this machine.",
        discussion: """
            EXAMPLES:
              martlet bench train --parts
              martlet bench lora
              martlet bench generate model-Q4_K.gguf --parts
              martlet bench speculation model-Q4_K.gguf --text book.txt
              martlet bench products --shape 1024x1024x1024
              martlet bench tokenizer README.md Docs --vocab-size 1024
              martlet bench sampling
              martlet bench agent
              martlet bench engine models/SmolLM2-135M-Instruct.gguf
              martlet bench soak --minutes 1
              martlet bench masks README.md Docs --vocab-size 2048
            """,
        subcommands: [
            BenchTrainCommand.self, BenchLoRACommand.self, BenchGenerateCommand.self, BenchSpeculationCommand.self,
            BenchEngineCommand.self,
            BenchSoakCommand.self, BenchSamplingCommand.self, BenchMasksCommand.self, BenchAttentionCommand.self,
            BenchProductsCommand.self,
            BenchTokenizerCommand.self, BenchAgentCommand.self,
        ]
    )
}
