/// What fences a program in.
public enum SandboxTier: String, Sendable, Hashable, CaseIterable {
    /// Landlock and a filter of system calls (seccomp), in this process's own kernel: about a millisecond a run.
    case landlock
    /// Namespaces, through the program `bwrap` of the package bubblewrap: about twenty milliseconds a run.
    case bubblewrap
    /// Nothing.
    case none
}
