import Checkpoints
import Tensors
public import Foundation
import Foundations

/// Adapters in the layout of PEFT.
extension LoRAAdapter {
    /// Reads an adapter that was made for `model`, by Martlet or by PEFT.
    ///
    /// - Throws: ``LoRAError`` where a matrix is missing, is of another shape, or has no place in the model.
    public convenience init(files: LoRAFiles, for model: CausalLM) throws {
        let family = try model.configuration.writtenFamily(), file = files.weights.url.path
        var stored: [String: SafetensorsEntry] = [:]
        for entry in files.weights.tensors {
            guard entry.name.hasPrefix(Self.prefix) else { throw LoRAError.unexpectedTensor(entry.name, file: file) }
            stored[StoredNames.plain(String(entry.name.dropFirst(Self.prefix.count)), of: family)] = entry
        }
        let all = try model.linearModules(), wanted = try model.linearModules(for: files.configuration)
        let present = all.filter { module in
            LoRAModule.names(of: module.name).contains { stored[$0] != nil }
                || files.coversTargets && wanted.contains { $0.name == module.name }
        }
        self.init(files.configuration, modules: present)
        for module in modules {
            for (name, matrix) in module.matrices {
                guard let entry = stored.removeValue(forKey: name) else {
                    throw LoRAError.missingTensor(Self.prefix + name, file: file)
                }
                guard entry.shape == matrix.shape else {
                    throw LoRAError.shapeMismatch(
                        tensor: entry.name, expected: matrix.shape, found: entry.shape, file: file)
                }
                try files.weights.copyFloats(of: entry.name, into: matrix.floats)
            }
        }
        if let left = stored.values.map(\.name).min() { throw LoRAError.unexpectedTensor(left, file: file) }
    }

    /// Writes `adapter_config.json` and `adapter_model.safetensors` into `directory`, which is made where it is missing;
    /// each file is replaced when it is whole.
    ///
    /// - Parameter baseModel: Where the model lies that the adapter belongs to, for those who load it.
    public func save(to directory: URL, baseModel: String?) throws {
        try Folder.create(directory)
        let named = modules.flatMap(\.matrices)
        try withExtendedLifetime(named) {
            let tensors = named.map { name, matrix in
                SafetensorsTensor(
                    name: Self.prefix + name, elementType: .float32, shape: matrix.shape,
                    bytes: UnsafeRawBufferPointer(matrix.rawBytes))
            }
            try SafetensorsWriter.write(
                tensors, metadata: ["format": "pt"], to: directory.appending(path: LoRAFiles.weightsName))
        }
        try AtomicFile.write(
            json(baseModel: baseModel).serialized(pretty: true) + "\n",
            to: directory.appending(path: LoRAFiles.configurationName))
    }

    /// What PEFT puts before the names of the model's layers.
    private static let prefix = "base_model.model."

    private func json(baseModel: String?) -> JSONValue {
        var targets: [String] = []
        for layer in layers {
            let name = String(layer.split(separator: ".").last ?? "")
            if !targets.contains(name) { targets.append(name) }
        }
        let alpha = configuration.alpha
        return [
            "peft_type": "LORA",
            "task_type": "CAUSAL_LM",
            "base_model_name_or_path": baseModel.map { .string($0) } ?? .null,
            "r": .integer(configuration.rank),
            "lora_alpha": alpha == alpha.rounded() && alpha < 1e15 ? .integer(Int(alpha)) : .number(alpha),
            "lora_dropout": .number(configuration.dropout),
            "target_modules": .array((configuration.targets ?? targets).map { .string($0) }),
            "use_rslora": .bool(configuration.isRankStabilized),
            "use_dora": false,
            "bias": "none",
            "fan_in_fan_out": .bool(modules.contains { $0.layout == .transposed }),
            "init_lora_weights": true,
            "modules_to_save": .null,
            "inference_mode": true,
        ]
    }
}

extension CausalLM {
    /// Writes the adapter that is attached, and the `generation_config.json` that says where its texts end.
    ///
    /// - Parameters:
    ///   - directory: is made where it is missing.
    ///   - baseModel: where the model itself lies.
    public func saveAdapter(to directory: URL, baseModel: String?) throws {
        guard let adapter else { preconditionFailure("there is no adapter to save") }
        try adapter.save(to: directory, baseModel: baseModel)
        try AtomicFile.write(
            configuration.generationJSON().serialized(pretty: true) + "\n",
            to: directory.appending(path: "generation_config.json"))
    }
}
