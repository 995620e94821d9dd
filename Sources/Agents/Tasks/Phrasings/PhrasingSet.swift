/// Wordings by how they are trained, if at all.
public enum PhrasingSet: String, Sendable, Hashable, CaseIterable {
    /// Wordings of transcripts, and of the first held-out set.
    case trained
    /// Wordings that no transcript has: an agent practises on them, and is told whether it has solved the task.
    case practised
    /// Wordings of the last held-out set alone.
    case unseen
}
