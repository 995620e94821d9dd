public import Tensors

extension CausalLM {
    /// The numbers of a cache that suit the weights: half precision where those are kept in 16 bits or fewer, else float32.
    public var suitedCacheFormat: CacheFormat {
        parameters.contains { $0.frozen != nil && $0.byteCount < 4 * $0.count } ? .float16 : .float32
    }
}
