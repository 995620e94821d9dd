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
        let request = GenerationRequest(
            prompt: try tokenizer.encodePrompt(prompt, for: model.configuration),
            sampling: SamplingOptions(seed: seed),
            stops: StopConditions(maximumTokens: tokens))
        let loop = try GenerationLoop(model: model, tokenizer: tokenizer, request: request, device: device)
        while try loop.next() != nil {}
        return loop.result?.text ?? ""
    }
}
