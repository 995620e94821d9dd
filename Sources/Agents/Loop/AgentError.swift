/// Why a run could not go on. Its journal is intact: the run can be resumed once the cause is mended.
public enum AgentError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The model failed to take its turn.
    case model(name: String, reason: String)
    /// The folder that the agent works in is gone.
    case workspaceGone(path: String)

    public var description: String {
        switch self {
        case .model(let name, let reason): "the model \(name) failed to take its turn: \(reason)"
        case .workspaceGone(let path): "\(path): the workspace is gone; put it back, and resume the run"
        }
    }
}
