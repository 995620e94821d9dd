import Agents
import ArgumentParser

/// `martlet agent resume`: a run that was stopped or killed goes on.
struct AgentResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Go on with a run that was stopped or killed.",
        usage: "martlet agent resume <id> [<options>]",
        discussion: """
            The state comes back from the journal. An action that was begun, and whose end is not recorded, is not \
            done twice: a patch that was applied is not applied again; what only looks, and tests, are run again.

            EXAMPLES:
              martlet agent resume 20250601-k3f9qx
              martlet agent resume 20250601-k3f9qx --allow patch
            """
    )

    @Argument(help: "The run.")
    var id: String

    @Option(help: "What needs no question from now on; by default what it was when the run began.")
    var allow: ToolTier?

    @OptionGroup var runs: RunStoreOption

    @Flag(help: "Show observations whole.")
    var verbose = false

    @Flag(help: "Print each event, and in the end the report, as a JSON object a line.")
    var json = false

    func run() async throws {
        let store = try runs.store()
        let state = try store.state(of: id)
        let display = AgentDisplay(json: json, verbose: verbose)
        if let ending = state.ending {
            StatusLine.note("run \(id) has ended already")
            display.end(AgentReport(state))
            if case .stopped = ending { throw ExitCode(AgentWork.gaveUpStatus) }
            return
        }
        let settings = try AgentSettings(state.start.settings)
        let place = try AgentPlace(state.start.workspace, commands: settings.commands())
        let id = id
        try await AgentWork(
            model: try settings.languageModel(), place: place, allow: allow ?? settings.allow, display: display
        ) { try store.resume(id) }.perform()
    }
}
