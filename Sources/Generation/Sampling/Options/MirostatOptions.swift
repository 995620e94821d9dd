/// Holds the surprise of a text at a target, in place of the filters of fixed width.
///
/// Source: Basu et al., "Mirostat: a neural text decoding algorithm that directly controls perplexity" (ICLR 2021),
/// with the second version of the authors' code: tokens of more surprise than the current bound are left out.
public struct MirostatOptions: Sendable, Hashable {
    /// The surprise to hold, in bits a token.
    public var target: Double

    /// How fast the bound follows, from above 0 to 1.
    public var learningRate: Double

    /// The usual target and rate.
    public init(target: Double = 5, learningRate: Double = 0.1) {
        self.target = target
        self.learningRate = learningRate
    }
}
