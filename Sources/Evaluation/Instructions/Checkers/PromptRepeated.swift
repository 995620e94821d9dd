/// The answer begins with the request, word for word, in any letters.
public struct PromptRepeated: InstructionCheck {
    /// The request.
    public let prompt: String

    /// Asks for the repetition of `prompt`.
    public init(prompt: String) { self.prompt = prompt }

    public func holds(for answer: String) -> Bool {
        TextUnits.trimmed(answer.lowercased()[...]).hasPrefix(TextUnits.trimmed(prompt.lowercased()[...]))
    }
}
