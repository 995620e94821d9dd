import Checkpoints
import Foundation
import Foundations
import TestSupport
import Tensors
import Testing
import Transformer

@Suite("Model directories")
struct ModelDirectoryTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test("A model that is saved and read is the same, bit for bit", arguments: NamedConfiguration.savable)
    func roundTrip(_ named: NamedConfiguration) throws {
        let model = try named.model()
        try model.save(to: folder.url)
        let read = try CausalLM(directory: folder.url)
        #expect(read.configuration == model.configuration)
        #expect(read.parameters.map(\.name) == model.parameters.map(\.name))
        #expect(read.weightBytes == model.weightBytes)
        let tokens = model.tokens(10, seed: 70)
        #expect(try read.allLogits(tokens).bytes == model.allLogits(tokens).bytes)
        // Saved again, the files have the same bytes.
        let files = ["config.json", "generation_config.json", "model.safetensors"]
        let before = try files.map { try Data(contentsOf: folder.file($0)) }
        try read.save(to: folder.url)
        #expect(try files.map { try Data(contentsOf: folder.file($0)) } == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == files)
    }

    @Test("The tensors have the names and shapes that transformers expects")
    func tensorNames() throws {
        let named = NamedConfiguration.all[5]
        try named.model().save(to: folder.url)
        let file = try SafetensorsFile(folder.file("model.safetensors"))
        let layer: [(String, [Int])] = [
            ("input_layernorm.weight", [24]), ("mlp.down_proj.weight", [24, 35]), ("mlp.gate_proj.weight", [35, 24]),
            ("mlp.up_proj.weight", [35, 24]), ("post_attention_layernorm.weight", [24]),
            ("self_attn.k_norm.weight", [6]), ("self_attn.k_proj.bias", [12]), ("self_attn.k_proj.weight", [12, 24]),
            ("self_attn.o_proj.bias", [24]), ("self_attn.o_proj.weight", [24, 24]), ("self_attn.q_norm.weight", [6]),
            ("self_attn.q_proj.bias", [24]), ("self_attn.q_proj.weight", [24, 24]), ("self_attn.v_proj.bias", [12]),
            ("self_attn.v_proj.weight", [12, 24]),
        ]
        var expected: [(String, [Int])] = [("model.embed_tokens.weight", [37, 24]), ("model.norm.weight", [24])]
        for number in 0..<2 { expected += layer.map { ("model.layers.\(number).\($0)", $1) } }
        let found = file.tensors.sorted { $0.name < $1.name }
        #expect(found.map(\.name) == expected.map(\.0).sorted())
        for (name, shape) in expected { #expect(file.entry(named: name)?.shape == shape, "\(name)") }
        #expect(file.tensors.allSatisfy { $0.elementType == .float32 })
        #expect(file.metadata.map(\.key) == ["format"] && file.metadata.map(\.value) == ["pt"])
    }

    @Test("A choice of norms and biases that no family has cannot be saved, and nothing is written")
    func unsavable() throws {
        let model = try NamedConfiguration.all[6].model()
        let target = folder.file("model")
        let error = try #require(throws: ModelError.self) { try model.save(to: target) }
        #expect("\(error)".contains("cannot be saved"))
        #expect(!FileManager.default.fileExists(atPath: target.path))
    }

    /// Saves a model, and writes its weights anew after a change.
    private func saveChanged(
        _ named: NamedConfiguration = NamedConfiguration.all[0],
        _ change: (inout [(name: String, shape: [Int], values: [Float])]) -> Void
    ) throws {
        try named.model().save(to: folder.url)
        let url = folder.file("model.safetensors")
        let file = try SafetensorsFile(url)
        var tensors = try file.tensors.map { entry in
            (name: entry.name, shape: entry.shape, values: try file.floats(of: entry.name))
        }
        change(&tensors)
        let kept = tensors.map { Tensor($0.values, shape: [$0.values.count]) }
        try withExtendedLifetime(kept) {
            let stored = zip(tensors, kept).map { tensor, memory in
                SafetensorsTensor(
                    name: tensor.name, elementType: .float32, shape: tensor.shape,
                    bytes: UnsafeRawBufferPointer(memory.rawBytes))
            }
            try SafetensorsWriter.write(stored, to: url)
        }
    }

    @Test("A missing tensor, one too many, and one of another shape are refused by name")
    func wrongTensors() throws {
        let path = folder.url.path
        try saveChanged { $0.removeAll { $0.name == "model.layers.1.mlp.up_proj.weight" } }
        #expect(throws: ModelError.missingTensor(name: "model.layers.1.mlp.up_proj.weight", directory: path)) {
            try CausalLM(directory: folder.url)
        }
        try saveChanged { $0.append(("model.layers.2.mlp.up_proj.weight", [1], [0])) }
        #expect(throws: ModelError.unexpectedTensor(name: "model.layers.2.mlp.up_proj.weight", directory: path)) {
            try CausalLM(directory: folder.url)
        }
        try saveChanged { tensors in
            let index = tensors.firstIndex { $0.name == "model.layers.0.self_attn.k_proj.weight" }!
            tensors[index].shape = [24, 12]
        }
        #expect(
            throws: ModelError.shapeMismatch(
                name: "model.layers.0.self_attn.k_proj.weight", expected: [12, 24], found: [24, 12], directory: path)
        ) { try CausalLM(directory: folder.url) }
        // A bias that the configuration does not speak of is a tensor too many, not one to be overlooked.
        try saveChanged { $0.append(("model.layers.0.self_attn.q_proj.bias", [24], [Float](repeating: 0, count: 24))) }
        #expect(throws: ModelError.unexpectedTensor(name: "model.layers.0.self_attn.q_proj.bias", directory: path)) {
            try CausalLM(directory: folder.url)
        }
    }

    @Test("A configuration that asks for far more than the weights hold is refused before memory is taken")
    func forgedSizes() throws {
        try NamedConfiguration.all[0].model().save(to: folder.url)
        let file = folder.file("config.json")
        var json = try JSONValue(contentsOf: file)
        for (key, value) in [("vocab_size", 1 << 24), ("hidden_size", 1 << 24), ("intermediate_size", 1 << 24)] {
            json = .object(
                JSONObject(members: try #require(json.object).members + [.init(key: key, value: .integer(value))]))
            try AtomicFile.write(json.serialized(), to: file)
            let error = try #require(throws: ModelError.self) { try CausalLM(directory: folder.url) }
            guard case .wrongSize(folder.url.path, let wanted, let found) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(wanted > Double(1 << 24) * 24 && found < 20_000)
        }
    }

    @Test("End tokens of generation_config.json go before those of config.json, and must be tokens")
    func endTokens() throws {
        let model = try NamedConfiguration.all[0].model()
        try model.save(to: folder.url)
        let file = folder.file("generation_config.json")
        try AtomicFile.write("{\"eos_token_id\": [4, 9]}", to: file)
        #expect(try CausalLM(directory: folder.url).configuration.endOfTextTokens == [4, 9])
        try AtomicFile.write("{}", to: file)
        #expect(try CausalLM(directory: folder.url).configuration.endOfTextTokens == [2])
        try AtomicFile.write("{\"eos_token_id\": \"end\"}", to: file)
        let error = try #require(throws: ModelError.self) { try CausalLM(directory: folder.url) }
        #expect("\(error)".contains(file.path))
        try FileManager.default.removeItem(at: file)
        #expect(try CausalLM(directory: folder.url).configuration == model.configuration)
    }

    @Test("A repeated tied output matrix and stored rotary frequencies are passed over")
    func toleratedTensors() throws {
        try saveChanged { tensors in
            let embedding = tensors.first { $0.name == "model.embed_tokens.weight" }!
            tensors.append(("lm_head.weight", embedding.shape, embedding.values))
            tensors.append(("model.layers.0.self_attn.rotary_emb.inv_freq", [3], [1, 2, 3]))
        }
        let read = try CausalLM(directory: folder.url)
        #expect(try read.weightBytes == NamedConfiguration.all[0].model().weightBytes)
    }

    @Test("A directory without configuration, without weights, or with broken ones is refused")
    func brokenDirectories() throws {
        #expect(throws: (any Error).self) { try CausalLM(directory: folder.url) }
        try NamedConfiguration.all[0].model().save(to: folder.url)
        let weights = folder.file("model.safetensors"), configuration = folder.file("config.json")
        let bytes = try Data(contentsOf: weights)
        try bytes.prefix(bytes.count - 1).write(to: weights)
        let error = try #require(throws: SafetensorsError.self) { try CausalLM(directory: folder.url) }
        #expect("\(error)".contains(weights.path))
        try FileManager.default.removeItem(at: weights)
        #expect(throws: SafetensorsError.self) { try CausalLM(directory: folder.url) }
        try Data("{\"model_type\": ".utf8).write(to: configuration)
        #expect(throws: JSONError.self) { try CausalLM(directory: folder.url) }
        try FileManager.default.removeItem(at: configuration)
        #expect(throws: FileError.self) { try CausalLM(directory: folder.url) }
    }

    @Test("bfloat16 and float16 weights are read exactly")
    func halfPrecision() throws {
        let model = try NamedConfiguration.all[0].model()
        try model.save(to: folder.url)
        let url = folder.file("model.safetensors")
        let file = try SafetensorsFile(url)
        let tensors = try file.tensors.map { entry in
            (entry, try file.floats(of: entry.name).map { FloatConversion.bfloat16($0) })
        }
        let buffers = tensors.map { _, bits in
            let buffer = UnsafeMutableBufferPointer<UInt16>.allocate(capacity: bits.count)
            _ = buffer.initialize(from: bits)
            return buffer
        }
        defer { for buffer in buffers { buffer.deallocate() } }
        try SafetensorsWriter.write(
            zip(tensors, buffers).map { tensor, buffer in
                SafetensorsTensor(
                    name: tensor.0.name, elementType: .bfloat16, shape: tensor.0.shape,
                    bytes: UnsafeRawBufferPointer(buffer))
            }, to: url)
        let read = try CausalLM(directory: folder.url)
        for (parameter, original) in zip(read.parameters, model.parameters) {
            let rounded = original.value.values.map { FloatConversion.float(bfloat16: FloatConversion.bfloat16($0)) }
            #expect(parameter.value.values == rounded)
        }
    }
}
