import Foundations

/// Elements of rows that fall away while training, each by a draw of its own.
///
/// A draw is a function of the seed, the number of the row and the column alone: the same however a step is split into
/// batches, and the same again when a run is resumed.
///
/// Source: Srivastava et al., "Dropout: A simple way to prevent neural networks from overfitting" (2014), section 4; what
/// stays is scaled while training, so that nothing need be afterwards.
public struct RowDropout: Sendable, Hashable {
    /// The seed of the draws.
    public let seed: UInt64
    /// The number of each row among those of its step.
    public let rows: [Int]
    /// An element falls away where its 16 random bits lie below.
    let threshold: UInt16

    /// Drops elements of rows with `probability`, in steps of 1 / 65,536.
    ///
    /// - Precondition: the probability lies in 0..<1.
    public init(probability: Double, seed: UInt64, rows: [Int]) {
        precondition((0..<1).contains(probability), "everything falls away")
        self.seed = seed
        self.rows = rows
        threshold = UInt16(min(65_535, (probability * 65_536).rounded()))
    }

    /// What is left is multiplied by this, so that its mean is what it was.
    public var scale: Float { 65_536 / (65_536 - Float(threshold)) }

    /// The draws of some of the rows.
    func selecting(_ range: Range<Int>) -> RowDropout {
        RowDropout(seed: seed, rows: Array(rows[range]), threshold: threshold)
    }

    /// The draws of row `index`, four columns in each number.
    func draws(ofRow index: Int) -> SplitMix64 {
        var mixer = SplitMix64(seed: seed &+ UInt64(bitPattern: Int64(rows[index])))
        return SplitMix64(seed: mixer.next())
    }

    private init(seed: UInt64, rows: [Int], threshold: UInt16) {
        self.seed = seed
        self.rows = rows
        self.threshold = threshold
    }
}
