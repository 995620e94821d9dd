/// A letter or sign occurs so often, in capital or small letters.
public struct LetterCount: InstructionCheck {
    /// The letter.
    public let letter: String
    /// How its count compares.
    public let relation: CountRelation
    /// The count that was asked for.
    public let count: Int

    /// Asks for so many occurrences.
    public init(letter: String, relation: CountRelation, count: Int) {
        self.letter = letter
        self.relation = relation
        self.count = count
    }

    public func holds(for answer: String) -> Bool {
        relation.holds(answer.lowercased().ranges(of: letter.lowercased()).count, count)
    }
}
