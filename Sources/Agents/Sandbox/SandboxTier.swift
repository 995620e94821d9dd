/// What fences a program in.
public enum SandboxTier: String, Sendable, Hashable, CaseIterable {
    /// Landlock and a filter of system calls (seccomp), both of the kernel: adds a fraction of a millisecond to a run.
    case landlock
    /// Namespaces, through the program `bwrap` of the package bubblewrap: adds about ten milliseconds to a run.
    case bubblewrap
    /// Nothing.
    case none
}
