import Foundation
import Foundations
import Tensors
import TestSupport
import Transformer

extension LoRAAdapter {
    /// Gives every matrix random values, large enough to matter.
    func randomize(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for parameter in parameters {
            for index in parameter.value.floats.indices {
                parameter.value.floats[index] = Float(0.2 * generator.normal())
            }
            parameter.valuesChanged()
        }
    }
}

extension NamedConfiguration {
    /// A random model with a random adapter attached.
    func adapted(_ lora: LoRAConfiguration = LoRAConfiguration(rank: 3, alpha: 6), seed: UInt64 = 1) throws -> CausalLM
    {
        let model = try model(seed: seed)
        let adapter = try LoRAAdapter(lora, for: model, seed: seed)
        adapter.randomize(seed: seed + 1)
        try model.attach(adapter)
        return model
    }

    /// Those of `names`.
    static func named(_ names: String...) -> [NamedConfiguration] { all.filter { names.contains($0.name) } }
}

/// A model and its adapter on disk.
struct AdaptedFolders {
    private let folder: TemporaryDirectory
    var base: URL { folder.file("base") }
    var adapter: URL { folder.file("adapter") }

    init(_ model: CausalLM) throws {
        folder = try TemporaryDirectory()
        try model.save(to: base)
        try model.saveAdapter(to: adapter, baseModel: "base")
    }

    /// The files of the model with the adapter laid over.
    func files() throws -> ModelFiles { try ModelFiles(base).adapted(by: LoRAFiles(adapter)) }

    /// Changes the adapter's configuration.
    func edit(_ change: (inout JSONObject) -> Void) throws {
        let file = adapter.appending(path: "adapter_config.json")
        var object = try JSONValue(contentsOf: file).object ?? JSONObject()
        change(&object)
        try Data(JSONValue.object(object).serialized().utf8).write(to: file)
    }
}
