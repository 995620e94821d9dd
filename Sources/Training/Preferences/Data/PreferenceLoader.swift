import Foundations

/// Hands out the batches of a run on preferences, any step of it at any time.
///
/// Each epoch reads every preference once, in an order of its own that follows from the seed.
public struct PreferenceLoader: BatchSource, Sendable {
    /// What is read.
    public let examples: [PreferenceExample]
    /// What the reference says of each.
    public let references: [TextPair<Double>]
    /// Preferences a step.
    public let batchSize: Int
    /// Preferences that pass through the model at a time.
    public let microBatchSize: Int

    private let seed: UInt64

    /// - Parameter references: nil where the loss has no reference.
    /// - Precondition: there are examples; `microBatchSize` divides `batchSize`.
    public init(
        examples: [PreferenceExample], references: [TextPair<Double>]? = nil, batchSize: Int,
        microBatchSize: Int? = nil, seed: UInt64
    ) {
        let microBatchSize = microBatchSize ?? batchSize
        precondition(!examples.isEmpty, "there is nothing to learn from")
        precondition(batchSize.isMultiple(of: microBatchSize), "micro-batches must fill the batch")
        self.examples = examples
        self.references = references ?? examples.map { _ in TextPair(first: 0, second: 0) }
        self.batchSize = batchSize
        self.microBatchSize = microBatchSize
        self.seed = seed
    }

    /// The steps that read every preference `epochs` times, about.
    public func steps(epochs: Double) -> Int {
        max(1, Int((Double(examples.count) * epochs / Double(batchSize)).rounded(.up)))
    }

    public func microBatches(ofStep step: Int) -> [PreferenceBatch] {
        stride(from: 0, to: batchSize, by: microBatchSize).map { first in
            batch((first..<first + microBatchSize).map { place(step * batchSize + $0) })
        }
    }

    /// Every preference once, in order, for validation.
    public func batches() -> [PreferenceBatch] {
        stride(from: 0, to: examples.count, by: microBatchSize).map { first in
            batch(Array(first..<min(first + microBatchSize, examples.count)))
        }
    }

    private func batch(_ places: [Int]) -> PreferenceBatch {
        PreferenceBatch(examples: places.map { examples[$0] }, references: places.map { references[$0] })
    }

    /// The example that is read as number `index` of the run.
    private func place(_ index: Int) -> Int {
        let (epoch, position) = index.quotientAndRemainder(dividingBy: examples.count)
        // The golden ratio spreads the seeds of neighbouring epochs.
        let seed = seed &+ UInt64(epoch) &* 0x9E37_79B9_7F4A_7C15
        return IndexPermutation(count: examples.count, seed: seed)[position]
    }
}
