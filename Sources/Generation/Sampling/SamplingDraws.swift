private import Foundations

/// The uniform numbers of a position: a function of the seed and the position, and of nothing else.
package struct SamplingDraws {
    /// Chooses the token.
    package let token: Double
    /// Decides whether the top choices are left out.
    package let exclusion: Double

    /// The first draws of a generator of its own, seeded with a hash of both.
    package init(seed: UInt64, position: Int) {
        var seeds = SplitMix64(seed: seed)
        var generator = SplitMix64(seed: seeds.next() &+ UInt64(truncatingIfNeeded: position))
        token = generator.uniform()
        exclusion = generator.uniform()
    }
}
