import ArgumentParser

/// `martlet eval`: how good a model is at something.
struct EvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measure what a model can do.",
        discussion: """
            EXAMPLES:
              martlet eval agent --model runs/agent
              martlet eval perplexity runs/first --text held-out.txt
            """,
        subcommands: [EvalAgentCommand.self, EvalPerplexityCommand.self]
    )
}
