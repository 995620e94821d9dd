/// What a patch does to one file.
public enum FileChange: Sendable, Hashable {
    /// Writes a file that is not there yet.
    case add(WorkspacePath, text: String)
    /// Removes a file; where hunks are given, they must take all of its lines.
    case delete(WorkspacePath, hunks: [PatchHunk])
    /// Changes places of a file, and its name where `newPath` is given.
    case update(WorkspacePath, newPath: WorkspacePath?, hunks: [PatchHunk])

    /// The file's path, for an update the old one.
    public var path: WorkspacePath {
        switch self {
        case .add(let path, _), .delete(let path, _), .update(let path, _, _): path
        }
    }

    /// Every path that it touches.
    public var paths: [WorkspacePath] {
        if case .update(let path, let newPath?, _) = self { [path, newPath] } else { [path] }
    }
}
