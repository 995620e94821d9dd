import Generation
import Tensors
import Tokenization
import Training
import Transformer

/// Writes the samples of a fine-tuning run: what the model replies when a user says the prompt.
struct ReplyWriter: TextWriter {
    let encoder: ChatEncoder
    let device: CPUDevice

    func write(_ model: CausalLM, prompt: String, tokens: Int, seed: UInt64) throws -> String {
        let request = GenerationRequest(
            prompt: try encoder.encode(Chat([.user(prompt)]), addingGenerationPrompt: true).tokens,
            sampling: SamplingOptions(seed: seed),
            stops: StopConditions(maximumTokens: tokens))
        let loop = try GenerationLoop(model: model, tokenizer: encoder.tokenizer, request: request, device: device)
        while try loop.next() != nil {}
        return loop.result?.text ?? ""
    }
}
