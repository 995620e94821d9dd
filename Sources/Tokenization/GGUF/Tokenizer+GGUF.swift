public import Checkpoints
public import Foundation

extension Tokenizer {
    /// Reads the vocabulary inside a GGUF file; the ids of a text are those of llama.cpp.
    ///
    /// - Throws: `GGUFError` where a value is missing or of the wrong kind, ``TokenizerFileError`` where values
    ///   contradict each other or ask for what is not supported.
    public convenience init(gguf file: GGUFFile) throws {
        self.init(copying: try GGUFTokenizerReader(vocabulary: GGUFVocabulary(file)).tokenizer())
    }

    /// Reads the vocabulary inside the GGUF file at `url`; see ``init(gguf:)-(GGUFFile)``.
    public convenience init(gguf url: URL) throws {
        try self.init(gguf: try GGUFFile(url))
    }
}
