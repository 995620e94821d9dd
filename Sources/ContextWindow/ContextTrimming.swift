public import Tokenization

/// What of a conversation is left out so that the rest fits into a context window.
///
/// A decision, not a deed: it is made before anything is dropped, so that it can be announced. Oldest turns go first:
/// whole exchanges (a user's turn and all that follows it up to the next), then, in the exchange that is going on, the
/// assistant's steps (a tool call with its observations). What always stays: the system's messages, the last turn of
/// the user, and the last step after it.
public struct ContextTrimming: Sendable, Hashable {
    /// The messages that are left out, by their places in the conversation, in order.
    public let droppedIndices: [Int]
    /// The messages that are left out.
    public let dropped: [ChatMessage]
    /// The conversation without them.
    public let kept: Chat
    /// Tokens of what is kept.
    public let tokenCount: Int

    /// Whether anything is left out.
    public var isEmpty: Bool { droppedIndices.isEmpty }

    /// Decides what to leave out of `chat`.
    ///
    /// - Parameters:
    ///   - chat: the conversation.
    ///   - capacity: the tokens that it may have.
    ///   - count: the tokens of a conversation.
    /// - Throws: ``ContextWindowError/doesNotFit(tokens:capacity:)`` where even the least that must stay does not fit, or
    ///   what `count` throws.
    public init(of chat: Chat, capacity: Int, count: (Chat) throws -> Int) throws {
        let units = Self.units(of: chat.messages)
        var tokens = 0
        for dropping in 0...units.count {
            let dropped = units[..<dropping].flatMap(\.self)
            var rest = chat
            rest.messages = chat.messages.indices.filter { !dropped.contains($0) }.map { chat.messages[$0] }
            tokens = try count(rest)
            guard tokens <= capacity else { continue }
            droppedIndices = dropped
            self.dropped = dropped.map { chat.messages[$0] }
            kept = rest
            tokenCount = tokens
            return
        }
        throw ContextWindowError.doesNotFit(tokens: tokens, capacity: capacity)
    }

    /// The groups of messages that can be left out, in the order in which they go.
    private static func units(of messages: [ChatMessage]) -> [[Int]] {
        let lastUser = messages.lastIndex { $0.role == .user } ?? 0
        var exchanges: [[Int]] = []
        var steps: [[Int]] = []
        for (index, message) in messages.enumerated() where message.role != .system && index != lastUser {
            if index < lastUser {
                // What precedes the first turn of the user is a group of its own.
                if message.role == .user || exchanges.isEmpty { exchanges.append([]) }
                exchanges[exchanges.count - 1].append(index)
            } else {
                if message.role == .assistant || steps.isEmpty { steps.append([]) }
                steps[steps.count - 1].append(index)
            }
        }
        return exchanges + steps.dropLast()
    }
}
