/// Why a journal or a run cannot be used.
public enum JournalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A record that is not the last one is not what was written.
    case damaged(path: String, line: Int, reason: String)
    /// A record of this version of Martlet's journal cannot be understood.
    case unreadable(path: String, line: Int, reason: String)
    /// A write failed earlier: nothing more is recorded, so nothing more may be done.
    case closed(path: String)
    /// There is no run of this name.
    case noRun(id: String, folder: String)
    /// The run was killed before anything was recorded.
    case neverBegan(id: String)
    /// Another process is at work on this run.
    case runInUse(id: String)
    /// Another process writes to this journal.
    case inUse(path: String)
    /// The agent could change its own journal.
    case runsInsideWorkspace(runs: String, workspace: String)
    /// There is no folder for runs: neither `--runs`, nor `MARTLET_HOME`, nor `HOME`.
    case noRunsFolder

    public var description: String {
        switch self {
        case .damaged(let path, let line, let reason):
            "\(path):\(line): the journal is damaged: \(reason); the lines before it are intact, and nothing was changed"
        case .unreadable(let path, let line, let reason):
            "\(path):\(line): the journal cannot be understood: \(reason)"
        case .closed(let path):
            "\(path): a record could not be written, so the run stopped; make room, and resume it"
        case .noRun(let id, let folder):
            "there is no run '\(id)' in \(folder); `martlet agent list` shows those there are"
        case .neverBegan(let id):
            "run \(id) was stopped before it began; start it again"
        case .runInUse(let id):
            "run \(id) is being worked on by another process; wait for it, or stop it"
        case .inUse(let path):
            "\(path): another process writes to this journal; wait for it, or stop it"
        case .runsInsideWorkspace(let runs, let workspace):
            "\(runs): journals must not lie where the agent can change them, and its workspace is \(workspace); "
                + "choose another folder with --runs"
        case .noRunsFolder:
            "there is no folder for journals: set HOME or MARTLET_HOME, or give --runs"
        }
    }
}
