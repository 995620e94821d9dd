/// The answer has exactly so many paragraphs, parted by empty lines, and one of them begins with a word.
public struct ParagraphBeginning: InstructionCheck {
    /// The count of paragraphs.
    public let paragraphs: Int
    /// The paragraph in question, counted from 1.
    public let paragraph: Int
    /// Its first word.
    public let firstWord: String

    /// Asks for a first word.
    public init(paragraphs: Int, paragraph: Int, firstWord: String) {
        self.paragraphs = paragraphs
        self.paragraph = paragraph
        self.firstWord = firstWord
    }

    public func holds(for answer: String) -> Bool {
        let all = answer.split(separator: "\n\n", omittingEmptySubsequences: false).map(TextUnits.trimmed)
            .filter { !$0.isEmpty }
        guard all.count == paragraphs, all.indices.contains(paragraph - 1) else { return false }
        let first = all[paragraph - 1].prefix { !$0.isWhitespace }.drop { "\"'".contains($0) }
        return first.prefix { !".,?!'\"".contains($0) }.lowercased() == firstWord.lowercased()
    }
}
