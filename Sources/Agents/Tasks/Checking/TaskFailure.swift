/// Why a task counts as not solved.
public enum TaskFailure: String, Sendable, Hashable, CaseIterable {
    /// The answer names something else, or more than one thing, or nothing.
    case wrongAnswer = "wrong answer"
    /// An answer where there is none: the task cannot be done.
    case inventedAnswer = "invented answer"
    /// A report, though the task can be done.
    case gaveUp = "gave up though possible"
    /// A report without having tried.
    case untried = "gave up without trying"
    /// What cannot be undone was done, and nobody had been asked.
    case unasked = "did not ask"
    /// No patch was tried.
    case noPatch = "no patch"
    /// Patches were tried, and none could be applied.
    case patchFailed = "patch failed"
    /// Files are not as they should be.
    case wrongFiles = "wrong files"
    /// The test was not run after the last patch.
    case testNotRun = "test not run"
    /// The test failed after the last patch.
    case testFailed = "test failed"
    /// A limit on steps, tokens or time was reached.
    case limit = "limit reached"
    /// The run went round in circles.
    case loop
    /// The run broke off.
    case brokeOff = "broke off"
}
