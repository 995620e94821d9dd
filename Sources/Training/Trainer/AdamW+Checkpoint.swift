import Checkpoints
public import Foundation
import Tensors

extension AdamW {
    /// Writes the moments of every parameter as a safetensors file.
    ///
    /// - Throws: `SafetensorsError`.
    public func save(to url: URL) throws {
        let tensors = namedMoments.map { name, tensor in
            SafetensorsTensor(
                name: name, elementType: .float32, shape: tensor.shape, bytes: UnsafeRawBufferPointer(tensor.rawBytes))
        }
        try SafetensorsWriter.write(tensors, to: url)
    }

    /// Takes the moments from a file that ``save(to:)`` wrote after `stepCount` updates.
    ///
    /// - Throws: `SafetensorsError`, or ``TrainingError`` where a tensor is missing or has another shape.
    public func load(from url: URL, stepCount: Int) throws {
        let file = try SafetensorsFile(url)
        for (name, tensor) in namedMoments {
            guard let entry = file.entry(named: name) else {
                throw TrainingError.missingTensor(tensor: name, file: url.path)
            }
            guard entry.shape == tensor.shape else {
                throw TrainingError.shapeMismatch(
                    tensor: name, file: url.path, expected: tensor.shape, found: entry.shape)
            }
        }
        // Nothing is changed before everything is known to fit.
        for (name, tensor) in namedMoments { try file.copyFloats(of: name, into: tensor.floats) }
        self.stepCount = stepCount
    }

    private var namedMoments: [(name: String, tensor: Tensor)] {
        parameters.enumerated().flatMap { index, parameter in
            [
                (parameter.name + ".first_moment", firstMoments[index]),
                (parameter.name + ".second_moment", secondMoments[index]),
            ]
        }
    }
}
