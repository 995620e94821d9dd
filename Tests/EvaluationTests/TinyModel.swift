import Evaluation
import Foundation
import Tensors
import TestSupport
import Tokenization
import Transformer

/// A small vocabulary, models with random weights that belong to it, and a plain reading of their probabilities.
enum TinyModel {
    /// Byte-level, so that any text can be encoded; `the` and `cat` are tokens.
    static let tokenizer: Result<Tokenizer, any Error> = Result {
        var trainer = BPETrainer(vocabularySize: 300, specialTokens: ChatTemplate.standardSpecialTokens)
        trainer.add("the cat sat on the mat and the hat, the cat and the hat")
        return try trainer.train()
    }

    /// A model whose distributions are far from flat; a fresh one each time, always the same.
    static func make(context: Int = 96, seed: UInt64 = 1) throws -> CausalLM {
        let tokenizer = try tokenizer.get()
        return try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: tokenizer.vocabularySize, hiddenSize: 32, layerCount: 2, attentionHeadCount: 4,
                keyValueHeadCount: 2, intermediateSize: 48, maximumPositions: context, initializerRange: 0.3,
                endOfTextTokens: tokenizer.endOfTextToken.map { [$0] } ?? []),
            seed: seed)
    }

    /// The model, ready to be measured.
    static func measured(
        context: Int = 96, batch: Int = 8, threads: Int = 1, seed: UInt64 = 1, chats: Bool = false
    ) throws -> LocalEvaluatedModel {
        let tokenizer = try tokenizer.get()
        return try LocalEvaluatedModel(
            model: make(context: context, seed: seed), tokenizer: tokenizer,
            encoder: chats ? ChatEncoder(tokenizer: tokenizer, template: .standard) : nil, name: "tiny",
            device: CPUDevice(threadCount: threads), batch: batch)
    }

    /// log p of each token after the first, from a forward pass over all tokens and a softmax in double precision.
    static func plainLogProbabilities(
        of tokens: [Int32], context: Int = 96, seed: UInt64 = 1
    ) throws -> [(logProbability: Double, isBest: Bool)] {
        let model = try make(context: context, seed: seed)
        let cache = KVCache(configuration: model.configuration, capacity: tokens.count)
        let logits = try model.logits(
            of: Array(tokens.dropLast()), cache: cache, rows: .all,
            tape: Tape(device: CPUDevice(threadCount: 1), mode: .generation)
        ).values
        let width = model.configuration.vocabularySize
        return tokens.dropFirst().enumerated().map { row, token in
            let values = logits[row * width..<(row + 1) * width].map(Double.init)
            let highest = values.max() ?? 0
            let total = values.reduce(0) { $0 + exp($1 - highest) }
            let own = values[Int(token)]
            return (own - highest - log(total), values.firstIndex(of: highest) == Int(token))
        }
    }
}
