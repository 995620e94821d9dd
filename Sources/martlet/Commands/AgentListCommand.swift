import Agents
import ArgumentParser
import Foundation
import Foundations

/// `martlet agent list`: the runs there are.
struct AgentListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List runs and how they ended.",
        discussion: """
            A run that is 'stopped' was interrupted or killed, and can be resumed.

            EXAMPLES:
              martlet agent list
              martlet agent list --runs elsewhere --json
            """
    )

    @OptionGroup var runs: RunStoreOption

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() throws {
        let store = try runs.store()
        let rows = store.ids().map { row($0, store) }
        if json {
            for row in rows { print(row.json.serialized()) }
            return
        }
        if rows.isEmpty { StatusLine.note("there are no runs in \(store.folder.path)") }
        for row in rows {
            print(
                row.id.padded(to: 17) + row.state.padded(to: 10) + "\(row.steps)".leftPadded(to: 4) + " steps  "
                    + row.about)
        }
    }

    private func row(_ id: String, _ store: RunStore) -> Row {
        do {
            let state = try store.state(of: id)
            let word =
                switch state.ending {
                case .finished: "finished"
                case .stopped: "gave up"
                case nil: store.isRunning(id) ? "running" : "stopped"
                }
            return Row(id: id, state: word, steps: state.usage.steps, about: ReportedStep.firstLine(state.start.goal))
        } catch {
            return Row(id: id, state: "damaged", steps: 0, about: "\(error)")
        }
    }

    private struct Row {
        let id: String
        let state: String
        let steps: Int
        let about: String

        var json: JSONValue {
            ["run": .string(id), "state": .string(state), "steps": .integer(steps), "about": .string(about)]
        }
    }
}
