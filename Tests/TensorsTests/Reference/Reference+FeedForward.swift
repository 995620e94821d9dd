import Glibc
import Tensors

extension Reference {
    static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

    /// x times the normal distribution's integral up to x; by `erfc`, which keeps its digits in the tail.
    static func gelu(_ x: Double) -> Double { x * erfc(-x / 2.0.squareRoot()) / 2 }

    /// An activation's value at `x` and its slope there.
    static func activate(_ x: Double, _ activation: Activation) -> (value: Estimate, slope: Estimate) {
        switch activation {
        case .silu:
            let s = sigmoid(x)
            return (Estimate(x * s), Estimate(s) + Estimate(x * s * (1 - s), magnitude: abs(x) * s))
        case .gelu:
            let bell = exp(-x * x / 2)
            // The exponent is rounded before it is raised.
            let below = Estimate(erfc(-x / 2.0.squareRoot()) / 2, magnitude: erfc(-x / 2.0.squareRoot()) + x * x * bell)
            let slope = x * bell / (2 * Double.pi).squareRoot()
            return (below * x, below + Estimate(slope, magnitude: abs(slope) * (1 + x * x)))
        case .geluTanh:
            let factor = (2 / Double.pi).squareRoot(), cubic = 0.044715
            let inner = factor * (x + cubic * x * x * x), slope = factor * (1 + 3 * cubic * x * x)
            // (1 + tanh) / 2 without cancellation; its exponent is rounded before it is raised.
            let s = sigmoid(2 * inner), rest = sigmoid(-2 * inner)
            let half = Estimate(s, magnitude: s * (1 + 2 * abs(inner) * rest))
            let bend = 2 * x * s * rest * slope
            return (half * x, half + Estimate(bend, magnitude: abs(bend) * (1 + 2 * abs(inner))))
        case .relu:
            return (Estimate(max(x, 0)), Estimate(x > 0 ? 1 : 0))
        }
    }
}
