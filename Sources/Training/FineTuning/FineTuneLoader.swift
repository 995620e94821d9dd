import Foundations

/// Hands out the batches of a fine-tuning run, any step of it at any time.
///
/// Each epoch reads every example once, in an order of its own that follows from the seed.
public final class FineTuneLoader: BatchSource {
    /// What is read.
    public let examples: [FineTuneExample]
    /// Tokens a sequence.
    public let sequenceLength: Int
    /// Sequences a step.
    public let batchSize: Int
    /// Sequences that pass through the model at a time.
    public let microBatchSize: Int
    /// Whether examples share sequences.
    public let isPacking: Bool

    private let seed: UInt64
    /// Where each epoch's rows end, counted from the beginning of the run, as far as they have been laid out.
    private var epochEnds: [Int] = []
    /// The rows of the last epochs that were asked for.
    private var recent: [(epoch: Int, rows: [[Int]])] = []

    /// - Precondition: there are examples, none of them longer than the sequences; `microBatchSize` divides `batchSize`.
    public init(
        examples: [FineTuneExample], sequenceLength: Int, batchSize: Int, microBatchSize: Int? = nil,
        isPacking: Bool = true, seed: UInt64
    ) {
        precondition(!examples.isEmpty, "there is nothing to learn from")
        let microBatchSize = microBatchSize ?? batchSize
        precondition(batchSize.isMultiple(of: microBatchSize), "micro-batches must fill the batch")
        self.examples = examples
        self.sequenceLength = sequenceLength
        self.batchSize = batchSize
        self.microBatchSize = microBatchSize
        self.isPacking = isPacking
        self.seed = seed
    }

    /// The steps that read every example `epochs` times, about.
    public func steps(epochs: Double) -> Int {
        max(1, Int((Double(rows(ofEpoch: 0).count) * epochs / Double(batchSize)).rounded(.up)))
    }

    public func microBatches(ofStep step: Int) -> [TokenBatch] {
        stride(from: 0, to: batchSize, by: microBatchSize).map { first in
            var batch = TokenBatch(length: sequenceLength)
            for row in first..<first + microBatchSize {
                append(self.row(step * batchSize + row), to: &batch)
            }
            return batch
        }
    }

    /// Every example once, in order, for validation.
    public func batches() -> [TokenBatch] {
        let rows = layOut(Array(examples.indices))
        return stride(from: 0, to: rows.count, by: microBatchSize).map { first in
            var batch = TokenBatch(length: sequenceLength)
            for row in rows[first..<min(first + microBatchSize, rows.count)] { append(row, to: &batch) }
            return batch
        }
    }

    /// The examples of row `index` of the run.
    private func row(_ index: Int) -> [Int] {
        while epochEnds.last ?? 0 <= index {
            epochEnds.append((epochEnds.last ?? 0) + rows(ofEpoch: epochEnds.count).count)
        }
        let epoch = epochEnds.firstIndex { $0 > index }!
        return rows(ofEpoch: epoch)[index - (epoch == 0 ? 0 : epochEnds[epoch - 1])]
    }

    private func rows(ofEpoch epoch: Int) -> [[Int]] {
        if let known = recent.first(where: { $0.epoch == epoch }) { return known.rows }
        // The golden ratio spreads the seeds of neighbouring epochs.
        let shuffle = IndexPermutation(count: examples.count, seed: seed &+ UInt64(epoch) &* 0x9E37_79B9_7F4A_7C15)
        let rows = layOut(examples.indices.map { shuffle[$0] })
        recent = Array((recent + [(epoch, rows)]).suffix(2))
        return rows
    }

    private func layOut(_ order: [Int]) -> [[Int]] {
        guard isPacking else { return order.map { [$0] } }
        return ExamplePacking.rows(
            lengths: order.lazy.map { ($0, self.examples[$0].positionCount) }, capacity: sequenceLength)
    }

    /// Adds a row to the batch: its examples one after another, then filling that nobody sees and that carries no loss.
    private func append(_ members: [Int], to batch: inout TokenBatch) {
        var firstVisible = batch.firstVisible ?? []
        var position = 0
        for index in members {
            let example = examples[index]
            let begin = Int32(position)
            for next in 1..<example.tokens.count {
                batch.tokens.append(example.tokens[next - 1])
                batch.targets.append(example.isTrained[next] ? example.tokens[next] : -1)
                firstVisible.append(begin)
            }
            if example.weights != nil, batch.weights == nil {
                batch.weights = Array(repeating: 1, count: batch.targets.count - example.positionCount)
            }
            batch.weights?.append(contentsOf: (1..<example.tokens.count).map(example.weight))
            position += example.positionCount
        }
        while position < sequenceLength {
            batch.tokens.append(0)
            batch.targets.append(-1)
            batch.weights?.append(0)
            firstVisible.append(Int32(position))
            position += 1
        }
        batch.firstVisible = firstVisible
        batch.sequences += 1
    }
}
