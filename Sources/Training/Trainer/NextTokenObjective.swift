public import Tensors
public import Transformer

/// Pretraining and fine-tuning: the negative logarithm of the probability of each token that carries loss, times the
/// token's weight.
public struct NextTokenObjective: Objective {
    public init() {}

    public func weight(of batch: TokenBatch) -> Double { batch.weightSum }

    public func tokens(in batch: TokenBatch) -> Int { batch.targetCount }

    public func rows(in batch: TokenBatch) -> Int { batch.sequences * batch.length }

    public func loss(of batch: TokenBatch, model: CausalLM, tape: Tape, scale: Float) -> BatchLoss {
        let loss = model.loss(
            tokens: batch.tokens, targets: batch.targets, sequences: batch.sequences, length: batch.length,
            scale: scale, firstVisible: batch.firstVisible, weights: batch.weights, tape: tape)
        return BatchLoss(sum: loss.nats)
    }
}
