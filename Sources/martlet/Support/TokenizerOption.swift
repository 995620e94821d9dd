import ArgumentParser
import Foundation
import Tokenization

/// The tokenizer that a command works with.
struct TokenizerOption: ParsableArguments {
    @Argument(help: "A tokenizer.json, a folder with one, or a tokenizer.bin of llama2.c.", completion: .file())
    var tokenizer: String

    /// Loads it.
    func load() throws -> Tokenizer {
        var url = URL(filePath: tokenizer)
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory), isDirectory.boolValue {
            url = url.appending(path: Tokenizer.fileName)
        }
        return url.pathExtension == "bin" ? try Tokenizer(llama2cTokenizer: url) : try Tokenizer(tokenizerJSON: url)
    }
}
