import Glibc

extension Reference {
    static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

    /// silu(gate) * up.
    static func gatedSiLU(gate: Double, up: Double) -> Double { gate * sigmoid(gate) * up }

    /// The gradients of gate and up.
    static func gatedSiLUBackward(gradient: Double, gate: Double, up: Double) -> (gate: Estimate, up: Estimate) {
        let s = sigmoid(gate)
        let slope = Estimate(s) + Estimate(gate * s * (1 - s), magnitude: abs(gate) * s)
        return (slope * (gradient * up), Estimate(gradient * gate * s))
    }
}
