public import Transformer

/// What to make a vector of, with the states of a model that writes texts.
public struct EmbeddingRequest: Sendable {
    /// The tokens of the text; at least one.
    public var tokens: [Int32]

    /// How the states of the tokens become a vector.
    public var pooling: Pooling

    /// Whether the vector is scaled to length 1.
    public var normalizes: Bool

    /// Among requests of one engine, those of higher priority come first; equals take turns.
    public var priority = 0

    /// Asks for the vector of a text.
    public init(tokens: [Int32], pooling: Pooling = Pooling([.mean]), normalizes: Bool = true) {
        self.tokens = tokens
        self.pooling = pooling
        self.normalizes = normalizes
    }

    /// Whether the states of all tokens are needed; else the beginning of the text may be in the cache already.
    var needsAllStates: Bool { pooling.modes != [.lastToken] }
}
