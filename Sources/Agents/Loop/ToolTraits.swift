public import Tokenization

/// What the loop decides by of a tool.
public struct ToolTraits: Sendable, Hashable {
    /// What the model is told of it.
    public var definition: ToolDefinition
    /// How much it may change.
    public var tier: ToolTier

    /// The traits of a tool.
    public init(definition: ToolDefinition, tier: ToolTier) {
        self.definition = definition
        self.tier = tier
    }

    /// The traits of `tool`.
    public init(_ tool: any Tool) { self.init(definition: tool.definition, tier: tool.tier) }
}
