import ArgumentParser
import Foundation
import Tokenization

/// The tokenizer that a command works with.
struct TokenizerOption: ParsableArguments {
    @Argument(help: "A tokenizer.json, a folder with one, or a tokenizer.bin of llama2.c.", completion: .file())
    var tokenizer: String

    /// Loads it.
    func load() throws -> Tokenizer {
        let url = URL(filePath: tokenizer)
        return url.pathExtension == "bin" ? try Tokenizer(llama2cTokenizer: url) : try TokenizerFile.load(tokenizer)
    }
}
