/// How the next token is chosen from the model's logits.
///
/// The chain is top-k, then top-p, then temperature, then one draw: top-p sees the model's own probabilities among
/// the tokens that top-k left, and the temperature reshapes what both of them left.
public struct SamplingOptions: Sendable, Hashable {
    /// Divides the logits before the draw: 0 always takes the most probable token, below 1 sharpens, above 1 flattens.
    public var temperature: Double

    /// Only the `topK` most probable tokens stay; 0 keeps all.
    public var topK: Int

    /// Only the smallest set of most probable tokens whose probabilities sum to at least `topP` stays; 1 keeps all.
    public var topP: Double

    /// The draws are a function of this seed and of the position in the sequence, and of nothing else.
    public var seed: UInt64

    /// Options that keep the usual variety: the 40 most probable tokens, 95 percent of their mass, temperature 0.8.
    public init(temperature: Double = 0.8, topK: Int = 40, topP: Double = 0.95, seed: UInt64 = 0) {
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.seed = seed
    }

    /// Always the most probable token; among equals, the one with the lowest id.
    public static let greedy = SamplingOptions(temperature: 0)

    /// Whether no draw is made.
    public var isGreedy: Bool { temperature == 0 }

    /// Checks every option against its range.
    ///
    /// - Throws: ``SamplingError/invalidOption(name:value:requirement:)`` naming the first option out of range.
    public func validate() throws(SamplingError) {
        if !(temperature.isFinite && temperature >= 0) {
            throw .invalidOption(
                name: "temperature", value: "\(temperature)", requirement: "a finite number, at least 0")
        }
        if topK < 0 {
            throw .invalidOption(
                name: "top-k", value: "\(topK)", requirement: "a whole number, at least 0 (0 keeps all)")
        }
        if !(topP > 0 && topP <= 1) {
            throw .invalidOption(name: "top-p", value: "\(topP)", requirement: "above 0 and at most 1 (1 keeps all)")
        }
    }
}
