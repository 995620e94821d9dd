/// The answer has so many words: runs of letters, digits and underscores.
public struct WordCount: InstructionCheck {
    /// How their count compares.
    public let relation: CountRelation
    /// The count that was asked for.
    public let count: Int

    /// Asks for so many words.
    public init(relation: CountRelation, count: Int) {
        self.relation = relation
        self.count = count
    }

    public func holds(for answer: String) -> Bool { relation.holds(TextUnits.words(of: answer).count, count) }
}
