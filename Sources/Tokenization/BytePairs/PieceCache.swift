/// Remembers the tokens of pretokens that were merged before.
///
/// Each pretoken has one place by its hash and takes it over from whatever was there: a lookup is one comparison, and
/// memory is bounded. The whole key is compared, so that a hit is always right.
struct PieceCache: Sendable {
    /// The most tokens that a remembered pretoken can have.
    static let mostTokens = 7
    private static let size = 1 << 13

    private struct Slot: BitwiseCopyable, Sendable {
        var key: SIMD4<UInt64>
        /// The number of tokens, then the tokens.
        var tokens: SIMD8<Int32>
    }

    private var slots = [Slot](repeating: Slot(key: .zero, tokens: .zero), count: Self.size)

    /// Appends the tokens of the pretoken with `key`, and says whether it was there.
    @inline(__always)
    func append(_ key: PieceKey, to tokens: inout [Int32]) -> Bool {
        slots.withUnsafeBufferPointer { slots in
            let slot = slots.baseAddress.unsafelyUnwrapped + (Int(truncatingIfNeeded: key.hash) & (Self.size - 1))
            guard slot.pointee.key == key.words else { return false }
            let remembered = slot.pointee.tokens
            for index in 0..<Int(remembered[0]) { tokens.append(remembered[index + 1]) }
            return true
        }
    }

    /// Remembers `tokens`, at most ``mostTokens``, for the pretoken with `key`.
    mutating func remember(_ tokens: [Int32], for key: PieceKey) {
        var stored = SIMD8<Int32>.zero
        stored[0] = Int32(tokens.count)
        for index in tokens.indices { stored[index + 1] = tokens[index] }
        slots[Int(truncatingIfNeeded: key.hash) & (Self.size - 1)] = Slot(key: key.words, tokens: stored)
    }
}
