/// How probable the model itself held a token, and which it held most probable.
///
/// The distribution is that of the model's logits alone, before bias, penalties, constraints and filters. Natural
/// logarithms, in single precision.
public struct TokenLogProbabilities: Sendable, Hashable {
    /// A token with the logarithm of its probability.
    public struct Entry: Sendable, Hashable {
        /// The token's id.
        public let token: Int32
        /// The natural logarithm of its probability; minus infinity where it has none.
        public let logProbability: Float
    }

    /// The logarithm of the probability of the token itself.
    public let logProbability: Float

    /// The most probable tokens, most probable first, equals by ascending id.
    public let top: [Entry]

    /// Looks a token up in the logits of its position.
    ///
    /// - Parameters:
    ///   - token: the token; one of the vocabulary.
    ///   - logits: one unnormalised log-probability a token of the vocabulary.
    ///   - count: how many of the most probable tokens to list.
    /// - Throws: ``SamplingError`` if a logit is NaN or plus infinity, or if none is finite.
    public init(of token: Int32, in logits: UnsafeBufferPointer<Float>, count: Int) throws(SamplingError) {
        guard logits.indices.contains(Int(token)) else {
            throw .unknownToken(token, vocabularySize: logits.count)
        }
        var model = try ModelDistribution(logits)
        logProbability = model.logProbability(of: token)
        top = model.top(count).map { Entry(token: $0, logProbability: model.logProbability(of: $0)) }
    }
}
