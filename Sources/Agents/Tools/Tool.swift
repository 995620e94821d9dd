public import Foundations
public import Tokenization

/// Something that an agent can do.
///
/// Arguments that reach ``run(_:)`` fit the schema of ``definition``. What goes wrong is an observation for the
/// model to read; only a task that was cancelled throws.
public protocol Tool: Sendable {
    /// What the model is told of it.
    var definition: ToolDefinition { get }

    /// How much it may change.
    var tier: ToolTier { get }

    /// Does it.
    func run(_ arguments: JSONObject) async throws -> Observation
}
