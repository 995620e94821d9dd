public import Tensors
public import Transformer

/// What training lowers: a loss over batches of one kind.
///
/// Pretraining, fine-tuning, preferences and reinforcement learning differ here and in their data alone; ``Trainer``
/// does the rest.
public protocol Objective {
    /// What one pass through the model works on.
    associatedtype Batch

    /// How much the batch counts: the sum of the weights of what carries loss, which is its number where all weigh 1.
    ///
    /// A step's loss is divided by the weights of all its batches.
    func weight(of batch: Batch) -> Double

    /// How many of the batch's tokens carry loss.
    func tokens(in batch: Batch) -> Int

    /// The loss summed over the batch, in nats.
    ///
    /// - Parameters:
    ///   - batch: what to work on.
    ///   - model: the model that is trained.
    ///   - tape: where the operations run. From one that records, the trainer takes the gradient of `scale` times the
    ///     sum afterwards.
    ///   - scale: one over the weight of the whole step, whatever number of batches it is split into.
    func loss(of batch: Batch, model: CausalLM, tape: Tape, scale: Float) throws -> Double
}
