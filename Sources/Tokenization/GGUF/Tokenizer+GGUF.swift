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

    /// The keys and values `tokenizer.*` that llama.cpp needs to give the same ids, for a GGUF file that is written.
    ///
    /// Byte-level BPE becomes `gpt2`, scored BPE `llama`, Unigram `t5`, WordPiece `bert`.
    ///
    /// - Parameter chatTemplate: the text of the model's chat template.
    /// - Throws: ``GGUFVocabularyError`` where llama.cpp would give other ids.
    public func ggufMetadata(
        chatTemplate: String? = nil
    ) throws(GGUFVocabularyError) -> [(key: String, value: GGUFValue)] {
        var writer = GGUFVocabularyWriter(self)
        return try writer.metadata(chatTemplate: chatTemplate)
    }
}
