/// Hands out the batches of a run, any step of it at any time.
public struct DataLoader: BatchSource, Sendable {
    /// Where the tokens lie.
    public let source: any TokenSource
    /// Which of them a sequence reads.
    public let order: WindowOrder
    /// Sequences a step.
    public let batchSize: Int
    /// Sequences that pass through the model at a time.
    public let microBatchSize: Int

    /// - Precondition: `microBatchSize` divides `batchSize`; nil stands for the whole batch.
    public init(source: any TokenSource, order: WindowOrder, batchSize: Int, microBatchSize: Int? = nil) {
        let microBatchSize = microBatchSize ?? batchSize
        precondition(batchSize.isMultiple(of: microBatchSize), "micro-batches must fill the batch")
        self.source = source
        self.order = order
        self.batchSize = batchSize
        self.microBatchSize = microBatchSize
    }

    public func microBatches(ofStep step: Int) -> [TokenBatch] {
        stride(from: 0, to: batchSize, by: microBatchSize).map { first in
            batch(step: step, rows: first..<first + microBatchSize)
        }
    }

    /// The sequences `rows` of step `step` (from 0); all of them are the step's whole batch.
    ///
    /// - Precondition: `rows` lies within `0 ..< batchSize`.
    public func batch(step: Int, rows: Range<Int>) -> TokenBatch {
        var batch = TokenBatch(length: order.sequenceLength)
        batch.tokens.reserveCapacity(rows.count * batch.length)
        batch.targets.reserveCapacity(rows.count * batch.length)
        for row in rows {
            batch.append(from: source, at: order.start(ofSequence: step * batchSize + row))
        }
        return batch
    }
}
