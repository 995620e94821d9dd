public import Agents
public import Tokenization

/// What an agent practises on, and how.
public struct TaskPractice: Sendable {
    /// Tasks to learn from; where there are several generators, they take turns.
    public var tasks: [TaskGenerator]
    /// Tasks to validate on.
    public var heldOut: TaskGenerator
    /// How many of these a validation takes; 0 for no validation.
    public var heldOutCount: Int
    /// How conversations become tokens.
    public var encoder: ChatEncoder
    /// What an episode may use.
    public var limits: AgentLimits
    /// The rules that the agent is given.
    public var prompt: AgentPrompt
    /// What it earns.
    public var reward: TaskReward
    /// Whether tests, which run what the model wrote, are run where the machine has no sandbox for them.
    public var allowsUnsandboxedTests: Bool

    /// - Precondition: there are tasks.
    public init(
        tasks: [TaskGenerator], heldOut: TaskGenerator, heldOutCount: Int, encoder: ChatEncoder,
        limits: AgentLimits = TaskPractice.standardLimits, prompt: AgentPrompt = .standard,
        reward: TaskReward = TaskReward(), allowsUnsandboxedTests: Bool = false
    ) {
        precondition(!tasks.isEmpty, "there is nothing to practise on")
        self.tasks = tasks
        self.heldOut = heldOut
        self.heldOutCount = heldOutCount
        self.encoder = encoder
        self.limits = limits
        self.prompt = prompt
        self.reward = reward
        self.allowsUnsandboxedTests = allowsUnsandboxedTests
    }

    /// Turns and tokens that suit the tasks; no limit on the time, which would let the machine's speed decide.
    public static let standardLimits = AgentLimits(
        steps: 8, outputTokens: 512, seconds: 1e9, tokensPerTurn: 256, secondsPerTool: 30)

    /// Task number `index` to learn from.
    func task(at index: Int) -> AgentTask {
        tasks[index % tasks.count].task(at: index / tasks.count)
    }
}
