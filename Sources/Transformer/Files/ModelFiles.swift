public import Checkpoints
public import Foundation
public import Foundations
public import Tensors

/// The files of a model, opened: a model directory in the layout of Hugging Face, or a GGUF file.
///
/// Both say the same things in different words; here they are said in the words of the directory. Weights are mapped, and
/// nothing of them is read yet.
///
/// ```swift
/// let files = try ModelFiles(URL(filePath: "model-Q4_K.gguf"))
/// let model = try CausalLM(files: files)
/// ```
public struct ModelFiles: Sendable {
    /// The format of the files.
    public let format: CheckpointFormat
    /// The folder, or the GGUF file (the first of a split one).
    public let url: URL
    /// The `config.json`; of a GGUF file the one that belongs to it.
    public let config: JSONValue
    /// What the configuration asks for.
    public internal(set) var configuration: ModelConfiguration
    /// The tensors, under the names that transformers gives them.
    public internal(set) var weights: any ModelWeights
    /// The GGUF file, which carries the vocabulary too; nil for a directory.
    public let gguf: GGUFFile?
    /// The adapter that is laid over the weights; see ``adapted(by:)``.
    public internal(set) var adapter: LoRAFiles?
    /// The folder of an adapter whose chat template goes before the model's own.
    public internal(set) var textFolder: URL?

    /// Opens a GGUF file, a folder with one, or a model directory.
    ///
    /// - Throws: ``ModelError`` where the model is not supported, else the errors of the format.
    public init(_ url: URL) throws {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        let hasConfiguration =
            isFolder.boolValue && FileManager.default.fileExists(atPath: url.appending(path: "config.json").path)
        if !exists || hasConfiguration {
            try self.init(directory: url)
        } else if let files = try CheckpointFormat.open(url) as? GGUFSet {
            try self.init(gguf: files)
        } else {
            throw ModelError.noConfiguration(path: url.path)
        }
    }

    /// Opens a model directory.
    public init(directory: URL) throws {
        format = .safetensors
        url = directory
        config = try JSONValue(contentsOf: directory.appending(path: "config.json"))
        configuration = try ModelConfiguration(directory: directory)
        weights = try SafetensorsWeights(directory: directory)
        gguf = nil
    }

    /// Takes an opened GGUF file.
    public init(gguf files: GGUFSet) throws {
        let reader = try GGUFConfiguration(files)
        format = .gguf
        url = files.url
        config = try reader.json()
        configuration = try ModelConfiguration(json: config, file: files.url.path)
        weights = try GGUFWeights(files, architecture: reader.architecture, headSize: reader.headSize())
        gguf = files.files[0]
    }

    /// The precision of activations that suits the weights: bfloat16 where those are, and the processor multiplies it at full
    /// speed, else float32.
    public var suitedPrecision: Precision {
        let isBFloat16 = weights.tensors.contains { $0.encoding == .plain(.bfloat16) && $0.shape.count > 1 }
        return isBFloat16 ? .fastest : .float32
    }
}
