/// None of some words occurs, in capital or small letters; within a longer word it may.
public struct WordsAbsent: InstructionCheck {
    /// The words.
    public let words: [String]

    /// Asks for none of these.
    public init(words: [String]) { self.words = words }

    public func holds(for answer: String) -> Bool {
        let text = answer.lowercased()
        return words.allSatisfy { word in
            !text.ranges(of: word.lowercased()).contains { TextUnits.isWhole($0, in: text) }
        }
    }
}
