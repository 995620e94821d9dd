/// Who may change a workspace.
struct ClaimState {
    /// How many hold the lock of this workspace: a run for as long as it lives, a patch while it is applied.
    var holders = 0
}
