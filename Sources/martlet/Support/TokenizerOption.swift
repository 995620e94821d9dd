import ArgumentParser
import Foundation
import Tokenization

/// The tokenizer that a command works with.
struct TokenizerOption: ParsableArguments {
    @Argument(
        help: "A tokenizer.json, .model, .gguf, .tiktoken, vocab.json, vocab.txt, tokenizer.bin, or a folder.",
        completion: .file())
    var tokenizer: String

    /// Loads it.
    func load() throws -> Tokenizer { try TokenizerFile.load(tokenizer) }
}
