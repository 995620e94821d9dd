import Glibc

/// Cosines and sines of the rotary position embedding, by position and pair.
///
/// Source: Su et al., "RoFormer: enhanced transformer with rotary position embedding" (2021), equation 15; pairs are
/// (x[i], x[i + size/2]), as Hugging Face lays them out.
public struct RotaryTable: Sendable {
    /// [positions, pairs].
    let cosine: Tensor
    /// [positions, pairs].
    let sine: Tensor
    /// Positions the table covers.
    public var positions: Int { cosine.rows }

    /// Angles position * base^(-2i / size) for positions below `positions`.
    public init(positions: Int, size: Int, base: Double) {
        let frequencies = (0..<size / 2).map { Float(1 / pow(base, Double(2 * $0) / Double(size))) }
        self.init(positions: positions, frequencies: frequencies)
    }

    /// Angles position * frequencies[i] for positions below `positions`; cosines and sines are multiplied by `factor`.
    public init(positions: Int, frequencies: [Float], factor: Double = 1) {
        let pairs = frequencies.count
        cosine = Tensor(zeros: [positions, pairs])
        sine = Tensor(zeros: [positions, pairs])
        for position in 0..<positions {
            for (pair, frequency) in frequencies.enumerated() {
                // The angle is rounded to float32 first, as the reference implementations do.
                let angle = Double(Float(position) * frequency)
                cosine.float[position * pairs + pair] = Float(cos(angle) * factor)
                sine.float[position * pairs + pair] = Float(sin(angle) * factor)
            }
        }
    }
}
