import Foundations
import Training

/// Batches of random tokens: what a step costs does not depend on what it learns.
struct RandomTokens: BatchSource {
    let setting: TrainingSetting

    func microBatches(ofStep step: Int) -> [TokenBatch] {
        var generator = SplitMix64(seed: UInt64(step))
        var batch = TokenBatch(length: setting.length)
        batch.sequences = setting.sequences
        batch.tokens = (0..<setting.tokens).map { _ in Int32(generator.next(below: setting.vocabulary)) }
        batch.targets = (0..<setting.tokens).map { _ in Int32(generator.next(below: setting.vocabulary)) }
        return [batch]
    }
}
