import Foundations

/// Which stretch of the corpus each training sequence reads: a pure function of the seed and of how many sequences
/// went before, so that a resumed run reads on exactly where it stopped.
public struct WindowOrder: Sendable {
    /// Tokens in the corpus.
    public let tokenCount: Int
    /// Tokens a sequence is trained on; it needs one more, as the target of the last.
    public let sequenceLength: Int
    /// The order.
    public let sampling: SamplingOrder
    /// The seed of the order.
    public let seed: UInt64

    /// Windows that one epoch visits.
    public let windowsPerEpoch: Int

    /// The order over a corpus of `tokenCount` tokens.
    ///
    /// - Throws: ``DataError/tooSmall(tokens:needed:)`` where not even one window fits.
    public init(tokenCount: Int, sequenceLength: Int, sampling: SamplingOrder, seed: UInt64) throws(DataError) {
        guard tokenCount > sequenceLength else {
            throw .tooSmall(tokens: tokenCount, needed: sequenceLength + 1)
        }
        self.tokenCount = tokenCount
        self.sequenceLength = sequenceLength
        self.sampling = sampling
        self.seed = seed
        // One window less than would fit leaves room for every phase of the grid.
        windowsPerEpoch = max(1, (tokenCount - sequenceLength) / sequenceLength)
    }

    /// The first token of sequence number `index`, counted from the start of the run.
    public func start(ofSequence index: Int) -> Int {
        switch sampling {
        case .random:
            var generator = SplitMix64(seed: Self.mixed(seed, UInt64(index)))
            return generator.next(below: tokenCount - sequenceLength)
        case .epochs:
            let (epoch, window) = index.quotientAndRemainder(dividingBy: windowsPerEpoch)
            var generator = SplitMix64(seed: Self.mixed(seed, UInt64(epoch)))
            let slack = tokenCount - 1 - windowsPerEpoch * sequenceLength
            let phase = generator.next(below: min(sequenceLength, slack + 1))
            let permutation = IndexPermutation(count: windowsPerEpoch, seed: generator.next())
            return phase + permutation[window] * sequenceLength
        }
    }

    /// A seed that belongs to the pair.
    private static func mixed(_ seed: UInt64, _ index: UInt64) -> UInt64 {
        var generator = SplitMix64(seed: seed)
        generator = SplitMix64(seed: generator.next() ^ index)
        return generator.next()
    }
}
