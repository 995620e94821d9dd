public import Foundation
import Foundations
public import Tokenization

/// Something that two models are asked.
public struct PreferencePrompt: Sendable, Hashable {
    /// The conversation up to the answer.
    public var messages: [ChatMessage]

    /// A question.
    public init(_ messages: [ChatMessage]) { self.messages = messages }

    /// Reads lines with a `prompt`: a text, or a list of messages with `role` and `content` that ends in a user's turn.
    ///
    /// - Throws: ``EvaluationDataError`` with file and line, `FileError`.
    public static func read(_ url: URL) throws -> [PreferencePrompt] {
        try DataFile.records(of: url) { record throws(EvaluationDataError) in
            guard let turns = record.object["prompt"]?.array else {
                return PreferencePrompt([.user(try record.text("prompt"))])
            }
            let messages = turns.compactMap { turn -> ChatMessage? in
                guard let role = turn["role"]?.string.flatMap(ChatRole.init), let content = turn["content"]?.string
                else {
                    return nil
                }
                return ChatMessage(role: role, content: content)
            }
            guard messages.count == turns.count, messages.last?.role == .user else {
                throw record.failure("\"prompt\" must be messages with \"role\" and \"content\", the last a user's")
            }
            return PreferencePrompt(messages)
        }
    }
}
