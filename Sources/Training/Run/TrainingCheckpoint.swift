import Foundation
import Foundations
import Tensors
import Transformer

/// The content of a checkpoint folder: a model directory or an adapter, the optimizer's moments, what the objective learns
/// beside the model, and the counters in `state.json`.
struct TrainingCheckpoint {
    let folder: URL

    private var modelFolder: URL { folder.appending(path: "model") }
    private var adapterFolder: URL { folder.appending(path: "adapter") }
    private var optimizerFile: URL { folder.appending(path: "optimizer.safetensors") }
    /// What the objective learns beside the model, where it learns something.
    private var objectiveFile: URL { folder.appending(path: "objective.safetensors") }

    /// Writes the files of a checkpoint.
    func save<Goal, Source>(_ trainer: Trainer<Goal, Source>, with material: RunMaterial) throws {
        // The base of an adapter does not change.
        if trainer.model.adapter == nil {
            try Self.saveModel(trainer.model, with: material, to: modelFolder)
        } else {
            try trainer.model.saveAdapter(to: adapterFolder, baseModel: material.base?.path)
        }
        try trainer.optimizer.save(to: optimizerFile)
        let extra = trainer.objective.parameters
        if !extra.isEmpty { try ObjectiveParameters.save(extra, to: objectiveFile) }
        try trainer.source.save(to: folder, afterStep: trainer.stepsTaken)
    }

    /// What `state.json` holds: with the seed in `run.yaml` it decides everything that follows.
    static func state<Goal, Source>(of trainer: Trainer<Goal, Source>, material: RunMaterial) -> JSONObject {
        var state: JSONObject = [
            "format": 1,
            "tokens": .integer(trainer.tokensSeen),
            "corpus": .string(String(material.fingerprint, radix: 16)),
        ]
        state["base"] = material.base.map { .string(String($0.fingerprint, radix: 16)) }
        return state
    }

    /// Lays the adapter of the checkpoint over the model it was trained on.
    func loadAdapter(onto base: CausalLM) throws -> CausalLM {
        try base.attach(LoRAAdapter(files: LoRAFiles(adapterFolder), for: base))
        return base
    }

    /// Reads the model, which must have the shape that the run's settings say.
    func loadModel(expecting expected: ModelConfiguration) throws -> CausalLM {
        let model = try CausalLM(directory: modelFolder)
        if model.configuration == expected { return model }
        let wanted = try CausalLM(configuration: expected, seed: 0)
        let found = Dictionary(uniqueKeysWithValues: model.parameters.map { (Array($0.name.utf8), $0.value.shape) })
        for parameter in wanted.parameters {
            guard let shape = found[Array(parameter.name.utf8)] else {
                throw TrainingError.missingTensor(tensor: parameter.name, file: modelFolder.path)
            }
            guard shape == parameter.value.shape else {
                throw TrainingError.shapeMismatch(
                    tensor: parameter.name, file: modelFolder.path, expected: parameter.value.shape, found: shape)
            }
        }
        let file = modelFolder.appending(path: "config.json").path
        throw RunFolderError.damaged(file: file, reason: "describes another model than run.yaml does")
    }

    /// Brings a trainer to where the checkpoint was written.
    func restore<Goal, Source>(_ trainer: Trainer<Goal, Source>, from state: JSONValue, material: RunMaterial) throws {
        let file = folder.appending(path: "state.json").path
        guard let step = state["step"]?.int, let tokens = state["tokens"]?.int, state["format"]?.int == 1 else {
            throw RunFolderError.damaged(file: file, reason: "holds no step or no number of tokens")
        }
        guard state["corpus"]?.string == String(material.fingerprint, radix: 16) else {
            throw TrainingError.corpusChanged(corpus: material.name, checkpoint: folder.path)
        }
        if let base = material.base, state["base"]?.string != String(base.fingerprint, radix: 16) {
            throw TrainingError.baseChanged(base: base.path, checkpoint: folder.path)
        }
        let extra = trainer.objective.parameters
        if !extra.isEmpty { try ObjectiveParameters.load(extra, from: objectiveFile) }
        try trainer.optimizer.load(from: optimizerFile, stepCount: step)
        try trainer.source.restore(from: folder, afterStep: step)
        trainer.tokensSeen = tokens
    }

    /// Writes what the run has made into the run's folder: a model directory, or an adapter for PEFT and Martlet.
    ///
    /// - Parameter merging: whether an adapter is added to the weights instead.
    static func saveResult(
        _ model: CausalLM, with material: RunMaterial, merging: Bool, to run: RunFolder
    ) throws -> URL {
        if model.adapter == nil || merging {
            try saveModel(model, with: material, merging: true, to: run.modelFolder)
            return run.modelFolder
        }
        try model.saveAdapter(to: run.adapterFolder, baseModel: material.base?.path)
        try material.accompany(run.adapterFolder)
        return run.adapterFolder
    }

    /// Writes a model directory that can be used without the run folder.
    static func saveModel(
        _ model: CausalLM, with material: RunMaterial, merging: Bool = false, to folder: URL
    ) throws {
        try model.save(to: folder, merging: merging)
        try material.accompany(folder)
    }
}
