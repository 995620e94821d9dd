public import Foundation
import Foundations

extension ModelConfiguration {
    /// Reads the `config.json` of a model directory, and the end tokens of its `generation_config.json`, which go
    /// before those of `config.json`, as in transformers.
    ///
    /// - Throws: ``ModelError`` that names the file, `JSONError` where one is no JSON, `FileError` where one cannot be
    ///   read.
    public init(directory: URL) throws {
        let file = directory.appending(path: "config.json")
        try self.init(json: JSONValue(contentsOf: file), file: file.path)
        if let tokens = try Self.endTokens(generationIn: directory) { endOfTextTokens = tokens }
    }

    /// The end tokens that a `generation_config.json` in `directory` names; nil where there is none, or it names none.
    static func endTokens(generationIn directory: URL) throws -> [Int32]? {
        let generation = directory.appending(path: "generation_config.json")
        guard FileManager.default.fileExists(atPath: generation.path) else { return nil }
        let ends = try JSONValue(contentsOf: generation)["eos_token_id"]
        guard let ends, !ends.isNull else { return nil }
        guard let tokens = tokens(ends) else {
            throw ModelError.unsupportedConfiguration(
                file: generation.path, reason: "'eos_token_id' is neither a token nor a list of tokens")
        }
        return tokens
    }

    /// The tokens that a number or a list of numbers names; nil where it is neither.
    static func tokens(_ value: JSONValue) -> [Int32]? {
        let values = value.array ?? [value]
        let tokens = values.compactMap { $0.int.flatMap(Int32.init(exactly:)) }
        return tokens.count == values.count ? tokens : nil
    }
}
