/// Which positions' logits are wanted.
public enum LogitRows: Sendable {
    /// Nobody's: the tokens are only read.
    case none
    /// The last position's alone: what generation needs.
    case last
    /// Every new position's.
    case all
}
