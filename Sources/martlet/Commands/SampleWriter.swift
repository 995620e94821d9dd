import Generation
import Tensors
import Tokenization
import Training
import Transformer

/// Writes the samples of a training run with the same loop that `martlet generate` uses.
struct SampleWriter: TextWriter {
    let tokenizer: Tokenizer
    let device: CPUDevice

    func write(_ model: CausalLM, prompt: String, tokens: Int, seed: UInt64) throws -> String {
        var start = tokenizer.beginOfTextToken.map { [$0] } ?? []
        start += tokenizer.encode(prompt)
        // A text without a prompt follows the end of the text before it, as in the corpus.
        if start.isEmpty { start = model.configuration.endOfTextTokens }
        let request = GenerationRequest(
            prompt: start, sampling: SamplingOptions(seed: seed),
            stops: StopConditions(maximumTokens: tokens))
        let loop = try GenerationLoop(model: model, tokenizer: tokenizer, request: request, device: device)
        while try loop.next() != nil {}
        return loop.result?.text ?? ""
    }
}
