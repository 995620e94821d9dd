public import Tokenization

/// A turn of the model and what came of it.
public struct AgentStep: Sendable, Hashable {
    /// Its place in the run, counted from 1.
    public var number: Int
    /// The turn.
    public var turn: AgentTurn
    /// What the policy said of the call; nil where it was not asked.
    public var approval: Approval?
    /// Whether the tool was run; false for a text, and for a call that was refused before it began.
    public var wasRun: Bool
    /// What came of it.
    public var observation: Observation
    /// What the loop adds for the model to read: a nudge.
    public var nudge: String?
    /// How long the tool took.
    public var seconds: Double

    /// A step.
    public init(
        number: Int, turn: AgentTurn, approval: Approval? = nil, wasRun: Bool = true, observation: Observation,
        nudge: String? = nil, seconds: Double = 0
    ) {
        self.number = number
        self.turn = turn
        self.approval = approval
        self.wasRun = wasRun
        self.observation = observation
        self.nudge = nudge
        self.seconds = seconds
    }

    /// The step's part of the conversation: the model's turn, and what it gets to read of its outcome.
    ///
    /// What the loop says to a text is a turn of the user, because no call waits for it.
    public var messages: [ChatMessage] {
        let text = [observation.text, nudge].compactMap { $0 }.joined(separator: "\n")
        if turn.message.toolCalls.isEmpty { return [turn.message, .user(text)] }
        return [turn.message] + turn.message.toolCalls.map { ChatMessage.tool(text, of: $0) }
    }

    /// Whether the step failed: an error, or a program that ended with a status other than 0.
    public var isFailure: Bool { observation.isError || (observation.exitStatus ?? 0) != 0 }
}
