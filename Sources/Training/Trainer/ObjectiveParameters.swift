import Checkpoints
import Foundation
import Tensors

/// What an objective learns beside the model, as a safetensors file.
enum ObjectiveParameters {
    /// Writes the values of `parameters`.
    ///
    /// - Throws: `SafetensorsError`.
    static func save(_ parameters: [Parameter], to url: URL) throws {
        let values = parameters.map { ($0.name, $0.value) }
        try withExtendedLifetime(values) {
            let tensors = values.map { name, value in
                SafetensorsTensor(
                    name: name, elementType: .float32, shape: value.shape,
                    bytes: UnsafeRawBufferPointer(value.rawBytes))
            }
            try SafetensorsWriter.write(tensors, to: url)
        }
    }

    /// Takes the values from a file that ``save(_:to:)`` wrote.
    ///
    /// - Throws: `SafetensorsError`, or ``TrainingError`` where a tensor is missing or has another shape.
    static func load(_ parameters: [Parameter], from url: URL) throws {
        let file = try SafetensorsFile(url)
        for parameter in parameters {
            guard let entry = file.entry(named: parameter.name) else {
                throw TrainingError.missingTensor(tensor: parameter.name, file: url.path)
            }
            guard entry.shape == parameter.shape else {
                throw TrainingError.shapeMismatch(
                    tensor: parameter.name, file: url.path, expected: parameter.shape, found: entry.shape)
            }
        }
        for parameter in parameters {
            try file.copyFloats(of: parameter.name, into: parameter.value.floats)
            parameter.valuesChanged()
        }
    }
}
