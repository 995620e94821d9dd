/// How much a tool may change.
public enum ToolTier: String, Sendable, Hashable, CaseIterable {
    /// Looks, and changes nothing.
    case readOnly = "read-only"
    /// Changes files of the workspace, or runs its tests.
    case patch
}
