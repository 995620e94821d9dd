/// A token that stands for itself and never comes out of merging: the end of a text, the turn of a speaker.
public struct SpecialToken: Hashable, Sendable {
    /// What stands for it in text, as `<|endoftext|>`.
    public let text: String
    /// Its id.
    public let id: Int32

    /// Names a token.
    public init(text: String, id: Int32) {
        self.text = text
        self.id = id
    }

    /// The usual text of the token that ends each document.
    public static let endOfText = "<|endoftext|>"
    /// The texts of tokens that end a text, the most usual first.
    static let endsOfText = [
        endOfText, "</s>", "<|end_of_text|>", "<eos>", "<\u{FF5C}end\u{2581}of\u{2581}sentence\u{FF5C}>",
    ]
    /// The texts of tokens that begin a text, the most usual first.
    static let beginningsOfText = [
        "<|beginoftext|>", "<s>", "<|begin_of_text|>", "<bos>",
        "<\u{FF5C}begin\u{2581}of\u{2581}sentence\u{FF5C}>",
    ]
    /// The text of the token that stands for characters outside a character vocabulary.
    public static let unknown = "<|unknown|>"

    /// Begins a turn of a conversation; the speaker's role follows.
    public static let turnStart = "<|im_start|>"
    /// Ends a turn of a conversation.
    public static let turnEnd = "<|im_end|>"
    /// Begins the call of a tool.
    public static let toolCallStart = "<tool_call>"
    /// Ends the call of a tool.
    public static let toolCallEnd = "</tool_call>"

    /// What a new vocabulary has, so that its model can become an assistant: the end of a text, and the marks of
    /// conversations.
    public static let standard = [endOfText, turnStart, turnEnd, toolCallStart, toolCallEnd]
}
