public import Foundation
public import Tensors
public import Transformer

/// What training lowers: a loss over batches of one kind.
///
/// Pretraining, fine-tuning, preferences and reinforcement learning differ here and in their data alone; ``Trainer``
/// does the rest.
public protocol Objective {
    /// What one pass through the model works on.
    associatedtype Batch

    /// What is learned beside the model, such as the head of a reward or value model. Checkpoints keep it; its names must
    /// differ from those of the model's parameters.
    var parameters: [Parameter] { get }

    /// What a step must not exceed; see ``LimitExceeded``.
    var limits: [ObjectiveLimit] { get }

    /// How much the batch counts in the mean of the loss: the sum of the weights of what carries loss, which is the number
    /// of its tokens, or of its pairs, where all weigh 1.
    ///
    /// A step's loss is divided by the weights of all its batches.
    func weight(of batch: Batch) -> Double

    /// The tokens that pass through the model, for the record.
    func tokens(in batch: Batch) -> Int

    /// The rows that pass through the model, as they follow each other in the step.
    func rows(in batch: Batch) -> Int

    /// The batches of a step with what they need of each other, such as an estimate over the whole step, so that its split
    /// into batches changes nothing.
    ///
    /// - Parameter tape: one that does not record.
    func prepare(_ batches: [Batch], model: CausalLM, tape: Tape) throws -> [Batch]

    /// The loss summed over the batch, in nats, and what was measured beside it.
    ///
    /// - Parameters:
    ///   - batch: what to work on.
    ///   - model: the model that is trained.
    ///   - tape: where the operations run. From one that records, the trainer takes the gradient of `scale` times the
    ///     sum afterwards.
    ///   - scale: one over the weight of the whole step, whatever number of batches it is split into.
    func loss(of batch: Batch, model: CausalLM, tape: Tape, scale: Float) throws -> BatchLoss

    /// Whether the held-out loss says how far training has come. That of a policy does not: on texts of its own it is 0,
    /// whatever they are worth.
    var lossTellsProgress: Bool { get }

    /// Whether the finished model must stand alone: an adapter is then added to the weights when they are written.
    var mergesAdapter: Bool { get }

    /// Writes into the folder of a finished model what the objective adds to it, such as a head.
    func accompany(model folder: URL) throws
}

extension Objective {
    public var parameters: [Parameter] { [] }
    public var limits: [ObjectiveLimit] { [] }
    public var lossTellsProgress: Bool { true }
    public var mergesAdapter: Bool { false }
    public func tokens(in batch: Batch) -> Int { Int(weight(of: batch)) }
    public func rows(in batch: Batch) -> Int { tokens(in: batch) }
    public func prepare(_ batches: [Batch], model: CausalLM, tape: Tape) throws -> [Batch] { batches }
    public func accompany(model folder: URL) throws {}
}
