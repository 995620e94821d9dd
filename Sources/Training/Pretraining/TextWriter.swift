public import Transformer

/// Lets the model in training write a text, to show what it has learned.
public protocol TextWriter {
    /// A continuation of `prompt` (empty: a text from its beginning) by at most `tokens` tokens; the same for the same
    /// weights and the same seed.
    func write(_ model: CausalLM, prompt: String, tokens: Int, seed: UInt64) throws -> String
}
