/// The answer ends in a phrase, in any letters; quotation marks around the answer do not count.
public struct EndPhrase: InstructionCheck {
    /// The phrase.
    public let phrase: String

    /// Asks for a phrase at the end.
    public init(phrase: String) { self.phrase = phrase }

    public func holds(for answer: String) -> Bool {
        var text = TextUnits.trimmed(answer.lowercased()[...])
        while text.last == "\"" { text.removeLast() }
        return text.hasSuffix(TextUnits.trimmed(phrase.lowercased()[...]))
    }
}
