import ArgumentParser
import Foundation
import Tokenization

/// The tokenizer that a command works with.
struct TokenizerOption: ParsableArguments {
    @Argument(
        help: "A tokenizer.json, a folder with one, a rank file of tiktoken, or a tokenizer.bin of llama2.c.",
        completion: .file())
    var tokenizer: String

    /// Loads it.
    func load() throws -> Tokenizer {
        let url = URL(filePath: tokenizer)
        switch url.pathExtension {
        case "bin": return try Tokenizer(llama2cTokenizer: url)
        case "tiktoken": return try Tokenizer(tiktoken: url)
        default: return try TokenizerFile.load(tokenizer)
        }
    }
}
