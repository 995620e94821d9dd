import Agents
import ArgumentParser
import Foundation

/// Where runs are kept, as a flag.
struct RunStoreOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where runs are kept; by default $MARTLET_HOME/runs, else ~/.martlet/runs.", valueName: "folder"),
        completion: .directory)
    var runs: String?

    /// The store.
    func store() throws -> RunStore {
        try runs.map { RunStore(URL(filePath: $0)) } ?? RunStore.standard()
    }
}
