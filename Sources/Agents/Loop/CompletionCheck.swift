import Tokenization

/// Whether what a run did bears out its claim to be done.
///
/// A run that changed nothing, and did not try to, may answer. One that changed files, where the workspace has tests or tests were run, may
/// answer once the last run of tests after the last change has passed.
public enum CompletionCheck: Sendable, Hashable {
    /// The claim holds, and rests on these steps.
    case holds([Evidence])
    /// It does not; the text tells the model what is missing.
    case fails(String)

    /// The tool whose exit status counts as the outcome of tests.
    public static let testTool = "run_tests"

    /// The tool whose failure means that a change was wanted and not made.
    public static let changeTool = "apply_patch"

    /// Checks a claim made after `steps`.
    ///
    /// - Parameter expectsTests: whether the workspace has tests.
    public static func check(_ steps: [AgentStep], expectsTests: Bool) -> CompletionCheck {
        let runs = steps.filter(\.wasRun)
        guard let change = runs.last(where: { !$0.observation.changedPaths.isEmpty }) else {
            if let attempt = steps.last(where: { $0.turn.call?.name == changeTool }) {
                return .fails(
                    "error: the change tried in step \(attempt.number) was not made; make it, or give up")
            }
            return .holds(runs.last { !$0.isFailure }.map { [Evidence($0)] } ?? [])
        }
        let tests = runs.filter { $0.turn.call?.name == testTool }
        // A workspace without tests is not made to have them by a call that found none.
        guard expectsTests || tests.contains(where: { $0.observation.exitStatus != nil }) else {
            return .holds([Evidence(change)])
        }
        guard let last = tests.last(where: { $0.number > change.number }) else {
            return .fails(
                "error: files were changed in step \(change.number), and no test was run since; run the test, or give up"
            )
        }
        guard !last.isFailure else {
            let status = last.observation.exitStatus.map { " with exit status \($0)" } ?? ""
            return .fails(
                "error: the last test, in step \(last.number), failed\(status); make it pass, or give up")
        }
        // A run that did not end with an exit status has not passed.
        guard last.observation.exitStatus == 0 else {
            return .fails("error: the test in step \(last.number) has no exit status; run it again, or give up")
        }
        return .holds([Evidence(change), Evidence(last)])
    }
}
