public import Foundations
public import Tokenization

/// Two ways to go on with a task at the turn where they part: the better one and that of a bad habit.
public struct TaskPreference: Sendable, Hashable {
    /// What the worse way shows.
    public let habit: ExpertHabit
    /// The conversation up to the turn.
    public let prompt: Chat
    /// The better turn.
    public let chosen: ChatMessage
    /// The worse one.
    public let rejected: ChatMessage

    /// The pair in the shape that preferences are read in: `{"prompt": […], "chosen": […], "rejected": […], "tools": […]}`.
    ///
    /// - Parameter includesTools: whether the definitions of the tools are part of it.
    public func document(includesTools: Bool = true) -> JSONValue {
        var document: JSONObject = [
            "prompt": .array(prompt.messages.map(TaskTranscript.message)),
            "chosen": .array([TaskTranscript.message(chosen)]),
            "rejected": .array([TaskTranscript.message(rejected)]),
        ]
        if includesTools { document["tools"] = .array(prompt.tools.map(TaskTranscript.tool)) }
        return .object(document)
    }
}
