public import Foundations
public import Tokenization

/// `calculate`: the exact value of an expression.
public struct CalculateTool: Tool {
    /// A tool that computes.
    public init() {}

    public var definition: ToolDefinition {
        ToolSchema.definition(
            "calculate", "Compute an expression of numbers with + - * / % and parentheses, exactly.",
            required: [("expression", "For example (12 + 30) * 2.")])
    }

    public var tier: ToolTier { .readOnly }

    public func run(_ arguments: JSONObject) async throws -> Observation {
        guard let expression = arguments["expression"]?.string else { return .missing("expression") }
        do {
            return Observation(try Arithmetic.value(of: expression))
        } catch {
            return .failure(error)
        }
    }
}
