public import Foundations
public import LanguageModels
import Synchronization
public import Tokenization

/// A model that answers from a list, and checks what it is asked.
///
/// Every tool call of the conversation must have its result before the next turn, and there must be no more requests
/// than turns; anything else is a ``ScriptError``.
public final class ScriptedLanguageModel: LanguageModel {
    /// What the model does when its turn comes.
    public enum Turn: Sendable {
        /// Says a text.
        case text(String)
        /// Calls a tool.
        case call(String, JSONObject)
        /// Ends the turn in another way than by itself, with this text.
        case cut(String, ModelResponse.Ending)
        /// Throws.
        case failure(any Error)
        /// Decides from what it is asked.
        case decide(@Sendable (ModelRequest) throws -> ChatMessage)
    }

    /// What was wrong with a request.
    public enum ScriptError: Error, Sendable, Hashable {
        /// There is no turn left.
        case unexpectedRequest(number: Int)
        /// A tool call has no result, or a result has no call.
        case unanswered(call: String)
        case resultWithoutCall(result: String)
        /// The last message is the assistant's.
        case ownTurn
    }

    public let name: String
    public let contextSize: Int?
    private let turns: [Turn]
    private let state = Mutex<[ModelRequest]>([])

    /// A model that takes these turns, in order.
    public init(_ turns: [Turn], name: String = "scripted", contextSize: Int? = nil) {
        self.turns = turns
        self.name = name
        self.contextSize = contextSize
    }

    /// What it was asked so far.
    public var requests: [ModelRequest] { state.withLock { $0 } }

    /// Whether every turn was taken.
    public var isFinished: Bool { requests.count == turns.count }

    /// A token a word, and one more a message.
    public func tokenCount(of chat: Chat) -> Int? {
        chat.messages.reduce(1) { sum, message in
            sum + 1 + Self.words(message.content)
                + message.toolCalls.reduce(0) { $0 + 1 + Self.words(JSONValue.object($1.arguments).serialized()) }
        }
    }

    private static func words(_ text: String) -> Int { text.split(separator: " ").count }

    public func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws -> ModelResponse {
        let number = state.withLock { requests in
            requests.append(request)
            return requests.count
        }
        try Self.check(request.chat)
        guard number <= turns.count else { throw ScriptError.unexpectedRequest(number: number) }
        var ending = ModelResponse.Ending.finished
        let message: ChatMessage
        switch turns[number - 1] {
        case .text(let text): message = .assistant(text)
        case .call(let name, let arguments):
            message = .assistant(calling: ToolCall(id: "call-\(number)", name: name, arguments: arguments))
        case .cut(let text, let reason):
            message = .assistant(text)
            ending = reason
        case .failure(let error): throw error
        case .decide(let decide): message = try decide(request)
        }
        if !message.content.isEmpty { onText(message.content) }
        return ModelResponse(
            message: message, ending: ending, promptTokens: tokenCount(of: request.chat) ?? 0,
            outputTokens: 1 + Self.words(message.content) + message.toolCalls.count)
    }

    /// Checks that calls and results belong together: each call is answered by the messages that follow it directly.
    private static func check(_ chat: Chat) throws(ScriptError) {
        var open: [ToolCall] = []
        for message in chat.messages {
            if message.role == .tool {
                let index = open.firstIndex { call in
                    message.toolCallID.map { $0 == call.id } ?? (message.toolName ?? call.name == call.name)
                }
                guard let index else { throw .resultWithoutCall(result: message.content) }
                open.remove(at: index)
            } else {
                if let call = open.first { throw .unanswered(call: call.name) }
                open = message.toolCalls
            }
        }
        if let call = open.first { throw .unanswered(call: call.name) }
        if chat.messages.last?.role == .assistant { throw .ownTurn }
    }
}
