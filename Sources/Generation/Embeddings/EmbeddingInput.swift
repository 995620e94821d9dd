import Foundation
import Foundations
import Tokenization

/// Turns texts into the tokens that an encoder reads.
struct EmbeddingInput {
    /// The tokens of one text.
    struct Text {
        var tokens: [Int32]
        var types: [Int32]
        /// Tokens of the whole text, before it was cut.
        var wholeCount: Int
    }

    let tokenizer: Tokenizer
    let lowercases: Bool
    /// The most tokens of a text, all included.
    let maximumTokens: Int

    /// The tokens of `text`, cut at the end to as many as the model reads; those around a text are never cut.
    func tokens(of text: String) -> Text {
        var bytes = Array(text.utf8)
        if lowercases {
            var lowered: [UInt8] = []
            bytes.withUnsafeBufferPointer { LowercaseNormalizer().normalize($0, into: &lowered) }
            bytes = lowered
        }
        let content = tokenizer.encode(bytes: bytes)
        let around = tokenizer.postProcessor.join([]).tokens.count
        let joined = tokenizer.postProcessor.join(Array(content.prefix(max(0, maximumTokens - around))))
        return Text(tokens: joined.tokens, types: joined.typeIDs, wholeCount: content.count + around)
    }

    /// The tokenizer of a folder: its `tokenizer.json`, or else its `vocab.txt`.
    static func tokenizer(in folder: URL) throws -> Tokenizer {
        func exists(_ name: String) -> Bool {
            FileManager.default.fileExists(atPath: folder.appending(path: name).path)
        }
        let json = folder.appending(path: Tokenizer.fileName)
        if exists(Tokenizer.fileName) { return try Tokenizer(tokenizerJSON: json) }
        guard exists(Tokenizer.bertVocabularyFileName) else {
            throw EmbeddingError.noTokenizer(directory: folder.path)
        }
        let settings = folder.appending(path: Tokenizer.configurationFileName)
        return try Tokenizer(
            bertVocabulary: folder.appending(path: Tokenizer.bertVocabularyFileName),
            settings: exists(Tokenizer.configurationFileName) ? JSONValue(contentsOf: settings) : nil)
    }
}
