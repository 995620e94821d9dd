import Foundations
import TestSupport
import Tensors
import Transformer

extension CausalLM {
    /// Gives every weight a random value: norms around what scales by 1, all others around 0 and large enough to matter.
    func randomize(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let ones = configuration.raisesNormWeights ? 0.0 : 1
        for parameter in parameters {
            let isNorm = parameter.name.hasSuffix("norm.weight")
            for index in parameter.value.floats.indices {
                parameter.value.floats[index] = Float(
                    isNorm ? ones + 0.2 * generator.normal() : 0.2 * generator.normal())
            }
            parameter.valuesChanged()
        }
    }

    /// Every weight's memory, one after another.
    var weightBytes: [UInt8] { parameters.flatMap { Array($0.value.rawBytes) } }

    /// Every gradient's memory, one after another.
    var gradientBytes: [UInt8] { parameters.flatMap { Array($0.gradient.rawBytes) } }

    /// The logits of every position of `tokens`, computed at once over a fresh cache.
    func allLogits(
        _ tokens: [Int32], device: CPUDevice = .shared, precision: Precision = .float32
    ) throws -> Tensor {
        let tape = Tape(device: device, mode: .generation, precision: precision)
        let cache = KVCache(configuration: configuration, capacity: tokens.count)
        return try logits(of: tokens, cache: cache, rows: .all, tape: tape)
    }

    /// Random tokens of the vocabulary.
    func tokens(_ count: Int, seed: UInt64) -> [Int32] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in Int32(generator.next(below: configuration.vocabularySize)) }
    }
}

extension Tensor {
    /// The memory of the elements, copied.
    var bytes: [UInt8] { Array(rawBytes) }
}
