import Foundations

/// Seeds that follow from where a rollout stands in a run, and from nothing else.
public enum RolloutSeed {
    /// The seed of what happens at a place, such as (iteration, prompt).
    public static func seed(run: UInt64, _ places: Int...) -> UInt64 {
        var state = run
        for place in places {
            var generator = SplitMix64(seed: state)
            state = generator.next() ^ UInt64(bitPattern: Int64(place))
        }
        var generator = SplitMix64(seed: state)
        return generator.next()
    }
}
