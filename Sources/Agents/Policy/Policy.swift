/// Decides whether a tool may be run.
///
/// A denial is no error: the model reads it and may do something else.
public protocol Policy: Sendable {
    /// Decides on an action, asking a person where that is its way.
    ///
    /// - Throws: `CancellationError` where the person would rather stop the run.
    func decide(on action: ProposedAction) async throws -> Verdict
}
