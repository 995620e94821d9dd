public import Foundation
import Foundations

extension Tokenizer {
    /// Loads a rank file of tiktoken, such as `cl100k_base.tiktoken`.
    ///
    /// Ids are tiktoken's, for `encode_ordinary`, and with special tokens allowed for `encode(allowed_special="all")`.
    /// Ids of the vocabulary that tiktoken leaves unused have no bytes.
    ///
    /// - Parameters:
    ///   - url: the file.
    ///   - encoding: the split pattern and the special tokens; nil takes the published encoding that the file is named
    ///     for.
    /// - Throws: ``TokenizerFileError`` that names the line which is wrong, or `FileError` where the file cannot be read.
    public convenience init(tiktoken url: URL, encoding: TiktokenEncoding? = nil) throws {
        let name = url.deletingPathExtension().lastPathComponent
        guard let encoding = encoding ?? TiktokenEncoding(published: name) else {
            let known = TiktokenEncoding.published.map(\.name).joined(separator: ", ")
            throw TokenizerFileError(
                .unsupported, file: url.path, location: "the name of the file",
                detail:
                    "'\(name)', which is none of the published encodings (\(known)): name the encoding; guessing one")
        }
        let tokenizer = try MappedFile(url).withBytes { bytes in
            try TiktokenRankFile(bytes, file: url.path).tokenizer(encoding)
        }
        self.init(model: tokenizer.model, specialTokens: tokenizer.specialTokens)
    }

    /// Loads a rank file from its bytes; see ``init(tiktoken:encoding:)``.
    ///
    /// - Parameter source: the name of the file for errors.
    public convenience init(tiktokenRanks bytes: [UInt8], source: String, encoding: TiktokenEncoding) throws {
        let tokenizer = try bytes.withUnsafeBytes { bytes throws(TokenizerFileError) in
            try TiktokenRankFile(bytes, file: source).tokenizer(encoding)
        }
        self.init(model: tokenizer.model, specialTokens: tokenizer.specialTokens)
    }

    /// Loads the two files of a vocabulary in GPT-2's layout: `encoder.json` and `vocab.bpe`, or `vocab.json` and
    /// `merges.txt`.
    ///
    /// - Parameters:
    ///   - vocabulary: the names of the tokens and their ids.
    ///   - merges: the merges by rank.
    ///   - pattern: how text is cut.
    /// - Throws: ``TokenizerFileError`` that names the token or the line which is wrong, `JSONError` where the vocabulary
    ///   is no JSON, `FileError` where a file cannot be read.
    public convenience init(vocabulary: URL, merges: URL, pattern: PretokenizerPattern = .gpt2) throws {
        let names = try JSONValue(contentsOf: vocabulary)
        let tokenizer = try MappedFile(merges).withBytes { bytes in
            try GPT2VocabularyFiles(
                vocabulary: names, vocabularyFile: vocabulary.path, merges: bytes, mergesFile: merges.path
            ).tokenizer(pattern: pattern)
        }
        self.init(model: tokenizer.model, specialTokens: tokenizer.specialTokens)
    }
}
