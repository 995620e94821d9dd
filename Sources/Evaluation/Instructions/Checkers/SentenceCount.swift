/// The answer has so many sentences, as ``TextUnits/sentenceCount(of:)`` finds them.
public struct SentenceCount: InstructionCheck {
    /// How their count compares.
    public let relation: CountRelation
    /// The count that was asked for.
    public let count: Int

    /// Asks for so many sentences.
    public init(relation: CountRelation, count: Int) {
        self.relation = relation
        self.count = count
    }

    public func holds(for answer: String) -> Bool { relation.holds(TextUnits.sentenceCount(of: answer), count) }
}
