public import Tensors

/// How an engine shares its time and memory among requests.
///
/// None of it changes a bit of any text, but for the format of the cache, and for how long a text may become.
public struct EngineOptions: Sendable, Hashable {
    /// The numbers in which keys and values are kept; nil for what suits the model's weights.
    public var cacheFormat: CacheFormat?
    /// Bytes of keys and values at most; nil for a quarter of the machine's memory. No text can be longer than what fits.
    public var cacheByteLimit: Int?
    /// Whether keys and values of texts that have ended are kept for others that begin alike, while there is room.
    public var keepsPrefixes: Bool
    /// How much one step takes on.
    public var limits: SchedulerLimits
    /// Tokens that are computed ahead of a reader.
    public var bufferedTokens: Int

    /// The choices of an engine.
    public init(
        cacheFormat: CacheFormat? = nil, cacheByteLimit: Int? = nil, keepsPrefixes: Bool = true,
        limits: SchedulerLimits = SchedulerLimits(), bufferedTokens: Int = 4
    ) {
        self.cacheFormat = cacheFormat
        self.cacheByteLimit = cacheByteLimit
        self.keepsPrefixes = keepsPrefixes
        self.limits = limits
        self.bufferedTokens = max(1, bufferedTokens)
    }
}
