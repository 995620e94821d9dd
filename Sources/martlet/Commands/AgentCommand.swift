import ArgumentParser

/// `martlet agent`: a model that acts.
struct AgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent",
        abstract: "Let a model work in a folder, with tools.",
        discussion: """
            A run ends in an answer whose evidence holds (status 0), or in a report of what was tried, what failed \
            and what is left for a person (status 3). Every step is journaled: a run that was stopped or killed goes \
            on with 'martlet agent resume', and nothing is done twice.

            EXAMPLES:
              martlet agent run "Which file mentions the fox?" --workspace . --model m
              martlet agent list
              martlet agent resume 20250601-k3f9qx
            """,
        subcommands: [
            AgentRunCommand.self, AgentResumeCommand.self, AgentReplayCommand.self, AgentListCommand.self,
        ]
    )
}
