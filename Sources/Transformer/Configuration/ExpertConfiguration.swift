/// The experts that take the place of one feed-forward layer.
public struct ExpertConfiguration: Sendable, Equatable {
    /// Experts in a layer.
    public var count: Int
    /// Experts that each token goes to.
    public var perToken: Int
    /// Width between the two products of an expert.
    public var intermediateSize: Int
    /// Whether the weights of a token's experts sum to 1; else they are its probabilities among all experts.
    public var normalizesWeights: Bool

    /// `count` experts, of which each token sees `perToken`.
    public init(count: Int, perToken: Int, intermediateSize: Int, normalizesWeights: Bool = true) {
        self.count = count
        self.perToken = perToken
        self.intermediateSize = intermediateSize
        self.normalizesWeights = normalizesWeights
    }
}
