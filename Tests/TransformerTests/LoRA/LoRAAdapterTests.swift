import Foundation
import Foundations
import Tensors
import TestSupport
import Testing
import Transformer

@Suite("Adapters of low rank")
struct LoRAAdapterTests {
    private func largest(_ values: [Float]) -> Float { values.reduce(0) { max($0, abs($1)) } }

    @Test("A fresh adapter changes no bit, and A lies within its bound", arguments: NamedConfiguration.savable)
    func fresh(_ named: NamedConfiguration) throws {
        let model = try named.model(), tokens = model.tokens(9, seed: 3)
        let before = try model.allLogits(tokens).values
        let adapter = try LoRAAdapter(LoRAConfiguration(rank: 4), for: model, seed: 5)
        try model.attach(adapter)
        #expect(try model.allLogits(tokens).values == before)
        for parameter in adapter.parameters {
            if parameter.name.hasSuffix("lora_B") {
                #expect(parameter.value.values.allSatisfy { $0 == 0 })
            } else {
                let bound = 1 / Float(parameter.shape[1]).squareRoot()
                let largest = largest(parameter.value.values)
                #expect(largest <= bound && largest > 0.8 * bound)
            }
        }
    }

    @Test(
        "Merged and unmerged the logits agree to 1e-5, and differ from the base's",
        arguments: NamedConfiguration.savable)
    func merged(_ named: NamedConfiguration) throws {
        let model = try named.adapted(), tokens = model.tokens(11, seed: 4)
        let unmerged = try model.allLogits(tokens).values
        let folders = try AdaptedFolders(model)
        let merged = try CausalLM(files: folders.files().merged()).allLogits(tokens).values
        let scale = max(1, largest(unmerged))
        for (found, expected) in zip(merged, unmerged) { #expect(abs(found - expected) <= 1e-5 * scale) }
        model.adaptersEnabled = false
        let base = try model.allLogits(tokens).values
        #expect(zip(base, unmerged).contains { abs($0 - $1) > 1e-2 })
    }

    @Test("Without its adapter a model computes the bits of its base, for as long as is asked")
    func disabled() throws {
        let named = NamedConfiguration.all[1], base = try named.model(), model = try named.adapted()
        let tokens = base.tokens(8, seed: 6), expected = try base.allLogits(tokens).values
        #expect(try model.withAdaptersDisabled { try model.allLogits(tokens).values } == expected)
        #expect(try model.allLogits(tokens).values != expected)
        model.detachAdapter()
        #expect(try model.allLogits(tokens).values == expected)
        #expect(model.trainableParameters.count == model.parameters.count)
        #expect(model.parameters.allSatisfy { $0.isTrainable })
    }

    @Test("What a layer gets belongs to the seed and to the layer alone")
    func seeds() throws {
        let model = try NamedConfiguration.all[0].model()
        func values(_ seed: UInt64, _ targets: [String]? = nil) throws -> [String: [Float]] {
            let adapter = try LoRAAdapter(LoRAConfiguration(targets: targets), for: model, seed: seed)
            return Dictionary(uniqueKeysWithValues: adapter.parameters.map { ($0.name, $0.value.values) })
        }
        let all = try values(1)
        #expect(try values(1) == all)
        #expect(try values(2) != all)
        for (name, few) in try values(1, ["o_proj", "down_proj"]) { #expect(all[name] == few) }
    }

    @Test("Targets are layers by the end of their names; without any, all linear layers of the blocks")
    func targets() throws {
        let model = try NamedConfiguration.named("llama, untied, grouped queries")[0].model()
        func layers(_ targets: [String]?) throws -> [String] {
            try LoRAAdapter(LoRAConfiguration(targets: targets), for: model, seed: 1).layers
        }
        let blocks = (0..<2).map { "model.layers.\($0)" }
        let names =
            ["q_proj", "k_proj", "v_proj", "o_proj"].map { "self_attn.\($0)" }
            + ["gate_proj", "up_proj", "down_proj"].map { "mlp.\($0)" }
        #expect(try layers(nil) == blocks.flatMap { block in names.map { "\(block).\($0)" } })
        #expect(try layers(["v_proj"]) == blocks.map { "\($0).self_attn.v_proj" })
        #expect(try layers(["layers.1.mlp.up_proj", "lm_head"]) == ["model.layers.1.mlp.up_proj", "lm_head"])
    }

    @Test("A rank of 0, an alpha of 0 and an unknown target are refused by name")
    func refused() throws {
        let model = try NamedConfiguration.all[0].model()
        #expect(throws: LoRAError.invalidRank(0)) { try LoRAAdapter(LoRAConfiguration(rank: 0), for: model, seed: 1) }
        #expect(throws: LoRAError.invalidAlpha(0)) { try LoRAAdapter(LoRAConfiguration(alpha: 0), for: model, seed: 1) }
        let known = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
        for name in ["qproj", "proj", "lm_head"] {
            #expect(throws: LoRAError.unknownTarget(name, known: known)) {
                try LoRAAdapter(LoRAConfiguration(targets: ["q_proj", name]), for: model, seed: 1)
            }
        }
        let other = try NamedConfiguration.named("qwen3")[0].model()
        let adapter = try LoRAAdapter(LoRAConfiguration(), for: model, seed: 1)
        #expect(throws: LoRAError.self) { try other.attach(adapter) }
        #expect(other.adapter == nil)
    }

    @Test("The factor is alpha by the rank, or by its root")
    func scale() {
        #expect(LoRAConfiguration(rank: 16, alpha: 8).scale == 0.5)
        #expect(LoRAConfiguration(rank: 16, alpha: 8, isRankStabilized: true).scale == 2)
    }
}
