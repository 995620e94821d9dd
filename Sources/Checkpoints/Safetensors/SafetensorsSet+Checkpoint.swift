public import Foundation

extension SafetensorsSet: Checkpoint {
    public var format: CheckpointFormat { .safetensors }

    public var url: URL { files[0].url }

    public var checkpointTensors: [CheckpointTensor] { tensors.map(CheckpointTensor.init) }

    public func checkpointTensor(named name: String) -> CheckpointTensor? {
        entry(named: name).map(CheckpointTensor.init)
    }
}

extension CheckpointTensor {
    init(_ entry: SafetensorsEntry) {
        self.init(
            name: entry.name, shape: entry.shape, encoding: .plain(entry.elementType), byteCount: entry.dataRange.count)
    }
}
