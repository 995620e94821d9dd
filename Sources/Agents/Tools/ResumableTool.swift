public import Foundations

/// A tool whose calls can be told apart, so that a run that was killed can ask again without doing a thing twice.
public protocol ResumableTool: Tool {
    /// Does it, unless that operation was completed before: then says again what came of it.
    ///
    /// - Parameter operation: the same for every attempt at one call and different for all others of a workspace, such
    ///   as the run's id and the number of the step. Calls that failed are not remembered: they changed nothing, and
    ///   fail again.
    func run(_ arguments: JSONObject, operation: String) async throws -> Observation
}
