/// What must have come of a task, as data for ``TaskChecker``.
public enum TaskOutcome: Sendable, Hashable {
    /// The answer says this path or value, and no other; no file is changed.
    case answer(slot: AnswerSlot, expected: String)
    /// These files have these contents, and this test passed after the last change; no other file is changed.
    case change(files: [TaskFile], test: String)
    /// The run ended in a question that names this file, and no file is changed.
    case question(about: String)
    /// This file is gone, and no other is changed.
    case removal(path: String)
    /// The run ended in a report, with this tried before. Files are as they were, or all as the `tolerated` ones, if
    /// there are any: the change that was asked for.
    case report(tolerated: [TaskFile], evidence: ReportEvidence)
}
