import Foundations
import Generation
import Tensors
import Tokenization
import Transformer

/// A small model with random weights and a vocabulary of bytes, made anew wherever it is needed: always the same.
struct SoakModel {
    static let vocabularySize = 320
    static let context = 768

    let tokenizer: Tokenizer

    init() throws {
        var trainer = BPETrainer(vocabularySize: Self.vocabularySize)
        trainer.add("the quick brown fox jumps over the lazy dog, and the dog barks at the fox; then the fox is gone")
        tokenizer = try trainer.train()
    }

    /// The model; two of them share nothing.
    func make() throws -> CausalLM {
        try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: tokenizer.vocabularySize, hiddenSize: 96, layerCount: 3, attentionHeadCount: 6,
                keyValueHeadCount: 2, intermediateSize: 192, maximumPositions: Self.context, initializerRange: 0.2),
            seed: 5)
    }

    /// A request whose prompt often begins like others.
    func request(_ generator: inout SplitMix64) -> GenerationRequest {
        let size = UInt64(tokenizer.vocabularySize)
        // One of a few beginnings, of which a part is taken.
        var beginning = SplitMix64(seed: UInt64(generator.next(below: 6)))
        var prompt = (0..<1 + generator.next(below: 400)).map { _ in Int32(beginning.next() % size) }
        prompt += (0..<1 + generator.next(below: 120)).map { _ in Int32(generator.next() % size) }
        var request = GenerationRequest(
            prompt: prompt,
            sampling: generator.next(below: 4) == 0 ? .greedy : SamplingOptions(temperature: 1, seed: generator.next()),
            stops: StopConditions(maximumTokens: 1 + generator.next(below: 80)), logProbabilityCount: 2)
        request.priority = generator.next(below: 2)
        return request
    }
}
