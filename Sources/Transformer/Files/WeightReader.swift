import Checkpoints
import Tensors

/// Fills the parameters of a model from its files, in the form that is asked for.
struct WeightReader {
    let weights: any ModelWeights
    let names: StoredNames
    let form: WeightForm

    /// Fills the parameters that `stored` belong to.
    func read(_ stored: [StoredWeight]) throws {
        var parts: [ObjectIdentifier: [FrozenPart]] = [:]
        for weight in stored {
            let name = try name(of: weight)
            guard case .stored(let device, let precision) = form, weight.isMultiplied else {
                try weight.read { try weights.readFloats(of: name, into: $0) }
                continue
            }
            // The parts of a parameter come in the order of their rows.
            let key = ObjectIdentifier(weight.parameter)
            parts[key, default: []].append(try freeze(weight, name, device, precision))
            let isLast = weight.rows.upperBound == weight.parameter.shape[0]
            if isLast, let all = parts.removeValue(forKey: key) { weight.parameter.freeze(FrozenMatrix(all)) }
        }
    }

    /// The name of the tensor in the files, whose shape is as expected.
    private func name(of weight: StoredWeight) throws(ModelError) -> String {
        guard let name = names[weight.name], let tensor = weights.tensor(named: name) else {
            throw ModelError.missingTensor(name: weight.name, directory: weights.path)
        }
        guard tensor.shape == weight.shape else {
            throw ModelError.shapeMismatch(
                name: name, expected: weight.shape, found: tensor.shape, directory: weights.path)
        }
        return name
    }

    private func freeze(
        _ weight: StoredWeight, _ name: String, _ device: any ComputeDevice, _ precision: Precision
    ) throws -> FrozenPart {
        let depth = weight.parameter.shape[1], count = weight.rows.count
        func freeze(_ encoding: StoredRows.Encoding, _ rows: [UnsafeRawPointer]) -> FrozenPart {
            device.freeze(StoredRows(encoding: encoding, rows: rows), depth: depth, precision: precision)
        }
        if weight.layout == .plain {
            let part = try weights.withStoredBytes(of: name) { stored -> FrozenPart? in
                guard let encoding = stored.encoding.multiplied, let base = stored.bytes.baseAddress else { return nil }
                let size = stored.bytes.count / count
                return freeze(encoding, (0..<count).map { base + (stored.order?[$0] ?? $0) * size })
            }
            if let part = part ?? nil { return part }
        }
        let floats = UnsafeMutableBufferPointer<Float>.allocate(capacity: count * depth)
        defer { floats.deallocate() }
        try weights.readFloats(of: name, into: floats)
        weight.layout.turn(floats, shape: weight.shape)
        return freeze(.float32, (0..<count).map { UnsafeRawPointer(floats.baseAddress! + $0 * depth) })
    }
}

extension StoredWeight {
    /// Whether the parameter is a matrix that rows are multiplied with, or looked up in.
    var isMultiplied: Bool {
        guard let role, !role.isBias else { return false }
        return role.isProductWeight && role.part != .router || role.part == .embedding || role.part == .output
    }
}

extension TensorEncoding {
    /// The encoding as products take it; nil where elements have to be read as floats first.
    fileprivate var multiplied: StoredRows.Encoding? {
        switch self {
        case .plain(.float32): .float32
        case .plain(.float16): .float16
        case .plain(.bfloat16): .bfloat16
        case .plain: nil
        case .blocks(let type): .multiplied(type: type.rawValue)
        }
    }
}
