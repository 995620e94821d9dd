public import Tokenization

/// A call of a tool and what came of it.
public struct TaskStep: Sendable, Hashable {
    /// The call.
    public let call: ToolCall
    /// What came of it.
    public let observation: Observation

    /// A call and what came of it.
    public init(call: ToolCall, observation: Observation) {
        self.call = call
        self.observation = observation
    }
}
