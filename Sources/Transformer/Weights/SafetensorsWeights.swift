public import Checkpoints
public import Foundation

/// The weights of a model directory: safetensors files, whose names are those of transformers.
public struct SafetensorsWeights: ModelWeights {
    private let files: SafetensorsSet
    public let path: String

    /// Opens the weights in `directory`.
    public init(directory: URL) throws(SafetensorsError) {
        files = try SafetensorsSet(directory: directory)
        path = directory.path
    }

    public var tensors: [ModelTensor] { files.checkpointTensors.map(Self.tensor) }

    public func tensor(named name: String) -> ModelTensor? { files.checkpointTensor(named: name).map(Self.tensor) }

    public func readFloats(of name: String, into floats: UnsafeMutableBufferPointer<Float>) throws {
        try files.readFloats(of: name, into: floats)
    }

    private static func tensor(_ tensor: CheckpointTensor) -> ModelTensor {
        ModelTensor(name: tensor.name, shape: tensor.shape, encoding: tensor.encoding, byteCount: tensor.byteCount)
    }
}
