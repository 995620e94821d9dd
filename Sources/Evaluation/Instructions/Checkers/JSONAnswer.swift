import Foundations

/// The whole answer is JSON, bare or in a block of Markdown.
public struct JSONAnswer: InstructionCheck {
    /// Asks for JSON.
    public init() {}

    public func holds(for answer: String) -> Bool {
        var text = TextUnits.trimmed(answer[...])
        for fence in ["```json", "```Json", "```JSON", "```"] where text.hasPrefix(fence) {
            text = text.dropFirst(fence.count)
            break
        }
        if text.hasSuffix("```") { text = text.dropLast(3) }
        return (try? JSONValue(parsing: String(TextUnits.trimmed(text)), source: "answer")) != nil
    }
}
