package import Foundations
package import Tokenization

/// A conversation that waits for the assistant's answer, and where it was read.
package struct Prompt: Sendable, Hashable {
    /// The conversation; somebody else than the assistant spoke last.
    package var chat: Chat
    /// The file, and the line on which it begins.
    package let origin: DocumentOrigin

    /// Joins a conversation and its place.
    package init(chat: Chat, origin: DocumentOrigin) {
        self.chat = chat
        self.origin = origin
    }

    /// The conversation as JSON: its text where a user asks one thing, else its messages.
    package var json: JSONValue {
        if chat.messages.count == 1, chat.messages[0] == .user(chat.messages[0].content) {
            return .string(chat.messages[0].content)
        }
        return .array(chat.messages.map(\.transcriptValue))
    }

    /// Tells prompts apart, however they are written.
    package var fingerprint: Digest128 {
        StableHash.digest128(JSONValue.array(chat.messages.map(\.transcriptValue)).serializedBytes())
    }
}
