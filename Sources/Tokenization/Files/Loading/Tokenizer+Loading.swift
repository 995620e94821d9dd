public import Foundation
import Foundations

extension Tokenizer {
    /// Loads a tokenizer of any form: a `tokenizer.json`, a `.model` of SentencePiece, the vocabulary of a GGUF file, a
    /// `.tiktoken`, a `vocab.json` with its `merges.txt`, a `vocab.txt` of BERT, a `tokenizer.bin` of llama2.c, or a
    /// folder with one of them.
    ///
    /// - Throws: ``TokenizerFileError`` that lists what is supported where nothing of it is found, and what the reader of
    ///   the form throws.
    public convenience init(contentsOf url: URL) throws {
        switch try TokenizerSource(url) {
        case .tokenizerJSON(let file): try self.init(tokenizerJSON: file)
        case .gguf(let file): try self.init(gguf: file)
        case .sentencePiece(let file): try self.init(sentencePiece: file)
        case .tiktoken(let file): try self.init(tiktoken: file)
        case .llama2c(let file): try self.init(llama2cTokenizer: file)
        case .vocabularyAndMerges(let vocabulary, let merges):
            let document = try VocabularyFiles.document(vocabulary: vocabulary, merges: merges)
            try self.init(tokenizerJSON: document.serializedBytes(), source: vocabulary.path)
        case .wordList(let file):
            try self.init(
                tokenizerJSON: try VocabularyFiles.document(wordList: file).serializedBytes(), source: file.path)
        }
    }
}
