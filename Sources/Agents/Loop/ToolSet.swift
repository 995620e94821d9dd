/// The plainest environment: tools, and nothing around them.
public struct ToolSet: AgentEnvironment {
    public let tools: [any Tool]

    /// An environment of these tools.
    public init(_ tools: [any Tool]) { self.tools = tools }
}
