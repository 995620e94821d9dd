public import Foundation
import Foundations

extension Tokenizer {
    /// The file of a tokenizer in a model's folder.
    public static let fileName = "tokenizer.json"
    /// The file that tells `transformers` how to load it.
    public static let configurationFileName = "tokenizer_config.json"

    /// Loads a `tokenizer.json` of Hugging Face `tokenizers`: BPE, Unigram, WordPiece and lists of words, with all that
    /// stands around them.
    ///
    /// Its settings for truncation and padding are not applied: nothing is cut or filled up here. Byte-level
    /// vocabularies without a token for some control characters leave these out of the text, as `tokenizers` does; of
    /// all other characters none is left out silently.
    ///
    /// - Throws: ``TokenizerFileError`` that names the setting which is wrong or not supported, `JSONError` where the
    ///   file is no JSON, `FileError` where it cannot be read.
    public convenience init(tokenizerJSON url: URL) throws {
        let bytes = try MappedFile(url).withBytes { Array($0) }
        try self.init(tokenizerJSON: bytes, source: url.path)
    }

    /// Loads a tokenizer from the bytes of a `tokenizer.json`; see ``init(tokenizerJSON:)``.
    ///
    /// - Parameter source: the name of the file for errors.
    public convenience init(tokenizerJSON bytes: [UInt8], source: String) throws {
        let document = try JSONValue(parsing: bytes, source: source)
        self.init(copying: try TokenizerReader(document, file: source, bytes: bytes).tokenizer())
    }

    /// Loads the `tokenizer.bin` of llama2.c.
    ///
    /// Text is encoded as llama2.c encodes it, but for the sign ▁ (U+2581), which counts as a space here.
    ///
    /// - Parameters:
    ///   - url: the file.
    ///   - vocabularySize: how many tokens to read, as the model's header says; nil reads all.
    /// - Throws: ``TokenizerFileError`` where the file is truncated or contradicts itself, `FileError` where it cannot
    ///   be read.
    public convenience init(llama2cTokenizer url: URL, vocabularySize: Int? = nil) throws {
        let tokenizer = try MappedFile(url).withBytes { bytes in
            try Llama2cTokenizerFile(bytes, file: url.path, vocabularySize: vocabularySize).tokenizer()
        }
        self.init(copying: tokenizer)
    }

    /// The bytes of this tokenizer's `tokenizer.json`, the same for the same tokenizer every time; those of the file
    /// where it came from one.
    public func tokenizerJSON() -> [UInt8] {
        file ?? TokenizerWriter(tokenizer: self).document().serializedBytes(pretty: true) + [0x0A]
    }

    /// Writes `tokenizer.json` in the layout of Hugging Face `tokenizers`, whole or not at all.
    ///
    /// - Throws: `FileError` where the file cannot be written.
    public func save(tokenizerJSON url: URL) throws {
        try AtomicFile.write(tokenizerJSON(), to: url)
    }

    /// Writes `tokenizer.json` and `tokenizer_config.json` into `directory`, which is created where it is missing, so
    /// that `transformers.AutoTokenizer` loads the folder.
    ///
    /// - Parameter maximumLength: the most tokens the model takes, for `model_max_length`; nil leaves it out.
    /// - Throws: `FileError` where the folder cannot be created or a file cannot be written; each file is there whole
    ///   or as it was.
    public func save(directory: URL, maximumLength: Int? = nil) throws {
        try Folder.fill(directory) {
            try save(tokenizerJSON: directory.appending(path: Self.fileName))
            try AtomicFile.write(
                configuration(maximumLength: maximumLength).serializedBytes(pretty: true) + [0x0A],
                to: directory.appending(path: Self.configurationFileName))
        }
    }

    private func configuration(maximumLength: Int?) -> JSONValue {
        var members = JSONObject(members: [.init(key: "tokenizer_class", value: "PreTrainedTokenizerFast")])
        func text(_ token: Int32?) -> JSONValue? {
            specialTokens.first { $0.id == token }.map { .string($0.text) }
        }
        members["bos_token"] = text(beginOfTextToken)
        members["eos_token"] = text(endOfTextToken)
        members["unk_token"] = text(unknownToken)
        members["add_bos_token"] = addsMarks.map { .bool($0.beginning) }
        members["add_eos_token"] = addsMarks.map { .bool($0.end) }
        members["model_max_length"] = maximumLength.map { .integer($0) }
        members["clean_up_tokenization_spaces"] = false
        return .object(members)
    }

    convenience init(copying tokenizer: Tokenizer) {
        self.init(
            model: tokenizer.model, addedTokens: tokenizer.addedTokens, normalizer: tokenizer.normalizer,
            postProcessor: tokenizer.postProcessor, beginOfTextToken: .some(tokenizer.beginOfTextToken),
            endOfTextToken: tokenizer.endOfTextToken, file: tokenizer.file,
            addsMarks: tokenizer.addsMarks)
    }
}
