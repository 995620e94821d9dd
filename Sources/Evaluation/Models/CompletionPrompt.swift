public import Tokenization

/// What a model is asked to go on from.
public enum CompletionPrompt: Sendable, Hashable {
    /// A text, to be continued where it stops.
    case text(String)
    /// A conversation, to be answered.
    case chat([ChatMessage])

    /// A question in the form that a model takes: a conversation of one turn, or the text itself.
    public static func question(_ text: String, asConversation: Bool) -> CompletionPrompt {
        asConversation ? .chat([.user(text)]) : .text(text)
    }
}

extension CompletionPrompt {
    /// Whether this is a conversation.
    var isChat: Bool { if case .chat = self { true } else { false } }
}
