public import Tensors
public import Transformer

/// Keys and values that outlive a generation, and the tokens they belong to.
///
/// Given to one ``GenerationLoop`` after another, it saves each the part of its prompt that the cache already holds,
/// and changes no bit of what comes out. One loop at a time may use it.
public final class PromptCache {
    private let configuration: ModelConfiguration
    private let format: CacheFormat
    private(set) var cache: KVCache
    /// The tokens whose keys and values are there.
    public private(set) var tokens: [Int32] = []

    /// An empty cache.
    ///
    /// - Parameters:
    ///   - capacity: the tokens that there is room for at first, those of the model's context at most. A longer sequence gets
    ///     a larger cache, and is then computed anew.
    ///   - format: the numbers that it keeps.
    public init(configuration: ModelConfiguration, capacity: Int = 4096, format: CacheFormat = .float32) {
        self.configuration = configuration
        self.format = format
        cache = KVCache(
            configuration: configuration, capacity: min(capacity, configuration.maximumPositions), format: format)
    }

    /// An empty cache of the numbers that suit a model's weights.
    public convenience init(for model: CausalLM, capacity: Int = 4096) {
        self.init(configuration: model.configuration, capacity: capacity, format: model.suitedCacheFormat)
    }

    /// Whether a sequence of so many tokens fits without a larger cache, which begins empty.
    func hasRoom(for count: Int) -> Bool { count <= cache.capacity }

    /// Makes room for a sequence of so many tokens.
    func makeRoom(for count: Int) {
        if hasRoom(for: count) { return }
        tokens = []
        let capacity = min(configuration.maximumPositions, max(count, 2 * cache.capacity))
        cache = KVCache(configuration: configuration, capacity: capacity, format: format)
    }

    /// Keeps what `sequence` begins with, but for its last token, whose logits are wanted; how many tokens that is.
    func keepPrefix(of sequence: [Int32]) -> Int {
        let common = zip(tokens, sequence.dropLast()).prefix { $0 == $1 }.count
        truncate(to: common)
        return common
    }

    func truncate(to count: Int) {
        tokens.removeLast(max(0, tokens.count - count))
        cache.truncate(to: count)
    }

    /// Notes tokens that were computed.
    func append(_ new: ArraySlice<Int32>) { tokens += new }
}
