/// The distribution behind one sampled token: what the model thought, and what the sampler made of it.
public struct CandidateDistribution: Sendable, Hashable {
    /// One token of the distribution.
    public struct Entry: Sendable, Hashable {
        /// The token's id.
        public let token: Int32
        /// The model's own probability: the softmax of all logits, at temperature 1.
        public let modelProbability: Double
        /// The probability of being drawn, after all steps; 0 where one of them left the token out.
        public let probability: Double
    }

    /// The most probable tokens, in the order of choice.
    public let entries: [Entry]

    /// How many tokens of the vocabulary could be drawn.
    public let keptCount: Int
}
