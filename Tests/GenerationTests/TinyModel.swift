import Generation
import Tensors
import Tokenization
import Transformer

/// A small vocabulary and a model with random weights that belong to it.
enum TinyModel {
    /// Byte-level, so that any text can be encoded; `the` and `cat` are tokens.
    static let tokenizer: Result<Tokenizer, any Error> = Result {
        var trainer = BPETrainer(vocabularySize: 280)
        trainer.add("the cat sat on the mat and the hat, the cat and the hat")
        return try trainer.train()
    }

    /// A model whose distributions are far from flat; a fresh one each time, always the same.
    static func make(context: Int = 96, endTokens: [Int32] = [], seed: UInt64 = 1) throws -> CausalLM {
        try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: tokenizer.get().vocabularySize, hiddenSize: 32, layerCount: 2, attentionHeadCount: 4,
                keyValueHeadCount: 2, intermediateSize: 48, maximumPositions: context, initializerRange: 0.3,
                endOfTextTokens: endTokens),
            seed: seed)
    }

    /// Runs a request to its end.
    static func run(
        _ request: GenerationRequest, context: Int = 96, endTokens: [Int32] = [], threads: Int = 1
    ) throws -> (tokens: [GeneratedToken], result: GenerationResult?) {
        let loop = try GenerationLoop(
            model: make(context: context, endTokens: endTokens), tokenizer: tokenizer.get(), request: request,
            device: CPUDevice(threadCount: threads))
        var tokens: [GeneratedToken] = []
        while let token = try loop.next() { tokens.append(token) }
        return (tokens, loop.result)
    }
}
