import Glibc

/// The model's own distribution over the next token: the softmax of its logits, normalised once.
///
/// Logarithms are natural and in single precision; the sum behind them has one order, so that they have the same bits
/// on every run.
struct ModelDistribution {
    private let logits: UnsafeBufferPointer<Float>
    private var ranking = RankedLogits()
    /// The logarithm of the sum of e^logit.
    private let logNormalizer: Float

    /// The distribution of logits that must stay where they are while this value is used.
    ///
    /// - Throws: ``SamplingError`` if a logit is NaN or plus infinity, or if none is finite.
    init(_ logits: UnsafeBufferPointer<Float>) throws(SamplingError) {
        self.logits = logits
        try ranking.begin(logits)
        logNormalizer = Float(Double(ranking.highest) + log(ranking.totalWeight(at: 1)))
    }

    /// The natural logarithm of a token's probability.
    func logProbability(of token: Int32) -> Float { logits[Int(token)] - logNormalizer }

    /// A token's probability.
    func probability(of token: Int32) -> Double { exp(Double(logProbability(of: token))) }

    /// The most probable tokens, at most `count`.
    mutating func top(_ count: Int) -> [Int32] {
        ranking.rank(first: count)
        return ranking.ranked.prefix(count).map(\.token)
    }
}
