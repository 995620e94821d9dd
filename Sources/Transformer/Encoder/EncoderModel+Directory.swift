import Checkpoints
public import Foundation
import Tensors

/// Model directories in the layout of Hugging Face: `config.json` and safetensors.
extension EncoderModel {
    /// Reads the encoder in `directory`; every tensor must be there, with the shape the configuration says.
    ///
    /// Tensors of heads that stand on the encoder, such as a pooler or a classifier, are left alone. So is a prefix
    /// that a model with a head puts before the encoder's names.
    ///
    /// - Throws: ``ModelError``, or an error of the weights' file.
    public convenience init(directory: URL) throws {
        let configuration = try EncoderConfiguration(directory: directory)
        try PickledWeights.refuse(in: directory)
        let weights = try SafetensorsSet(directory: directory)
        // Before memory is taken for numbers that no file holds.
        try configuration.checkSize(against: weights.tensors.reduce(0) { $0 + $1.elementCount }, directory.path)
        try self.init(zeros: configuration)
        let prefix = try Self.prefix(in: weights, directory: directory.path)
        var known: Set<[UInt8]> = []
        for weight in storedWeights {
            let entry = try Self.entry(named: prefix + weight.name, in: weights, directory: directory.path)
            guard entry.shape == weight.values.shape else {
                throw ModelError.shapeMismatch(
                    name: entry.name, expected: weight.values.shape, found: entry.shape, directory: directory.path)
            }
            try weights.copyFloats(of: entry.name, into: weight.values.floats)
            known.insert(Array(entry.name.utf8))
        }
        for entry in weights.tensors where !known.contains(Array(entry.name.utf8)) {
            try checkUnused(entry.name, prefix: prefix, directory: directory.path)
        }
        for parameter in parameters { parameter.valuesChanged() }
    }

    /// Every tensor of the encoder as Hugging Face's transformers names it, without a prefix.
    var storedWeights: [StoredWeight] {
        let plain = [tokenEmbedding, positionEmbedding] + [typeEmbedding].compactMap { $0 } + embeddingNorm.parameters
        var weights = plain.map { StoredWeight($0.name, $0) }
        for (layer, block) in blocks.enumerated() {
            let names = EncoderNames(configuration.family, layer: layer), hidden = configuration.hiddenSize
            for (part, name) in [names.queries, names.keys, names.values].enumerated() {
                let rows = part * hidden..<(part + 1) * hidden
                weights.append(StoredWeight("\(name).weight", block.heads.weight, rows: rows))
                weights.append(StoredWeight("\(name).bias", block.heads.bias, rows: rows))
            }
            weights += block.parameters.dropFirst(2).map { StoredWeight($0.name, $0) }
        }
        return weights
    }

    /// What stands before the encoder's own names, such as `bert.`.
    private static func prefix(in weights: SafetensorsSet, directory: String) throws(ModelError) -> String {
        let name = "embeddings.word_embeddings.weight"
        guard let entry = weights.tensors.first(where: { $0.name == name || $0.name.hasSuffix("." + name) }) else {
            throw .missingTensor(name: name, directory: directory)
        }
        return String(entry.name.dropLast(name.count))
    }

    /// The tensor `name`, or what the first checkpoints of BERT called it.
    private static func entry(
        named name: String, in weights: SafetensorsSet, directory: String
    ) throws(ModelError) -> SafetensorsEntry {
        if let entry = weights.entry(named: name) { return entry }
        for (ending, older) in [("LayerNorm.weight", "LayerNorm.gamma"), ("LayerNorm.bias", "LayerNorm.beta")]
        where name.hasSuffix(ending) {
            if let entry = weights.entry(named: name.dropLast(ending.count) + older) { return entry }
        }
        throw .missingTensor(name: name, directory: directory)
    }

    /// Refuses a tensor of the encoder that the configuration has no place for: it would change the result.
    private func checkUnused(_ name: String, prefix: String, directory: String) throws(ModelError) {
        guard name.hasPrefix(prefix) else { return }
        let own = name.dropFirst(prefix.count)
        // Tables of numbers that are counted here.
        if ["embeddings.position_ids", "embeddings.token_type_ids"].contains(own) { return }
        if ["embeddings.", "encoder.", "transformer."].contains(where: own.hasPrefix) {
            throw .unexpectedTensor(name: name, directory: directory)
        }
    }
}
