import Tokenization

/// Reads a dialogue in one text, as HH-RLHF writes it: "\n\nHuman: …\n\nAssistant: …".
struct DialogueText {
    private let shape: TranscriptShape

    private static let speakers: [(mark: [UInt8], role: ChatRole)] = [
        (Array("\n\nHuman:".utf8), .user), (Array("\n\nAssistant:".utf8), .assistant),
    ]

    init(_ shape: TranscriptShape) {
        self.shape = shape
    }

    /// The turns of `text`, each without the white space around it.
    func messages(in text: String, _ name: String) throws(TranscriptError) -> [ChatMessage] {
        let bytes = Array(text.utf8)
        var messages: [ChatMessage] = []
        var (role, start, position) = (ChatRole?.none, 0, 0)
        func close(_ end: Int) throws(TranscriptError) {
            let content = Self.trimmed(bytes[start..<end])
            if let role {
                messages.append(ChatMessage(role: role, content: content))
            } else if !content.isEmpty {
                throw shape.failure(
                    .unknownRole, "its \"\(name)\" does not begin with \"\\n\\nHuman:\" or \"\\n\\nAssistant:\"")
            }
        }
        while position < bytes.count {
            guard let speaker = Self.speakers.first(where: { bytes[position...].starts(with: $0.mark) }) else {
                position += 1
                continue
            }
            try close(position)
            role = speaker.role
            position += speaker.mark.count
            start = position
        }
        try close(bytes.count)
        return messages
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let end = (bytes.lastIndex { !$0.isWhiteSpace } ?? bytes.startIndex - 1) + 1
        let start = bytes[..<end].firstIndex { !$0.isWhiteSpace } ?? end
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
