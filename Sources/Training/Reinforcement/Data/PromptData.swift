public import Foundation
import Foundations
public import Tokenization

/// What a run of reinforcement learning answers: prompts as tokens, some of them held out.
public struct PromptData: Sendable {
    /// The prompts to train on.
    public var train: [PromptTask]
    /// The prompts to validate on.
    public var heldOut: [PromptTask]
    /// The vocabulary.
    public var tokenizer: Tokenizer
    /// Prompts that were left out, by reason.
    public var skipped: [(reason: String, count: Int)]
    /// Where they come from, for messages.
    public var name: String
    /// The tokens that end an answer, beside the model's own.
    public var endTokens: [Int32]
    /// Writes into a model folder what goes with the model: the tokenizer and the chat template.
    public var accompany: @Sendable (URL) throws -> Void

    /// Holds out a share of `tasks`. A prompt decides for itself, so that neither the order nor the others matter.
    public init(
        tasks: [PromptTask], heldOutShare: Double, tokenizer: Tokenizer, name: String, endTokens: [Int32] = [],
        skipped: [(reason: String, count: Int)] = [], accompany: @escaping @Sendable (URL) throws -> Void = { _ in }
    ) {
        var train: [PromptTask] = [], heldOut: [PromptTask] = []
        for task in tasks {
            let hash = task.tokens.map(\.littleEndian).withUnsafeBytes { StableHash.xxh64($0) }
            let draw = Double(hash >> 11) / Double(UInt64(1) << 53)
            if draw < heldOutShare { heldOut.append(task) } else { train.append(task) }
        }
        self.train = train
        self.heldOut = heldOut
        self.tokenizer = tokenizer
        self.skipped = skipped
        self.name = name
        self.endTokens = endTokens
        self.accompany = accompany
    }
}
