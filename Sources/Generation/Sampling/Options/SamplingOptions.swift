/// How the next token is chosen from the model's logits.
///
/// First logits are adjusted: ``logitBias``, ``penalties``, ``dry``. Then filters leave out tokens, each seeing what
/// the ones before it left: ``topNSigma``, ``topK``, ``typical``, ``topP``, ``minP``, ``xtc``. Then the temperature
/// reshapes what is left, and one token is drawn. So the filters see the model's own probabilities, whatever the
/// temperature. Order and defaults are those of llama.cpp. ``mirostat`` takes the place of all filters.
public struct SamplingOptions: Sendable, Hashable {
    /// Divides the logits before the draw: 0 always takes the most probable token, below 1 sharpens, above 1 flattens.
    public var temperature: Double

    /// How the temperature follows the entropy.
    public var dynamicTemperature = DynamicTemperature()

    /// Only the `topK` most probable tokens stay; 0 keeps all.
    public var topK: Int

    /// Only the smallest set of most probable tokens whose probabilities sum to at least `topP` stays; 1 keeps all.
    public var topP: Double

    /// Only tokens at least `minP` times as probable as the most probable one stay; 0 keeps all.
    public var minP: Double

    /// Only the tokens whose surprise is closest to the entropy stay, as many as sum to more than `typical`; 1 keeps
    /// all.
    public var typical: Double = 1

    /// Only tokens stay whose logit is at most so many standard deviations of all logits below the highest; 0 keeps
    /// all.
    public var topNSigma: Double = 0

    /// How often the most probable tokens are left out.
    public var xtc = XTCOptions()

    /// What tokens lose that the text has lately used.
    public var penalties = PenaltyOptions()

    /// What tokens lose that would repeat a sequence.
    public var dry = DRYOptions()

    /// The surprise to hold in place of all filters; nil filters.
    public var mirostat: MirostatOptions?

    /// What is added to the logits of some tokens; minus infinity forbids one.
    public var logitBias: [Int32: Double] = [:]

    /// The draws are a function of this seed and of the position in the sequence, and of nothing else.
    public var seed: UInt64

    /// Options that keep the usual variety: the 40 most probable tokens, 95 percent of their mass, no token below a
    /// twentieth of the most probable one, temperature 0.8.
    public init(
        temperature: Double = 0.8, topK: Int = 40, topP: Double = 0.95, minP: Double = 0.05, seed: UInt64 = 0
    ) {
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.minP = minP
        self.seed = seed
    }

    /// Always the most probable token; among equals, the one with the lowest id.
    public static let greedy = SamplingOptions(temperature: 0)

    /// Every token with the model's own probability, at a temperature: nothing is left out.
    public static func unfiltered(temperature: Double = 1, seed: UInt64 = 0) -> SamplingOptions {
        SamplingOptions(temperature: temperature, topK: 0, topP: 1, minP: 0, seed: seed)
    }

    /// Whether no draw is made: the most probable token after bias and penalties is taken.
    public var isGreedy: Bool { temperature == 0 }
}
