/// How a program ended.
struct ProgramOutcome: Sendable {
    /// Why it ended.
    enum Ending: Sendable, Hashable {
        /// It ended by itself.
        case exited(Int32)
        /// A signal ended it.
        case killed(signal: Int32)
        /// It was stopped at its time limit.
        case timedOut
        /// It was stopped at the limit of its output.
        case printedTooMuch
        /// It was stopped because the task was cancelled.
        case cancelled
        /// It could not be started.
        case notStarted(errorNumber: Int32)
    }

    var ending: Ending
    /// The first bytes of its output and errors.
    var head: [UInt8] = []
    /// The last bytes, where they are not in ``head``.
    var tail: [UInt8] = []
    /// How many bytes it printed.
    var total = 0
}
