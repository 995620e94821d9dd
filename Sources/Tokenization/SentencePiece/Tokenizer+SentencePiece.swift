public import Foundation
import Foundations

extension Tokenizer {
    /// Loads a `.model` of SentencePiece: Unigram, BPE, words or characters, with its map of characters.
    ///
    /// The ids of a text are those of the `sentencepiece` library. Control pieces are the special tokens.
    ///
    /// - Throws: ``TokenizerFileError`` where the file is truncated, contradicts itself or asks for what is not
    ///   supported, `FileError` where it cannot be read.
    public convenience init(sentencePiece url: URL) throws {
        let tokenizer = try MappedFile(url).withBytes { bytes in
            try SentencePieceFile(bytes, file: url.path).tokenizer()
        }
        self.init(copying: tokenizer)
    }

    /// Loads a `.model` of SentencePiece from its bytes; see ``init(sentencePiece:)-(URL)``.
    ///
    /// - Parameter source: the name of the file for errors.
    public convenience init(sentencePiece bytes: [UInt8], source: String) throws {
        let tokenizer = try bytes.withUnsafeBytes { bytes in
            try SentencePieceFile(bytes, file: source).tokenizer()
        }
        self.init(copying: tokenizer)
    }
}
