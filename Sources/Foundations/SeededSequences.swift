/// Sequences of random numbers that belong to a seed, one for each index; none depends on another.
public struct SeededSequences: Sendable {
    private let base: UInt64

    /// The sequences of a seed.
    public init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        base = random.next()
    }

    /// The sequence number `index`; any number will do.
    public func sequence(at index: Int) -> SplitMix64 {
        // Two draws lie between the index and the sequence, so that sequences of neighbours have nothing in common.
        var start = SplitMix64(seed: base &+ UInt64(truncatingIfNeeded: index))
        return SplitMix64(seed: start.next())
    }
}
