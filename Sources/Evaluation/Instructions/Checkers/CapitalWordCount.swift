/// So many words of the answer are in capital letters alone.
public struct CapitalWordCount: InstructionCheck {
    /// How their count compares.
    public let relation: CountRelation
    /// The count that was asked for.
    public let count: Int

    /// Asks for so many words.
    public init(relation: CountRelation, count: Int) {
        self.relation = relation
        self.count = count
    }

    public func holds(for answer: String) -> Bool {
        relation.holds(answer.split(whereSeparator: \.isWhitespace).count(where: TextUnits.isInCapitals), count)
    }
}
