/// Why a run folder cannot be used as asked.
public enum RunFolderError: Error, Hashable, CustomStringConvertible {
    /// Another trainer holds the folder.
    case inUse(path: String)
    /// A run was started here before.
    case alreadyStarted(path: String)
    /// There is no run to resume.
    case nothingToResume(path: String)
    /// A file of the run cannot be understood.
    case damaged(file: String, reason: String)

    public var description: String {
        switch self {
        case .inUse(let path):
            "\(path): another trainer is at work in this run folder; wait for it, or choose another --output"
        case .alreadyStarted(let path):
            "\(path): holds a run already; continue it with --resume, or choose another --output"
        case .nothingToResume(let path):
            "\(path): there is no run to resume here (no run.yaml); start one without --resume"
        case .damaged(let file, let reason):
            "\(file): \(reason)"
        }
    }
}
