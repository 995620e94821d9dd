import Tensors

/// A layer norm whose result is the residual stream, and so float32.
struct EncoderNorm {
    let weight: Parameter
    let bias: Parameter
    let epsilon: Float

    init(_ name: String, _ configuration: EncoderConfiguration) {
        weight = Parameter(name: "\(name).weight", shape: [configuration.hiddenSize])
        bias = Parameter(name: "\(name).bias", shape: [configuration.hiddenSize])
        epsilon = configuration.normEpsilon
    }

    func callAsFunction(_ x: Variable, _ tape: Tape) -> Variable {
        tape.layerNorm(x, weight: weight, bias: bias, epsilon: epsilon, float32: true)
    }

    var parameters: [Parameter] { [weight, bias] }
}
