public import Transformer

/// Keys and values that outlive a generation, and the tokens they belong to.
///
/// Given to one ``GenerationLoop`` after another, it saves each the part of its prompt that the cache already holds,
/// and changes no bit of what comes out. One loop at a time may use it.
public final class PromptCache {
    let cache: KVCache
    /// The tokens whose keys and values are there.
    public private(set) var tokens: [Int32] = []

    /// An empty cache.
    ///
    /// - Parameter capacity: the most tokens it holds; nil: those of the model's context.
    public init(configuration: ModelConfiguration, capacity: Int? = nil) {
        cache = KVCache(configuration: configuration, capacity: capacity ?? configuration.maximumPositions)
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
