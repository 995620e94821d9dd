public import Tokenization

/// A conversation that goes on: everything that was said, and what of it the model still sees.
public struct Conversation: Sendable, Hashable {
    /// Everything that was said, in order.
    public private(set) var messages: [ChatMessage]
    /// For each message whether the model still sees it.
    private var isVisible: [Bool]

    /// A conversation so far, all of which the model sees.
    public init(_ messages: [ChatMessage] = []) {
        self.messages = messages
        isVisible = messages.map { _ in true }
    }

    /// What the model sees.
    public var chat: Chat { Chat(visibleIndices.map { messages[$0] }) }

    private var visibleIndices: [Int] { messages.indices.filter { isVisible[$0] } }

    /// The rules at the beginning; nil where there are none.
    public var system: String? {
        get { messages.first.flatMap { $0.role == .system ? $0.content : nil } }
        set {
            if messages.first?.role == .system {
                messages.removeFirst()
                isVisible.removeFirst()
            }
            guard let newValue else { return }
            messages.insert(.system(newValue), at: 0)
            isVisible.insert(true, at: 0)
        }
    }

    /// Whether the last message waits for an answer.
    public var awaitsReply: Bool {
        messages.last.map { $0.role == .user || $0.role == .tool } ?? false
    }

    /// Adds a message.
    public mutating func append(_ message: ChatMessage) {
        messages.append(message)
        isVisible.append(true)
    }

    /// Takes back the last turn of the user and all that followed it; what was taken back, nothing where there is none.
    @discardableResult
    public mutating func undo() -> [ChatMessage] {
        guard let start = messages.lastIndex(where: { $0.role == .user }) else { return [] }
        defer {
            messages.removeSubrange(start...)
            isVisible.removeSubrange(start...)
        }
        return Array(messages[start...])
    }

    /// What the model must no longer see so that the conversation fits; nothing is hidden yet.
    ///
    /// - Throws: as ``ContextTrimming/init(of:capacity:count:)``.
    public func trimming(to capacity: Int, count: (Chat) throws -> Int) throws -> ContextTrimming {
        try ContextTrimming(of: chat, capacity: capacity, count: count)
    }

    /// Hides from the model what a trimming of this conversation leaves out; it stays among the ``messages``.
    public mutating func hide(_ trimming: ContextTrimming) {
        let visible = visibleIndices
        for index in trimming.droppedIndices { isVisible[visible[index]] = false }
    }
}
