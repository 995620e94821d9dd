/// What came of a patch.
public struct AppliedPatch: Sendable, Hashable {
    /// Every path that was added, changed or removed, in the order of the patch.
    public var changedPaths: [WorkspacePath]
    /// Whether it had been applied before, under the same operation, and nothing was done now.
    public var wasAlreadyApplied: Bool
}
