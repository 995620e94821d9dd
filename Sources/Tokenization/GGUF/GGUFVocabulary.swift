import Checkpoints
import Foundation

/// What `tokenizer.ggml.*` of a GGUF file says, each array of the length it must have.
///
/// Source: the GGUF specification in ggml-org/ggml, and `llama-vocab.cpp` of llama.cpp for what is left out there.
struct GGUFVocabulary {
    /// The names of the tokens by id.
    let names: [[UInt8]]
    /// The scores; nil where there are none.
    let scores: [Float]?
    /// What each token is for; all normal where the file does not say.
    let types: [SentencePieceType]
    private let file: GGUFFile

    init(_ file: GGUFFile) throws {
        self.file = file
        let names = try Self.required(file, "tokenizer.ggml.tokens", file.metadata.byteStrings)
        self.names = names
        func sized<Element>(_ key: String, _ elements: [Element]?) throws(TokenizerFileError) -> [Element]? {
            guard let elements else { return nil }
            guard elements.count == names.count else {
                throw Self.invalid(
                    file, key, "has \(elements.count) elements, but there are \(names.count) tokens")
            }
            return elements
        }
        scores = try sized("tokenizer.ggml.scores", try file.metadata.doubles("tokenizer.ggml.scores"))?.map {
            Float($0)
        }
        let key = "tokenizer.ggml.token_type"
        let raw = try sized(key, try file.metadata.ints(key))
        types =
            try raw?.enumerated().map { id, raw throws(TokenizerFileError) in
                // 0 is "undefined", which nothing distinguishes from normal.
                guard let type = raw == 0 ? .normal : SentencePieceType(rawValue: raw) else {
                    throw Self.invalid(file, "\(key)[\(id)]", "the type \(raw) is unknown")
                }
                return type
            } ?? Array(repeating: .normal, count: names.count)
    }

    /// The kind of vocabulary: `llama`, `gpt2`, `bert`, `t5` and others.
    func model() throws -> String { try Self.required(file, "tokenizer.ggml.model", file.metadata.string) }

    /// The text at `tokenizer.ggml.KEY`.
    func string(_ key: String) throws -> String? { try file.metadata.string("tokenizer.ggml.\(key)") }

    /// The boolean at `tokenizer.ggml.KEY`.
    func bool(_ key: String) throws -> Bool? { try file.metadata.bool("tokenizer.ggml.\(key)") }

    /// The id at `tokenizer.ggml.KEY`; nil where there is none, or where it is none, as -1 and 2^32 - 1 say.
    func token(_ key: String) throws -> Int32? {
        let key = "tokenizer.ggml.\(key)"
        guard let id = try file.metadata.int(key), id != -1, id != Int(UInt32.max) else { return nil }
        guard names.indices.contains(id) else {
            throw invalid(key, "the id \(id) is outside the vocabulary of \(names.count) tokens")
        }
        return Int32(id)
    }

    /// The merges, as names with a space between them.
    func merges() throws -> [[UInt8]] {
        try Self.required(file, "tokenizer.ggml.merges", file.metadata.byteStrings)
    }

    /// The map of characters of a Unigram vocabulary.
    func characterMap() throws -> PrecompiledCharacterMap? {
        let key = "tokenizer.ggml.precompiled_charsmap"
        guard let numbers = try file.metadata.ints(key), !numbers.isEmpty else { return nil }
        return try PrecompiledCharacterMap(
            numbers.map { UInt8(truncatingIfNeeded: $0) }, file: file.url.path, location: key)
    }

    /// The tokens as entries of a SentencePiece vocabulary.
    func pieces() throws -> [SentencePiece] {
        guard let scores else { throw invalid("tokenizer.ggml.scores", "is missing") }
        return names.indices.map { SentencePiece(name: names[$0], score: scores[$0], type: types[$0]) }
    }

    /// The tokens that are found in the text itself: control tokens and user-defined ones.
    func addedTokens() -> [AddedToken] {
        names.indices.compactMap { id in
            guard types[id] == .control || types[id] == .userDefined,
                let text = String(validating: names[id], as: UTF8.self), !text.isEmpty
            else { return nil }
            return AddedToken(text: text, id: Int32(id), isSpecial: types[id] == .control)
        }
    }

    func invalid(_ key: String, _ detail: String) -> TokenizerFileError { Self.invalid(file, key, detail) }

    func unsupported(_ key: String, _ detail: String) -> TokenizerFileError {
        TokenizerFileError(.unsupported, file: file.url.path, location: key, detail: detail)
    }

    var path: String { file.url.path }

    private static func required<Value>(
        _ file: GGUFFile, _ key: String, _ read: (String) throws(GGUFError) -> Value?
    ) throws(GGUFError) -> Value {
        try file.metadata.required(key, try read(key))
    }

    private static func invalid(_ file: GGUFFile, _ key: String, _ detail: String) -> TokenizerFileError {
        TokenizerFileError(.invalid, file: file.url.path, location: key, detail: detail)
    }
}
