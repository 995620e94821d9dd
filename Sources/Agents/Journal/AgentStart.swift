public import Foundations
public import Tokenization

/// What a run begins with: everything that its resumption needs, and a reader wants to know.
public struct AgentStart: Sendable, Hashable {
    /// The run.
    public var id: String
    /// What is to be done.
    public var goal: String
    /// The rules.
    public var prompt: AgentPrompt
    /// What the model calls itself.
    public var model: String
    /// The tools that the model is told of, ``GiveUp`` included.
    public var tools: [ToolDefinition]
    /// The folder that the agent works in.
    public var workspace: String
    /// Whether the workspace has tests; see ``CompletionCheck``.
    public var expectsTests: Bool
    /// How much the run may use.
    public var limits: AgentLimits
    /// When it began, as ISO 8601 in UTC; for people, nothing depends on it.
    public var date: String
    /// What the one who started the run wants to find again when it is resumed: the model's folder, say.
    public var settings: JSONObject

    /// The beginning of a run.
    public init(
        id: String, goal: String, prompt: AgentPrompt = .standard, model: String, tools: [ToolDefinition],
        workspace: String, expectsTests: Bool, limits: AgentLimits = AgentLimits(), date: String = "",
        settings: JSONObject = JSONObject()
    ) {
        self.id = id
        self.goal = goal
        self.prompt = prompt
        self.model = model
        self.tools = tools
        self.workspace = workspace
        self.expectsTests = expectsTests
        self.limits = limits
        self.date = date
        self.settings = settings
    }
}
