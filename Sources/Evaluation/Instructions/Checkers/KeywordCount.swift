/// A keyword occurs so often, in capital or small letters, alone or within words; occurrences do not overlap.
public struct KeywordCount: InstructionCheck {
    /// The keyword.
    public let keyword: String
    /// How its count compares.
    public let relation: CountRelation
    /// The count that was asked for.
    public let count: Int

    /// Asks for so many occurrences.
    public init(keyword: String, relation: CountRelation, count: Int) {
        self.keyword = keyword
        self.relation = relation
        self.count = count
    }

    public func holds(for answer: String) -> Bool {
        relation.holds(answer.lowercased().ranges(of: keyword.lowercased()).count, count)
    }
}
