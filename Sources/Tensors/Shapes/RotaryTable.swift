import Glibc

/// Cosines and sines of the rotary position embedding, by position and pair.
///
/// Source: Su et al., "RoFormer: enhanced transformer with rotary position embedding" (2021), equation 15; pairs are
/// (x[i], x[i + size/2]), as Hugging Face lays them out.
public struct RotaryTable: Sendable {
    /// [positions, size / 2].
    let cosine: Tensor
    /// [positions, size / 2].
    let sine: Tensor
    /// Positions the table covers.
    public var positions: Int { cosine.rows }

    /// Angles position * base^(-2i / size) for positions below `positions`.
    public init(positions: Int, size: Int, base: Double) {
        cosine = Tensor(zeros: [positions, size / 2])
        sine = Tensor(zeros: [positions, size / 2])
        for pair in 0..<size / 2 {
            // The frequency is rounded to float32 first, as the reference implementations do.
            let frequency = Float(1 / pow(base, Double(2 * pair) / Double(size)))
            for position in 0..<positions {
                let angle = Double(Float(position) * frequency)
                cosine.float[position * (size / 2) + pair] = Float(cos(angle))
                sine.float[position * (size / 2) + pair] = Float(sin(angle))
            }
        }
    }
}
