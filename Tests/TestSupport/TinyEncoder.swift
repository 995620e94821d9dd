public import Foundation
public import Foundations

/// The directory of a small encoder with a vocabulary of words, in the layout of sentence-transformers.
public final class TinyEncoder: Sendable {
    /// The tokens, by id.
    public static let vocabulary =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "bird", "sing", "##s", "fly", "##ing", "naive", "中", "!"]
        + "abcdefghijklmno".map { String($0) }

    private let folder: TemporaryDirectory

    /// The folder.
    public var url: URL { folder.url }

    /// Writes the first model of `Tests/Fixtures/encoders.json`, its vocabulary, and modules that take the mean and
    /// scale it to length 1.
    public init() throws {
        folder = try TemporaryDirectory()
        let models = try JSONValue(contentsOf: Fixture.url("encoders.json"))["models"]
        try write("config.json", models?[0]?["config"] ?? .null)
        try FormulaWeights.write(models?[0]?["tensors"], into: url)
        try AtomicFile.write(Self.vocabulary.joined(separator: "\n") + "\n", to: folder.file("vocab.txt"))
        try write(
            "modules.json",
            .array([
                Self.module("Transformer", ""), Self.module("Pooling", "1_Pooling"),
                Self.module("Normalize", "2_Normalize"),
            ]))
        try write("1_Pooling/config.json", ["pooling_mode_mean_tokens": true, "pooling_mode_cls_token": false])
        try write("sentence_bert_config.json", ["max_seq_length": 8, "do_lower_case": false])
    }

    /// An entry of `modules.json`.
    public static func module(_ type: String, _ path: String) -> JSONValue {
        ["type": .string("sentence_transformers.models.\(type)"), "path": .string(path)]
    }

    /// Writes a JSON file into the folder.
    public func write(_ name: String, _ value: JSONValue) throws {
        let file = folder.file(name)
        try Folder.create(file.deletingLastPathComponent())
        try AtomicFile.write(value.serialized(pretty: true), to: file)
    }

    /// Removes a file of the folder.
    public func remove(_ name: String) throws { try FileManager.default.removeItem(at: folder.file(name)) }
}
