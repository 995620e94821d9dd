import Tokenization

/// Checks that a preference can be learned from.
struct PreferenceCheck {
    private let origin: DocumentOrigin

    init(_ origin: DocumentOrigin) {
        self.origin = origin
    }

    /// - Throws: ``TranscriptError`` for the first thing that is wrong.
    func check(_ preference: Preference) throws(TranscriptError) {
        switch preference {
        case .undecided: break
        case .judged(let judged): try check(judged.answer, "answer", after: judged.prompt)
        case .pair(let pair):
            try check(pair.chosen, "chosen answer", after: pair.prompt)
            try check(pair.rejected, "rejected answer", after: pair.prompt)
            if Self.said(pair.chosen) == Self.said(pair.rejected) {
                throw TranscriptError(.equalAnswers, at: origin, "the chosen and the rejected answer are the same")
            }
        }
    }

    private func check(_ answer: [ChatMessage], _ name: String, after prompt: Chat) throws(TranscriptError) {
        guard let first = answer.first else {
            throw TranscriptError(.noAssistantTurn, at: origin, "the \(name) is missing")
        }
        guard !prompt.messages.isEmpty else {
            throw TranscriptError(.differentPrompts, at: origin, "nothing stands before the \(name)")
        }
        guard first.role == .assistant else {
            throw TranscriptError(
                .differentPrompts, at: origin,
                "the \(name) begins with the role '\(first.role.rawValue)': the two conversations part before the answers"
            )
        }
        try TranscriptCheck(origin).check(Chat(prompt.messages + answer, tools: prompt.tools))
    }

    /// What an answer says, but for the white space around it.
    private static func said(_ answer: [ChatMessage]) -> [ChatMessage] {
        answer.map { message in
            var message = message
            let bytes = Array(message.content.utf8)
            let end = (bytes.lastIndex { !$0.isWhiteSpace } ?? -1) + 1
            let start = bytes.firstIndex { !$0.isWhiteSpace } ?? end
            message.content = String(decoding: bytes[min(start, end)..<end], as: UTF8.self)
            return message
        }
    }
}
