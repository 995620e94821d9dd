/// A program to run, and what it may take.
struct ProgramRun: Sendable {
    /// The program and its arguments; the first is its absolute path.
    var arguments: [String]
    /// All variables of its environment, as `NAME=value`.
    var environment: [String]
    /// Its working directory.
    var directory: Descriptor
    /// A Landlock ruleset that holds for it, with the filter of system calls; nil: none.
    var ruleset: Descriptor?
    /// How long it may run, in seconds.
    var seconds: Double
    /// The most bytes that it may print before it is stopped.
    var outputLimit: Int
    /// How many bytes of its output are kept: half of them from the beginning, half from the end.
    var keptBytes: Int
    /// The largest file that it may write, in bytes; 0: no limit.
    var fileBytes: UInt64
}
