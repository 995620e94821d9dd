/// One turn of a conversation.
public struct ChatMessage: Sendable, Hashable {
    /// Whose turn it is.
    public var role: ChatRole
    /// What is said; empty where an assistant only calls tools.
    public var content: String
    /// The tools that an assistant calls.
    public var toolCalls: [ToolCall]
    /// For the role `tool`: the name of the tool whose observation this is.
    public var toolName: String?
    /// For the role `tool`: the ``ToolCall/id`` of the call that it answers.
    public var toolCallID: String?

    /// A turn; see the shorthands below for the usual ones.
    public init(
        role: ChatRole, content: String, toolCalls: [ToolCall] = [], toolName: String? = nil, toolCallID: String? = nil
    ) {
        self.role = role
        self.content = content
        self.toolCalls = toolCalls
        self.toolName = toolName
        self.toolCallID = toolCallID
    }

    /// The rules.
    public static func system(_ content: String) -> ChatMessage { ChatMessage(role: .system, content: content) }

    /// A question.
    public static func user(_ content: String) -> ChatMessage { ChatMessage(role: .user, content: content) }

    /// An answer.
    public static func assistant(_ content: String) -> ChatMessage { ChatMessage(role: .assistant, content: content) }

    /// A tool call.
    public static func assistant(calling calls: ToolCall...) -> ChatMessage {
        ChatMessage(role: .assistant, content: "", toolCalls: calls)
    }

    /// What a tool call led to.
    public static func tool(_ content: String, of call: ToolCall) -> ChatMessage {
        ChatMessage(role: .tool, content: content, toolName: call.name, toolCallID: call.id)
    }
}
