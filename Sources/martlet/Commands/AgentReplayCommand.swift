import Agents
import ArgumentParser

/// `martlet agent replay`: the steps of a run, once more.
struct AgentReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Show the steps of a run again.",
        discussion: """
            Everything comes from the journal: no model is loaded, and nothing is run.

            EXAMPLES:
              martlet agent replay 20250601-k3f9qx
              martlet agent replay 20250601-k3f9qx --json
            """
    )

    @Argument(help: "The run.")
    var id: String

    @OptionGroup var runs: RunStoreOption

    @Flag(help: "Show observations whole.")
    var verbose = false

    @Flag(help: "Print each event, and in the end the report, as a JSON object a line.")
    var json = false

    func run() throws {
        let store = try runs.store()
        // The whole journal is checked before anything of it is shown.
        _ = try store.state(of: id)
        let display = AgentDisplay(json: json, verbose: verbose)
        var state: AgentState?
        for event in try store.events(of: id) {
            if case .started(let start) = event {
                let begun = AgentState(start)
                display.begin(begun)
                state = begun
            } else {
                try state?.apply(event)
                if let state { display.show(event, state) }
            }
        }
        if let state { display.end(AgentReport(state)) }
    }
}
