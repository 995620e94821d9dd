/// Hands out the batches of a run, any step of it at any time.
public struct DataLoader<Source: TokenSource>: Sendable {
    /// Where the tokens lie.
    public let source: Source
    /// Which of them a sequence reads.
    public let order: WindowOrder
    /// Sequences a step.
    public let batchSize: Int

    public init(source: Source, order: WindowOrder, batchSize: Int) {
        self.source = source
        self.order = order
        self.batchSize = batchSize
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
