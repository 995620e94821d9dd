/// Wordings that are trained, and wordings that never are.
public enum PhrasingSet: String, Sendable, Hashable, CaseIterable {
    /// Wordings of training, and of the first held-out set.
    case trained
    /// Wordings of the second held-out set alone.
    case unseen
}
