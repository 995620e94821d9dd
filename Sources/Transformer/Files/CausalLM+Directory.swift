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

    /// Reads the model in `files`, of any format; every tensor must be there, with the shape the configuration says. An
    /// adapter among the files is attached.
    ///
    /// - Parameters:
    ///   - form: the form in which weights are kept: float32, or for generation alone that of the files.
    ///   - adjust: changes what the weights do not depend on, such as the longest sequence or the end tokens.
    public convenience init(
        files: ModelFiles, weights form: WeightForm = .float32,
        adjusting adjust: (inout ModelConfiguration) -> Void = { _ in }
    ) throws {
        var configuration = files.configuration
        // The family of the files: what is changed now may be no family's.
        let family = try configuration.writtenFamily()
        adjust(&configuration)
        let weights = files.weights
        // Before memory is taken for numbers that no file holds.
        try configuration.checkSize(against: weights.tensors.reduce(0) { $0 + $1.elementCount }, weights.path)
        try self.init(zeros: configuration)
        let stored = storedWeights(TransformersNaming(family: family))
        let names = try StoredNames(
            weights.tensors.map(\.name), of: stored, family: family, tiesEmbeddings: configuration.tiesEmbeddings,
            directory: weights.path)
        try WeightReader(weights: weights, names: names, form: form).read(stored)
        for parameter in parameters { parameter.valuesChanged() }
        if let adapter = files.adapter { try attach(LoRAAdapter(files: adapter, for: self)) }
    }

    /// Writes the model into `directory`, which is made where it is missing; each file is replaced when it is whole.
    ///
    /// - Parameter merging: whether what an adapter changes is added to the weights, a tensor at a time, so that the
    ///   directory needs none; else they are those beneath it. The model in memory stays as it is.
    public func save(to directory: URL, merging: Bool = false) throws {
        let description = try configuration.json()
        let naming = TransformersNaming(family: try configuration.writtenFamily())
        try Folder.create(directory)
        try AtomicFile.write(
            description.serialized(pretty: true) + "\n", to: directory.appending(path: "config.json"))
        try AtomicFile.write(
            configuration.generationJSON().serialized(pretty: true) + "\n",
            to: directory.appending(path: "generation_config.json"))
        let stored = storedWeights(naming), added = merging ? adapter : nil
        let outlines = stored.map { SafetensorsOutline(name: $0.name, elementType: .float32, shape: $0.shape) }
        try SafetensorsWriter.write(
            outlines, metadata: ["format": "pt"], to: directory.appending(path: SafetensorsSet.singleFileName)
        ) { index, writer in
            let values = stored[index].fileValues(adding: added?.module(changing: stored[index]))
            try withExtendedLifetime(values) { try writer.write(UnsafeRawBufferPointer(values.rawBytes)) }
        }
    }
}
