import Glibc

/// How positions turn the heads of queries and keys.
public struct RotaryParameters: Sendable, Equatable {
    /// Base of the frequencies.
    public var theta: Double
    /// What makes them reach further than the model was first trained for.
    public var scaling: RotaryScaling

    /// Frequencies theta^(-2i / size), stretched by `scaling`.
    public init(theta: Double, scaling: RotaryScaling = .none) {
        self.theta = theta
        self.scaling = scaling
    }

    /// The frequency of each pair of `size` elements, in a context of `positions`.
    func frequencies(size: Int, positions: Int) -> [Float] {
        scaling.stretch(plainFrequencies(size: size), theta: theta, positions: positions).map { Float($0) }
    }

    /// The frequencies before they are stretched.
    func plainFrequencies(size: Int) -> [Double] {
        (0..<size / 2).map { 1 / pow(theta, Double(2 * $0) / Double(size)) }
    }
}
