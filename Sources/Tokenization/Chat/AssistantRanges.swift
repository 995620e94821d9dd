import Foundations

/// Finds what the assistant wrote, for templates that do not say it themselves: what a message adds to the prompt
/// before it.
struct AssistantRanges {
    let template: ChatTemplate
    let variables: JSONObject

    /// The assistant's parts of `text`, which is the text of `chat`, as ranges of its UTF-8 bytes.
    func ranges(in chat: Chat, text: ChatText) throws -> [Range<Int>] {
        try chat.messages.indices.filter { chat.messages[$0].role == .assistant }.map { index in
            let prompt = try bytes(of: chat, through: index - 1, addingGenerationPrompt: true)
            let turn = try bytes(of: chat, through: index, addingGenerationPrompt: false)
            guard turn.starts(with: prompt), text.bytes.starts(with: turn) else {
                throw ChatEncoderError.notAPrefix(template: template.name, message: index + 1)
            }
            return prompt.count..<turn.count
        }
    }

    private func bytes(of chat: Chat, through last: Int, addingGenerationPrompt: Bool) throws -> [UInt8] {
        let part = Chat(Array(chat.messages[...last]), tools: chat.tools)
        let rendering = try template.render(
            part, addingGenerationPrompt: addingGenerationPrompt, variables: variables)
        return Array(rendering.text.utf8)
    }
}
