public import Tensors
public import Transformer

/// Pretraining and fine-tuning: the negative logarithm of the probability of each token that carries loss.
public struct NextTokenObjective: Objective {
    public init() {}

    public func weight(of batch: TokenBatch) -> Int { batch.targetCount }

    public func loss(of batch: TokenBatch, model: CausalLM, tape: Tape, scale: Float) -> Double {
        model.loss(
            tokens: batch.tokens, targets: batch.targets, sequences: batch.sequences, length: batch.length,
            scale: scale, firstVisible: batch.firstVisible, tape: tape
        ).nats
    }
}
