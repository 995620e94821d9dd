import ArgumentParser

/// `martlet eval`: how good a model is at something.
struct EvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measure what a model can do.",
        discussion: """
            Every score comes with its standard error, and depends on no batch size and no number of threads.

            EXAMPLES:
              martlet eval agent --model runs/agent
              martlet eval perplexity runs/first --text held-out.txt
              martlet eval blimp runs/first --data blimp --limit 100
              martlet eval suite suite.yaml runs/first
              martlet eval reward runs/reward pairs.jsonl --held-out 0.05
            """,
        subcommands: [
            EvalAgentCommand.self, EvalPerplexityCommand.self, EvalBitsPerByteCommand.self,
            EvalBLiMPCommand.self, EvalMultipleChoiceCommand.self, EvalGSM8KCommand.self, EvalIFEvalCommand.self,
            EvalPreferenceCommand.self, EvalRewardCommand.self, EvalSuiteCommand.self,
        ]
    )
}
