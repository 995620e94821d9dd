/// All keywords occur, in capital or small letters, alone or within words.
public struct KeywordsPresent: InstructionCheck {
    /// The keywords.
    public let keywords: [String]

    /// Asks for all of these.
    public init(keywords: [String]) { self.keywords = keywords }

    public func holds(for answer: String) -> Bool {
        let text = answer.lowercased()
        return keywords.allSatisfy { text.contains($0.lowercased()) }
    }
}
