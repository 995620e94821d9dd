/// What must have been tried before a report may say that a task cannot be done.
public enum ReportEvidence: Sendable, Hashable {
    /// A tool looked into the workspace.
    case looked
    /// This test was run, and failed.
    case failedTest(String)
}
