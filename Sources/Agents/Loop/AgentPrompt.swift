import Foundations

/// The rules that an agent is given: text with a name and a version, known by a hash of its content.
///
/// A journal records all four, so that a run tells under which rules it was made.
public struct AgentPrompt: Sendable, Hashable {
    /// What it is called.
    public var name: String
    /// Counts up with each change of the text.
    public var version: Int
    /// The system turn of the conversation.
    public var text: String

    /// A prompt.
    public init(name: String, version: Int, text: String) {
        self.name = name
        self.version = version
        self.text = text
    }

    /// 16 hexadecimal digits that tell this text from others; see `StableHash`.
    public var contentHash: String { Hexadecimal.text(StableHash.xxh64(text)) }

    /// The built-in rules; short, because the windows of small models are.
    public static let standard = AgentPrompt(
        name: "agent", version: 1,
        text: "Work with the tools. Answer only from what they show.")
}
