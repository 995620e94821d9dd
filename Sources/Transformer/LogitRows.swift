/// Which positions' logits are wanted.
public enum LogitRows: Sendable {
    /// The last position's alone: what generation needs.
    case last
    /// Every new position's.
    case all
}
