import CKernels

/// The numbers in which a cache keeps keys and values.
public enum CacheFormat: String, CaseIterable, Sendable {
    /// As they were computed.
    case float32
    /// IEEE 754 half precision: half the memory, 11 bits of each number.
    case float16
    /// The upper half of a float32: half the memory, 8 bits of each number, and no overflow.
    case bfloat16
    /// Whole numbers of 8 bits in blocks of 32 along the head, with a factor in half precision: 34 bytes for 128.
    ///
    /// Queries are rounded in the same way, and scores are products of whole numbers.
    case q8 = "q8_0"

    /// How a head lies in a page.
    func layout(headSize: Int) -> martlet_cache_layout {
        switch self {
        case .float32: martlet_cache_layout(MARTLET_CACHE_F32, headSize)
        case .float16: martlet_cache_layout(MARTLET_CACHE_F16, headSize)
        case .bfloat16: martlet_cache_layout(MARTLET_CACHE_BF16, headSize)
        case .q8: martlet_cache_layout(MARTLET_CACHE_Q8_0, headSize)
        }
    }
}
