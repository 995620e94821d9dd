public import Tensors

/// What one pass gave for the chunks of a batch; it is there until the tape is used again.
public struct ChunkOutputs {
    /// The logits that were asked for, chunk by chunk: [rows, vocabulary], float32.
    public let logits: Tensor
    /// The states after the last norm of each chunk that wanted them, in their order: [tokens, hidden], as the model
    /// computes them.
    public let states: [Tensor]
}
