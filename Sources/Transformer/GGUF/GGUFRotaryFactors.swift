import Checkpoints
import Foundation
import Foundations

/// The tensors by which a GGUF file stretches its rotary frequencies, as the `rope_scaling` of a model directory.
enum GGUFRotaryFactors {
    static let single = "rope_freqs.weight"
    static let long = "rope_factors_long.weight"
    static let short = "rope_factors_short.weight"

    /// Whether `name` is one of these tensors, which model directories do not have.
    static func isTensor(_ name: String) -> Bool { [single, long, short].contains(name) }

    /// The scaling that the factors of `rope_freqs.weight` are.
    ///
    /// Llama 3's rule makes them from four numbers; those of the published models are tried first. Whatever else divides
    /// the frequencies is said by the factors themselves, as `longrope` has them.
    static func scaling(_ factors: [Float], headSize: Int, theta: Double, contextLength: Int) -> JSONValue {
        for factor in [8.0, 32.0] {
            let rule = RotaryScaling.Llama3(
                factor: factor, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalPositions: 8192)
            let expected = rule.divisors(headSize: headSize, theta: theta)
            guard expected.count == factors.count else { continue }
            if zip(expected, factors).allSatisfy({ abs($0 - Double($1)) <= 1e-5 * $0 }) {
                return [
                    "rope_type": "llama3", "factor": .number(factor), "low_freq_factor": 1.0, "high_freq_factor": 4.0,
                    "original_max_position_embeddings": 8192,
                ]
            }
        }
        let list = JSONValue.array(factors.map { .number(Double($0)) })
        return [
            "rope_type": "longrope", "short_factor": list, "long_factor": list, "attention_factor": 1.0,
            "original_max_position_embeddings": .integer(contextLength),
        ]
    }
}

extension RotaryScaling.Llama3 {
    /// What each of the `headSize / 2` frequencies is divided by.
    func divisors(headSize: Int, theta: Double) -> [Double] {
        RotaryParameters(theta: theta).plainFrequencies(size: headSize).map { $0 / stretch($0) }
    }
}
