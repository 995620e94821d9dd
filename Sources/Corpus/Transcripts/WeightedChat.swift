import Tokenization

/// A conversation, and how much each of its turns counts.
struct WeightedChat {
    var chat: Chat
    /// The weight of each message: 0 for those of others than the assistant.
    var weights: [Double]

    /// A conversation of which every turn of the assistant counts in full.
    init(_ messages: [ChatMessage]) {
        chat = Chat(messages)
        weights = Self.full(messages)
    }

    /// A conversation whose turns say themselves how much they count.
    init(_ messages: [ChatMessage], weights: [Double]) {
        chat = Chat(messages)
        self.weights = weights
    }

    /// 1 for the assistant's messages, 0 for those of others.
    static func full(_ messages: [ChatMessage]) -> [Double] { messages.map { $0.role == .assistant ? 1 : 0 } }

    /// Puts the rules before everything else.
    mutating func insert(system: String) {
        chat.messages.insert(.system(system), at: 0)
        weights.insert(0, at: 0)
    }
}
