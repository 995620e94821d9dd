import Tensors

/// A product with a weight and a bias.
struct EncoderProjection {
    /// [out, in].
    let weight: Parameter
    /// [out].
    let bias: Parameter

    init(_ name: String, from inputs: Int, to outputs: Int) {
        weight = Parameter(name: "\(name).weight", shape: [outputs, inputs])
        bias = Parameter(name: "\(name).bias", shape: [outputs])
    }

    func callAsFunction(_ x: Variable, residual: Variable? = nil, _ tape: Tape) -> Variable {
        tape.linear(x, weight: weight, bias: bias, residual: residual)
    }

    var parameters: [Parameter] { [weight, bias] }
}
