import Foundation
import Foundations

/// The rule by which Llama 3.1 stretches its rotary frequencies for longer texts.
///
/// Long wavelengths are stretched by `factor`, short ones stay, and those between are blended. Source: the published code
/// of Llama 3.1 (`apply_scaling`).
struct Llama3Scaling: Equatable {
    let factor: Double
    let lowFrequency: Double
    let highFrequency: Double
    let originalPositions: Int

    /// What each of the `headSize / 2` frequencies is divided by.
    func factors(headSize: Int, theta: Double) -> [Double] {
        let longest = Double(originalPositions) / lowFrequency, shortest = Double(originalPositions) / highFrequency
        return (0..<headSize / 2).map { index in
            let frequency = pow(theta, -2 * Double(index) / Double(headSize))
            let wavelength = 2 * Double.pi / frequency
            if wavelength < shortest { return 1 }
            if wavelength > longest { return factor }
            let share = (Double(originalPositions) / wavelength - lowFrequency) / (highFrequency - lowFrequency)
            return 1 / ((1 - share) / factor + share)
        }
    }

    /// The rule as the `rope_scaling` of a `config.json`.
    var json: JSONValue {
        [
            "rope_type": "llama3", "factor": .number(factor), "low_freq_factor": .number(lowFrequency),
            "high_freq_factor": .number(highFrequency),
            "original_max_position_embeddings": .integer(originalPositions),
        ]
    }
}
