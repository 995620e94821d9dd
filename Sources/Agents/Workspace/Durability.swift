/// What a change to a workspace survives.
public enum Durability: String, Sendable, Hashable, CaseIterable {
    /// The death of the process, and a loss of power: each step reaches the disk before the next.
    case power
    /// The death of the process. Much faster, for workspaces that live as long as a test.
    case process
}
