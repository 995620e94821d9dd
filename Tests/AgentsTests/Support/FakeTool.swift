import Agents
import Foundations
import Synchronization
import Tokenization

/// A tool that does what a test wants, and counts how often.
final class FakeTool: Tool {
    let definition: ToolDefinition
    let tier: ToolTier
    private let runs = Mutex(0)
    private let body: @Sendable (JSONObject) async throws -> Observation

    init(
        _ name: String, tier: ToolTier = .readOnly, arguments: [String] = ["path"],
        _ body: @escaping @Sendable (JSONObject) async throws -> Observation = { _ in Observation("fine") }
    ) {
        definition = ToolDefinition(
            name: name, description: "A tool of the tests.",
            parameters: [
                "type": "object",
                "properties": .object(
                    JSONObject(members: arguments.map { .init(key: $0, value: ["type": "string"]) })),
                "required": .array(arguments.map(JSONValue.string)), "additionalProperties": false,
            ])
        self.tier = tier
        self.body = body
    }

    /// How often it was run.
    var count: Int { runs.withLock { $0 } }

    func run(_ arguments: JSONObject) async throws -> Observation {
        runs.withLock { $0 += 1 }
        return try await body(arguments)
    }
}
