import ArgumentParser
import Foundation

/// The command line of Martlet: one subcommand a stage in the life of a model.
@main
struct Martlet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "martlet",
        abstract: "The whole life of a language model: corpus, tokenizer, training, generation.",
        discussion: """
            Exit status: 0 done, 1 failed, 2 bad usage, 3 gave up with a report, 130 interrupted. The first Ctrl-C asks a \
            command to end tidily, the second one ends it at once.

            EXAMPLES:
              martlet doctor
              martlet quickstart --minutes 1
              martlet generate quickstart/run "Once upon a time"
            """,
        version: Version.current,
        subcommands: [
            QuickstartCommand.self, CorpusCommand.self, TokenizerCommand.self, TrainCommand.self, EvalCommand.self,
            ModelCommand.self, AgentCommand.self,
            GenerateCommand.self, ChatCommand.self, ExplainCommand.self, EmbedCommand.self, BenchCommand.self,
            DoctorCommand.self,
        ]
    )

    /// Runs the command that the arguments name.
    static func main() async {
        // A write beyond the limit on file sizes is then an error that can be told, and no signal that kills.
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            try StandardOutput.finish()
        } catch let interruption as Interruption {
            StatusLine.note("\(interruption)")
            Foundation.exit(Interruption.exitStatus)
        } catch {
            // The parser's own status for bad usage is 64; ours is 2, as that of most tools.
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            StatusLine.note(fullMessage(for: error))
            Foundation.exit(2)
        }
    }
}
