import Checkpoints
public import Foundation
public import Foundations

/// Weights of small random models by a formula, so that a fixture needs their names and shapes alone.
///
/// `Tests/clients/formula_weights.py` has the same formula for the programs that make the fixtures: a sequence of
/// SplitMix64 for each tensor, seeded by the FNV-1a hash of its name, gives uniform numbers in [-0.08, 0.08); those of
/// vectors named `weight`, which are the weights of norms, have 1 added. Rounded to float32 at the end.
public enum FormulaWeights {
    /// The elements of the tensor `name`, row-major.
    public static func values(of name: String, shape: [Int]) -> [Float] {
        var generator = SplitMix64(seed: fnv1a(name))
        let shift = shape.count == 1 && name.hasSuffix("weight") ? 1.0 : 0
        return (0..<shape.reduce(1, *)).map { _ in Float(shift + (2 * generator.uniform() - 1) * 0.08) }
    }

    /// Writes `model.safetensors` with the tensors that `list` names: an array of `["name", [rows, columns]]`.
    public static func write(_ list: JSONValue?, into directory: URL) throws {
        let named = (list?.array ?? []).map { entry in
            (name: entry.array?.first?.string ?? "", shape: (entry.array?.last?.array ?? []).compactMap(\.int))
        }
        var elements: [Float] = [], starts: [Int] = []
        for tensor in named {
            starts.append(4 * elements.count)
            elements += values(of: tensor.name, shape: tensor.shape)
        }
        try elements.withUnsafeBytes { bytes in
            let tensors = zip(named, starts).map { tensor, start in
                let end = start + 4 * tensor.shape.reduce(1, *)
                return SafetensorsTensor(
                    name: tensor.name, elementType: .float32, shape: tensor.shape,
                    bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            }
            try SafetensorsWriter.write(
                tensors, metadata: ["format": "pt"], to: directory.appending(path: SafetensorsSet.singleFileName))
        }
    }

    /// The hash of Fowler, Noll and Vo, variant 1a with 64 bits.
    private static func fnv1a(_ name: String) -> UInt64 {
        name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
