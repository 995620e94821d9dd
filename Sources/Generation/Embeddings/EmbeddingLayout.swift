public import Foundation
import Foundations
public import Transformer

/// The steps from text to vector that a model directory asks for, in the layout of sentence-transformers.
///
/// `modules.json` lists the steps; each has a folder. A directory without it is an encoder alone, whose vectors are the
/// means of its states, as sentence-transformers takes it too.
public struct EmbeddingLayout: Sendable, Equatable {
    /// The folder of the encoder and its tokenizer.
    public var encoder: URL
    /// How states become a vector.
    public var pooling = Pooling()
    /// Whether vectors are scaled to length 1.
    public var normalizes = false
    /// The most tokens of a text, those included that begin and end it; nil for as many as the model has positions.
    public var maximumTokens: Int?
    /// Whether text becomes lower case before the tokenizer sees it.
    public var lowercases = false
    /// Texts put before a text, by name: what it is, or what is wanted of it.
    public var prompts: [String: String] = [:]
    /// The prompt of texts for which none is named.
    public var defaultPrompt: String?

    /// Reads the layout of a model directory.
    ///
    /// - Throws: ``EmbeddingError`` for what is not supported, `JSONError` or `FileError` for a file that cannot be
    ///   read.
    public init(directory: URL) throws {
        encoder = directory
        if let file = Self.existing("modules.json", in: directory) {
            guard let modules = try JSONValue(contentsOf: file).array, !modules.isEmpty else {
                throw EmbeddingError.invalid(file: file.path, reason: "is no list of steps")
            }
            for (index, module) in modules.enumerated() {
                guard let type = module["type"]?.string, let path = module["path"]?.string else {
                    throw EmbeddingError.invalid(file: file.path, reason: "step \(index) has no 'type' or no 'path'")
                }
                guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
                    throw EmbeddingError.invalid(file: file.path, reason: "step \(index) lies outside the folder")
                }
                let folder = path.isEmpty ? directory : directory.appending(path: path)
                try read(String(type.split(separator: ".").last ?? ""), at: index, in: folder, listedIn: file)
            }
        }
        try readTransformer()
        try readPrompts(directory)
    }

    private mutating func read(_ module: String, at index: Int, in folder: URL, listedIn file: URL) throws {
        switch (module, index) {
        case ("Transformer", 0): encoder = folder
        case ("Pooling", 1): pooling = try Self.pooling(folder.appending(path: "config.json"))
        case ("Normalize", 2...): normalizes = true
        case ("Transformer", _), ("Pooling", _), ("Normalize", _):
            throw EmbeddingError.invalid(
                file: file.path, reason: "step \(index) is \(module); the steps are Transformer, Pooling, Normalize")
        default: throw EmbeddingError.unsupportedModule(file: file.path, type: module)
        }
    }

    /// The pooling that a `config.json` asks for: one mode by name or several, or a flag for each mode.
    private static func pooling(_ file: URL) throws -> Pooling {
        let json = try JSONValue(contentsOf: file)
        if json["include_prompt"]?.bool == false {
            throw EmbeddingError.unsupportedSetting(file: file.path, setting: "pooling without the prompt")
        }
        if let value = json["pooling_mode"] {
            let names = (value.array ?? [value]).map { $0.string ?? $0.serialized() }
            let modes = try names.map { name in
                guard let mode = PoolingMode(rawValue: name) else {
                    throw EmbeddingError.unsupportedSetting(file: file.path, setting: "pooling by '\(name)'")
                }
                return mode
            }
            if modes.isEmpty { throw EmbeddingError.invalid(file: file.path, reason: "'pooling_mode' names no mode") }
            return Pooling(modes)
        }
        let flags: [(String, PoolingMode)] = [
            ("pooling_mode_cls_token", .cls), ("pooling_mode_max_tokens", .max), ("pooling_mode_mean_tokens", .mean),
            ("pooling_mode_mean_sqrt_len_tokens", .meanSqrtLength),
            ("pooling_mode_weightedmean_tokens", .weightedMean), ("pooling_mode_lasttoken", .lastToken),
        ]
        let modes = flags.filter { json[$0.0]?.bool == true }.map(\.1)
        return modes.isEmpty ? Pooling() : Pooling(modes)
    }

    private mutating func readTransformer() throws {
        if let file = Self.existing("sentence_bert_config.json", in: encoder) {
            let json = try JSONValue(contentsOf: file)
            maximumTokens = try Self.limit(json["max_seq_length"], file)
            lowercases = json["do_lower_case"]?.bool ?? false
        }
        if maximumTokens == nil, let file = Self.existing("tokenizer_config.json", in: encoder) {
            maximumTokens = try Self.limit(JSONValue(contentsOf: file)["model_max_length"], file)
        }
    }

    /// A number of tokens; nil where there is none, or one so great that it means none.
    private static func limit(_ value: JSONValue?, _ file: URL) throws -> Int? {
        guard let number = value?.double, number < 1e9 else { return nil }
        guard let limit = Int(exactly: number), limit > 0 else {
            throw EmbeddingError.invalid(file: file.path, reason: "\(number) is no number of tokens")
        }
        return limit
    }

    private mutating func readPrompts(_ directory: URL) throws {
        guard let file = Self.existing("config_sentence_transformers.json", in: directory) else { return }
        let json = try JSONValue(contentsOf: file)
        for member in json["prompts"]?.object?.members ?? [] { prompts[member.key] = member.value.string }
        guard let name = json["default_prompt_name"]?.string else { return }
        guard prompts[name] != nil else {
            throw EmbeddingError.invalid(
                file: file.path, reason: "the default prompt '\(name)' is not among the prompts")
        }
        defaultPrompt = name
    }

    private static func existing(_ name: String, in directory: URL) -> URL? {
        let file = directory.appending(path: name)
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }
}
