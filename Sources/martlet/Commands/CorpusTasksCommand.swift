import Agents
import ArgumentParser

/// `martlet corpus tasks`: transcripts of real work, to train an agent on.
struct CorpusTasksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks",
        abstract: "Make tasks for agents up, and write transcripts of their solutions."
    )

    @Option(help: ArgumentHelp("Another seed gives other tasks.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("Print this many tasks.", valueName: "n"))
    var show = 9

    func run() async throws {
        let generator = TaskGenerator(seed: seed, split: .training)
        for index in 0..<show { print((index == 0 ? "" : "\n") + generator.task(at: index).text) }
    }
}
