import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization
import Transformer

@Suite("Models that are damaged or unknown")
struct BadModelTests {
    private let model: TinyModel

    init() throws {
        model = try TinyModel()
    }

    private func generate(_ arguments: String...) throws -> MartletProgram.Outcome {
        try MartletProgram.run(["generate", model.path, "the", "--max-tokens", "2"] + arguments)
    }

    private func refused(_ messages: String...) throws {
        let outcome = try generate()
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("Error: "))
        for message in messages { #expect(outcome.errors.contains(message), "\(outcome.errors)") }
    }

    private func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: model.file(name))) }

    /// Changes one member of a JSON file of the model.
    private func change(_ name: String, _ key: String, to value: JSONValue?) throws {
        var object = try #require(JSONValue(contentsOf: model.file(name)).object)
        object[key] = value
        try AtomicFile.write(JSONValue.object(object).serialized(), to: model.file(name))
    }

    @Test("A truncated model.safetensors is refused, wherever it is cut", arguments: [0, 7, 8, 100, -1])
    func truncated(length: Int) throws {
        let whole = try bytes("model.safetensors")
        try Data(whole.prefix(length < 0 ? whole.count + length : length)).write(to: model.file("model.safetensors"))
        try refused("model.safetensors")
    }

    @Test(
        "A forged header of model.safetensors is refused",
        arguments: [
            ("\"data_offsets\":[0,", "\"data_offsets\":[4,"), ("\"dtype\":\"F32\"", "\"dtype\":\"F64\""),
            ("\"shape\":[32]", "\"shape\":[33]"), ("\"F32\"", "\"X32\""), ("{\"", "[\""),
        ]
    )
    func forged(old: String, new: String) throws {
        let whole = try bytes("model.safetensors")
        let size = whole.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        let header = String(decoding: whole[8..<8 + size], as: UTF8.self)
        let place = try #require(header.firstRange(of: old))
        var forged = Array(header.replacingCharacters(in: place, with: new).utf8)
        #expect(forged.count == size)
        forged = Array(whole.prefix(8)) + forged + whole[(8 + size)...]
        try Data(forged).write(to: model.file("model.safetensors"))
        try refused("model.safetensors")
    }

    @Test("A header that claims to be as large as the address space is refused")
    func forgedSize() throws {
        let whole = try bytes("model.safetensors")
        try Data([UInt8](repeating: 0xFF, count: 8) + whole.dropFirst(8)).write(to: model.file("model.safetensors"))
        try refused("model.safetensors")
    }

    @Test(
        "Weights of another shape than config.json says are refused with both shapes",
        arguments: [
            ("hidden_size", 40, "asks for [261, 40]"), ("intermediate_size", 64, "[64, 32]"),
            ("num_hidden_layers", 3, "layers.2"),
            ("num_hidden_layers", 1, "layers.1"), ("num_key_value_heads", 4, "[32, 32]"),
            ("hidden_size", 1 << 24, "parameters"), ("num_hidden_layers", 1 << 24, "number of layers"),
        ]
    )
    func otherShape(key: String, value: Int, message: String) throws {
        try change("config.json", key, to: .integer(value))
        try refused(model.path, message)
    }

    @Test("A model type that is not supported is refused, with those that are")
    func unknownType() throws {
        try change("config.json", "model_type", to: "gpt_neox")
        try refused(model.file("config.json").path, "gpt_neox", "supported are llama, qwen2, qwen3")
    }

    @Test("A config.json that is no JSON, lacks a size or has one that cannot be is refused by name")
    func badConfiguration() throws {
        try change("config.json", "num_attention_heads", to: 0)
        try refused(model.file("config.json").path, "number of heads")
        try change("config.json", "num_attention_heads", to: nil)
        try refused(model.file("config.json").path, "num_attention_heads")
        try Data("{\"model_type\"".utf8).write(to: model.file("config.json"))
        try refused(model.file("config.json").path)
    }

    @Test("A missing file is named", arguments: ["tokenizer.json", "model.safetensors"])
    func missing(name: String) throws {
        try FileManager.default.removeItem(at: model.file(name))
        try refused(model.path, name)
    }

    @Test("A tokenizer with more tokens than the model is refused with both sizes")
    func vocabularies() throws {
        var trainer = BPETrainer(vocabularySize: 282, minimumPairCount: 1)
        trainer.add("the cat sat on the mat and the hat, and the dog did not")
        let tokenizer = try trainer.train()
        try tokenizer.save(directory: model.file("."))
        let size = try #require(JSONValue(contentsOf: model.file("config.json"))["vocab_size"]?.int)
        try #require(tokenizer.vocabularySize > size)
        try refused("\(tokenizer.vocabularySize) tokens", "\(size)")
    }

    @Test("The end tokens of generation_config.json go before those of config.json")
    func endTokens() throws {
        func ends() throws -> [Int32] { try CausalLM(directory: model.file(".")).configuration.endOfTextTokens }
        let own = try #require(JSONValue(contentsOf: model.file("config.json"))["eos_token_id"]?.int)
        try change("generation_config.json", "eos_token_id", to: 7)
        #expect(try ends() == [7])
        try change("generation_config.json", "eos_token_id", to: [9, 8])
        #expect(try ends() == [9, 8])
        // Every token ends the text: not one is produced beside it.
        let all = (0..<Int(try #require(JSONValue(contentsOf: model.file("config.json"))["vocab_size"]?.int)))
        try change("generation_config.json", "eos_token_id", to: .array(all.map { .integer($0) }))
        let outcome = try generate("--json")
        #expect(outcome.output.contains("\"stop_reason\":\"end_token\""), "\(outcome.errors)")
        for value in [JSONValue.null, nil] {
            try change("generation_config.json", "eos_token_id", to: value)
            #expect(try ends() == [Int32(own)])
        }
        try FileManager.default.removeItem(at: model.file("generation_config.json"))
        #expect(try ends() == [Int32(own)])
        try Data("{\"eos_token_id\": \"end\"}".utf8).write(to: model.file("generation_config.json"))
        try refused("generation_config.json", "eos_token_id")
    }
}
