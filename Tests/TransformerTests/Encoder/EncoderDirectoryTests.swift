import Checkpoints
import Foundation
import Foundations
import TestSupport
import Testing
import Transformer

@Suite("Directories of encoders")
struct EncoderDirectoryTests {
    private let directory: TemporaryDirectory
    private let fixture: EncoderFixture

    init() throws {
        directory = try TemporaryDirectory()
        fixture = try #require(EncoderFixture.all.first)
        try fixture.write(into: directory.url)
    }

    private func error() -> String {
        do {
            _ = try EncoderModel(directory: directory.url)
            return "none"
        } catch { return "\(error)" }
    }

    /// Writes `config.json` with `key` changed; nil leaves the key out.
    private func configure(_ key: String, _ value: JSONValue?) throws {
        var members = (fixture.json["config"]?.object?.members ?? []).filter { $0.key != key }
        if let value { members.append(.init(key: key, value: value)) }
        var object = JSONObject()
        object.members = members
        try AtomicFile.write(JSONValue.object(object).serialized(pretty: true), to: directory.file("config.json"))
    }

    /// Writes the weights with the list of names and shapes changed.
    private func list(_ change: ([JSONValue]) -> [JSONValue]) throws {
        try FormulaWeights.write(.array(change(fixture.json["tensors"]?.array ?? [])), into: directory.url)
    }

    private func tensor(_ name: String, _ shape: [Int]) -> JSONValue {
        .array([.string(name), .array(shape.map { .integer($0) })])
    }

    @Test("Heads that stand on the encoder are left alone, as are tables of positions")
    func unusedTensors() throws {
        try list { $0 + [tensor("cls.predictions.bias", [29]), tensor("embeddings.position_ids", [1, 12])] }
        #expect(error() == "none")
        try list { $0 + [tensor("encoder.layer.2.output.dense.bias", [12])] }
        #expect(error().contains("'encoder.layer.2.output.dense.bias' that config.json has no place for"))
    }

    @Test("The names of the first checkpoints of BERT are read")
    func oldNames() throws {
        try list { tensors in
            tensors.map { entry in
                let name = entry.array?.first?.string ?? "", shape = entry.array?.last?.array?.compactMap(\.int) ?? []
                return tensor(
                    name.replacing("LayerNorm.weight", with: "LayerNorm.gamma")
                        .replacing("LayerNorm.bias", with: "LayerNorm.beta"), shape)
            }
        }
        #expect(error() == "none")
    }

    @Test("A tensor that is missing or of another shape is named")
    func wrongTensors() throws {
        try list { $0.filter { $0.array?.first?.string != "encoder.layer.1.attention.self.key.bias" } }
        #expect(error().contains("lack the tensor 'encoder.layer.1.attention.self.key.bias'"))
        try list { tensors in
            tensors.filter { $0.array?.first?.string != "embeddings.LayerNorm.bias" }
                + [tensor("embeddings.LayerNorm.bias", [11])]
        }
        #expect(error().contains("'embeddings.LayerNorm.bias' has shape [11], but config.json asks for [12]"))
        try list { _ in [tensor("other", [3])] }
        #expect(error().contains("lack the tensor 'embeddings.word_embeddings.weight'"))
    }

    @Test("Pickled weights are refused by name, with how to convert them")
    func pickledWeights() throws {
        try FileManager.default.removeItem(at: directory.file("model.safetensors"))
        try Data().write(to: directory.file("pytorch_model.bin"))
        #expect(error().contains("pytorch_model.bin") && error().contains("save_pretrained"))
        try FileManager.default.removeItem(at: directory.file("pytorch_model.bin"))
        #expect(error().contains("model.safetensors"))
    }

    @Test("What a configuration asks for and no encoder here computes is refused by name")
    func configurations() throws {
        let cases: [(String, JSONValue?, String)] = [
            ("model_type", "t5", "'t5' is no encoder that is supported"),
            ("model_type", nil, "'model_type' is missing"),
            ("hidden_act", "mish", "'hidden_act' is 'mish'"),
            ("position_embedding_type", "relative_key", "'relative_key' are not supported"),
            ("is_decoder", true, "'is_decoder' is set"), ("num_attention_heads", 5, "5 heads do not divide"),
            ("hidden_size", nil, "'hidden_size' is missing"), ("vocab_size", 0, "vocabulary size is 0"),
            ("vocab_size", 16_000_000, "asks for about"), ("type_vocab_size", -1, "-1 token types"),
            ("layer_norm_eps", -1, "epsilon of norms is -1"), ("num_hidden_layers", 16_777_216, "asks for about"),
        ]
        for (key, value, message) in cases {
            try configure(key, value)
            #expect(error().contains(message), "\(key): \(error())")
            #expect(error().contains(directory.url.path))
        }
    }
}
