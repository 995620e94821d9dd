import Foundations
import Tokenization

/// Checks that a conversation can be learned from.
struct TranscriptCheck {
    private let origin: DocumentOrigin

    init(_ origin: DocumentOrigin) {
        self.origin = origin
    }

    /// - Throws: ``TranscriptError`` for the first turn that is wrong.
    func check(_ chat: Chat) throws(TranscriptError) {
        guard chat.messages.contains(where: { $0.role == .assistant }) else {
            throw TranscriptError(.noAssistantTurn, at: origin, "the assistant says nothing")
        }
        var waiting: [ToolCall] = []
        for (index, message) in chat.messages.enumerated() {
            switch message.role {
            case .assistant:
                if message.toolCalls.isEmpty, message.content.utf8.allSatisfy(\.isWhiteSpace) {
                    throw TranscriptError(.emptyAssistantTurn, at: origin, "turn \(index + 1) is empty")
                }
                waiting = message.toolCalls
            case .tool: try answer(message, turn: index + 1, &waiting)
            case .system, .user: waiting = []
            }
        }
    }

    /// Refuses a conversation that teaches nothing.
    ///
    /// - Throws: ``TranscriptError`` of the kind `noAssistantTurn`.
    func check(weights: [Double]) throws(TranscriptError) {
        guard weights.contains(where: { $0 > 0 }) else {
            throw TranscriptError(.noAssistantTurn, at: origin, "every turn of the assistant has the weight 0")
        }
    }

    /// Refuses what is no conversation to imitate: half of a preference, or an answer that is marked as unwanted.
    ///
    /// - Throws: ``TranscriptError`` of the kind `notForImitation`.
    func checkPurpose(_ value: JSONValue) throws(TranscriptError) {
        if let chosen = value["chosen"], let rejected = value["rejected"], !chosen.isNull, !rejected.isNull {
            throw TranscriptError(
                .notForImitation, at: origin, "it has a \"chosen\" and a \"rejected\" answer: it is a preference")
        }
        if value["label"]?.bool == false {
            throw TranscriptError(
                .notForImitation, at: origin, "its \"label\" is false: its answer is one that is not wanted")
        }
    }

    /// Takes the call that a tool's turn answers out of those that wait.
    private func answer(_ message: ChatMessage, turn: Int, _ waiting: inout [ToolCall]) throws(TranscriptError) {
        func failure(_ detail: String) -> TranscriptError {
            TranscriptError(.toolTurnWithoutCall, at: origin, "turn \(turn): \(detail)")
        }
        guard !waiting.isEmpty else { throw failure("a tool answers where no call waits for it") }
        guard let id = message.toolCallID, waiting.contains(where: { $0.id != nil }) else {
            waiting.removeFirst()
            return
        }
        guard let index = waiting.firstIndex(where: { $0.id == id }) else {
            throw failure("a tool answers the call '\(id)', and no such call waits")
        }
        waiting.remove(at: index)
    }
}
