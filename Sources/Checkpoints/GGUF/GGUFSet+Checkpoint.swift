extension GGUFSet: Checkpoint {
    public var format: CheckpointFormat { .gguf }

    public var checkpointTensors: [CheckpointTensor] { tensors.map(CheckpointTensor.init) }

    public func checkpointTensor(named name: String) -> CheckpointTensor? {
        tensor(named: name).map(CheckpointTensor.init)
    }
}

extension CheckpointTensor {
    init(_ tensor: GGUFTensor) {
        self.init(
            name: tensor.name, shape: tensor.shape, encoding: TensorEncoding(tensor.type),
            byteCount: tensor.fileRange.count)
    }
}
