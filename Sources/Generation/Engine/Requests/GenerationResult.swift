/// A finished generation.
public struct GenerationResult: Sendable, Hashable {
    /// Every token that the model produced, the one that ended the text included.
    public let tokens: [Int32]

    /// The text: what the tokens' texts joined are, without special tokens and without the stop string.
    public let text: String

    /// Why it ended.
    public let stopReason: StopReason

    /// Tokens in the prompt.
    public let promptTokenCount: Int

    /// Tokens of the prompt that an earlier generation had left in the cache.
    public let reusedTokenCount: Int

    /// The time it took to process the prompt and choose the first token.
    public let prefillDuration: Duration

    /// The time it took to produce all further tokens.
    public let decodeDuration: Duration

    /// Tokens of the prompt processed in a second; nil where the time was too short to tell.
    public var prefillTokensPerSecond: Double? { Self.rate(promptTokenCount, prefillDuration) }

    /// Tokens produced in a second, the first one left out; nil where there are none.
    public var decodeTokensPerSecond: Double? { Self.rate(tokens.count - 1, decodeDuration) }

    private static func rate(_ count: Int, _ duration: Duration) -> Double? {
        let seconds = duration / .seconds(1)
        return count > 0 && seconds > 0 ? Double(count) / seconds : nil
    }
}
