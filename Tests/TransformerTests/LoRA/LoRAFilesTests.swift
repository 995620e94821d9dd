import Checkpoints
import Foundation
import Foundations
import Tensors
import TestSupport
import Testing
import Transformer

@Suite("Files of adapters")
struct LoRAFilesTests {
    @Test("What is written is read again to the last bit", arguments: NamedConfiguration.savable)
    func roundTrip(_ named: NamedConfiguration) throws {
        let model = try named.adapted(), folders = try AdaptedFolders(model)
        let again = try CausalLM(files: folders.files())
        let adapter = try #require(model.adapter), read = try #require(again.adapter)
        #expect(read.layers == adapter.layers)
        #expect(read.parameters.map(\.value.values) == adapter.parameters.map(\.value.values))
        #expect(read.configuration.scale == adapter.configuration.scale)
        let tokens = model.tokens(6, seed: 2)
        #expect(try again.allLogits(tokens).values == model.allLogits(tokens).values)
        #expect(again.trainableParameters.count == adapter.parameters.count)
    }

    @Test("The tensors have the names and shapes of PEFT, and the configuration its members")
    func layout() throws {
        let model = try NamedConfiguration.named("llama, untied, grouped queries")[0]
            .adapted(LoRAConfiguration(rank: 3, alpha: 6, targets: ["k_proj", "down_proj"]))
        let folders = try AdaptedFolders(model)
        let file = try SafetensorsFile(folders.adapter.appending(path: "adapter_model.safetensors"))
        let shapes = Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, $0.shape) })
        var expected: [String: [Int]] = [:]
        for layer in 0..<2 {
            let name = "base_model.model.model.layers.\(layer)"
            expected["\(name).self_attn.k_proj.lora_A.weight"] = [3, 24]
            expected["\(name).self_attn.k_proj.lora_B.weight"] = [6, 3]
            expected["\(name).mlp.down_proj.lora_A.weight"] = [3, 35]
            expected["\(name).mlp.down_proj.lora_B.weight"] = [24, 3]
        }
        #expect(shapes == expected)
        let json = try JSONValue(contentsOf: folders.adapter.appending(path: "adapter_config.json"))
        #expect(json["peft_type"] == "LORA" && json["task_type"] == "CAUSAL_LM")
        #expect(json["r"] == 3 && json["lora_alpha"] == 6 && json["base_model_name_or_path"] == "base")
        #expect(json["target_modules"] == ["k_proj", "down_proj"] && json["bias"] == "none")
    }

    @Test("An adapter on some layers, chosen by an expression, is read as its tensors say")
    func someLayers() throws {
        let model = try NamedConfiguration.all[0].adapted(LoRAConfiguration(rank: 2, targets: ["layers.1.mlp.up_proj"]))
        let folders = try AdaptedFolders(model)
        try folders.edit { $0["target_modules"] = ".*up_proj" }
        #expect(try CausalLM(files: folders.files()).adapter?.layers == ["model.layers.1.mlp.up_proj"])
        try folders.edit {
            $0["target_modules"] = ["up_proj"]
            $0["layers_to_transform"] = [1]
        }
        #expect(try CausalLM(files: folders.files()).adapter?.layers == ["model.layers.1.mlp.up_proj"])
    }

    @Test("A base in the encoding of its file takes an adapter")
    func frozenBase() throws {
        let model = try NamedConfiguration.all[0].adapted(), folders = try AdaptedFolders(model)
        let stored = try CausalLM(
            files: folders.files(), weights: .stored(device: CPUDevice.shared, precision: .float32))
        let tokens = model.tokens(6, seed: 2)
        #expect(try stored.allLogits(tokens).values == model.allLogits(tokens).values)
    }

    @Test("What plain LoRA does not compute is refused by name")
    func unsupported() throws {
        let folders = try AdaptedFolders(NamedConfiguration.all[0].adapted())
        let cases: [(String, JSONValue)] = [
            ("use_dora", true), ("bias", "all"), ("modules_to_save", ["lm_head"]), ("peft_type", "IA3"), ("r", "many"),
            ("rank_pattern", ["q_proj": 3]), ("lora_alpha", nil), ("init_lora_weights", "pissa_niter_4"),
            ("target_modules", 3),
        ]
        for (key, value) in cases {
            let original = try JSONValue(contentsOf: folders.adapter.appending(path: "adapter_config.json"))
            try folders.edit { $0[key] = value }
            let error = #expect(throws: LoRAError.self) { try LoRAFiles(folders.adapter) }
            #expect(error.map { "\($0)".contains("'\(key)'") } ?? false, "\(String(describing: error))")
            try folders.edit { $0 = original.object ?? JSONObject() }
        }
        try folders.edit { $0["r"] = 0 }
        #expect(throws: LoRAError.invalidRank(0)) { try LoRAFiles(folders.adapter) }
    }

    @Test("Missing files, other shapes, and missing or unknown tensors are named")
    func damaged() throws {
        let model = try NamedConfiguration.all[0].adapted(), folders = try AdaptedFolders(model)
        let weights = folders.adapter.appending(path: "adapter_model.safetensors")
        try folders.edit { $0["r"] = 2 }
        let name = "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight"
        #expect(
            throws: LoRAError.shapeMismatch(tensor: name, expected: [2, 24], found: [3, 24], file: weights.path)
        ) { try CausalLM(files: folders.files()) }
        try folders.edit { $0["r"] = 3 }

        let other = try NamedConfiguration.named("qwen3")[0].model()
        #expect(throws: LoRAError.self) { try LoRAAdapter(files: LoRAFiles(folders.adapter), for: other) }

        let file = try SafetensorsFile(weights)
        func write(_ rename: (String) -> String?) throws {
            let kept = try file.tensors.compactMap { entry in
                try rename(entry.name).map { ($0, entry.shape, try file.floats(of: entry.name)) }
            }
            let tensors = kept.map { ($0, Tensor($2, shape: $1)) }
            try withExtendedLifetime(tensors) {
                try SafetensorsWriter.write(
                    tensors.map {
                        SafetensorsTensor(
                            name: $0, elementType: .float32, shape: $1.shape, bytes: UnsafeRawBufferPointer($1.rawBytes)
                        )
                    }, to: weights)
            }
        }
        try write { $0 == name ? nil : $0 }
        #expect(throws: LoRAError.missingTensor(name, file: weights.path)) { try CausalLM(files: folders.files()) }
        try write { $0.replacing("layers.1.", with: "layers.7.") }
        #expect(throws: LoRAError.self) { try CausalLM(files: folders.files()) }
        try write { $0 == name ? $0 : $0 }
        _ = try CausalLM(files: folders.files())

        try FileManager.default.removeItem(at: weights)
        #expect(throws: LoRAError.missingFile(path: weights.path)) { try LoRAFiles(folders.adapter) }
        try Data().write(to: folders.adapter.appending(path: "adapter_model.bin"))
        #expect(throws: LoRAError.pickledWeights(path: folders.adapter.appending(path: "adapter_model.bin").path)) {
            try LoRAFiles(folders.adapter)
        }
        let empty = try TemporaryDirectory()
        #expect(throws: LoRAError.missingFile(path: empty.file("adapter_config.json").path)) {
            try LoRAFiles(empty.url)
        }
    }
}
