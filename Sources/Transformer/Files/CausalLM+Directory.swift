import Checkpoints
public import Foundation
import Foundations
import Tensors

/// Model directories in the layout of Hugging Face: `config.json`, `generation_config.json`, `model.safetensors`.
extension CausalLM {
    /// Reads the model in `directory`; every tensor must be there, with the shape the configuration says.
    ///
    /// The end tokens are those of `generation_config.json` where it names some, else those of `config.json`.
    ///
    /// - Parameter adjust: changes what the weights do not depend on, such as the longest sequence or the end tokens.
    public convenience init(
        directory: URL, adjusting adjust: (inout ModelConfiguration) -> Void = { _ in }
    ) throws {
        try self.init(files: ModelFiles(directory: directory), adjusting: adjust)
    }

    /// Reads the model in `files`, of any format; every tensor must be there, with the shape the configuration says.
    ///
    /// - Parameter adjust: changes what the weights do not depend on, such as the longest sequence or the end tokens.
    public convenience init(
        files: ModelFiles, adjusting adjust: (inout ModelConfiguration) -> Void = { _ in }
    ) throws {
        var configuration = files.configuration
        adjust(&configuration)
        let weights = files.weights
        // Before memory is taken for numbers that no file holds.
        try configuration.checkSize(against: weights.tensors.reduce(0) { $0 + $1.elementCount }, weights.path)
        try self.init(zeros: configuration)
        try checkNames(in: weights)
        for weight in storedWeights {
            guard let tensor = weights.tensor(named: weight.name) else {
                throw ModelError.missingTensor(name: weight.name, directory: weights.path)
            }
            guard tensor.shape == weight.values.shape else {
                throw ModelError.shapeMismatch(
                    name: weight.name, expected: weight.values.shape, found: tensor.shape, directory: weights.path)
            }
            try weights.readFloats(of: weight.name, into: weight.values.floats)
        }
        for parameter in parameters { parameter.valuesChanged() }
    }

    /// Writes the model into `directory`, which is made where it is missing; each file is replaced when it is whole.
    public func save(to directory: URL) throws {
        let description = try configuration.json()
        try Folder.create(directory)
        try AtomicFile.write(
            description.serialized(pretty: true) + "\n", to: directory.appending(path: "config.json"))
        try AtomicFile.write(
            configuration.generationJSON().serialized(pretty: true) + "\n",
            to: directory.appending(path: "generation_config.json"))
        let tensors = storedWeights.map { weight in
            let values = weight.values
            return SafetensorsTensor(
                name: weight.name, elementType: .float32, shape: values.shape,
                bytes: UnsafeRawBufferPointer(values.rawBytes))
        }
        try SafetensorsWriter.write(
            tensors, metadata: ["format": "pt"], to: directory.appending(path: SafetensorsSet.singleFileName))
    }

    private func checkNames(in weights: any ModelWeights) throws(ModelError) {
        let expected = Set(storedWeights.map { Array($0.name.utf8) })
        for tensor in weights.tensors where !expected.contains(Array(tensor.name.utf8)) {
            // Some files repeat the tied output matrix, or carry the rotary frequencies along.
            if configuration.tiesEmbeddings, tensor.name == "lm_head.weight" { continue }
            if tensor.name.hasSuffix("rotary_emb.inv_freq") { continue }
            throw ModelError.unexpectedTensor(name: tensor.name, directory: weights.path)
        }
    }
}
