/// Asks a person whether a tool may be run.
public protocol Approver: Sendable {
    /// Shows the action and gives the person's verdict.
    ///
    /// - Throws: `CancellationError` where the person would rather stop the run.
    func verdict(on action: ProposedAction) async throws -> Verdict
}
