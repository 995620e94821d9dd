public import Foundations

/// How a conversation is written as one text for a model: a Jinja template that is stored with the model.
///
/// ```swift
/// let chat = Chat([.user("What is 2 + 2?")])
/// print(try ChatTemplate.standard.render(chat, addingGenerationPrompt: true).text)
/// ```
public struct ChatTemplate: Sendable {
    /// The template's text.
    public let source: String
    /// What errors call it.
    public let name: String
    /// Values whose text counts as the template's own: the texts of the tokens that it names, such as `bos_token`.
    public var tokenTexts: JSONObject
    /// The time that the template is told when it names the date; nil makes that an error.
    public var now: CalendarTime?

    private let template: JinjaTemplate

    /// Reads a template.
    ///
    /// - Parameters:
    ///   - source: the template's text.
    ///   - name: what errors call it, such as its file.
    ///   - tokenTexts: the texts of the tokens that it names: `bos_token`, `eos_token`.
    ///   - now: the time that it is told when it names the date.
    /// - Throws: ``JinjaError`` with line and column.
    public init(
        source: String, name: String, tokenTexts: JSONObject = JSONObject(), now: CalendarTime? = nil
    ) throws(JinjaError) {
        template = try JinjaTemplate(source: source, name: name)
        self.source = source
        self.name = name
        self.tokenTexts = tokenTexts
        self.now = now
    }

    /// Whether the template itself says what the assistant wrote.
    public var marksGeneration: Bool { template.marksGeneration }

    /// The text of a conversation.
    ///
    /// - Parameters:
    ///   - chat: the conversation.
    ///   - addingGenerationPrompt: whether the beginning of an assistant's turn follows, for the model to go on from.
    ///   - variables: further values that the template may look up, such as `enable_thinking`.
    /// - Throws: ``JinjaError`` where the template refuses the conversation, or fails.
    public func render(
        _ chat: Chat, addingGenerationPrompt: Bool = false, variables: JSONObject = JSONObject()
    ) throws(JinjaError) -> JinjaRendering {
        var values = variables
        values["messages"] = .array(chat.messages.map(\.templateValue))
        if !chat.tools.isEmpty { values["tools"] = .array(chat.tools.map(\.templateValue)) }
        values["add_generation_prompt"] = .bool(addingGenerationPrompt)
        return try template.render(values, trusted: tokenTexts, now: now)
    }
}
