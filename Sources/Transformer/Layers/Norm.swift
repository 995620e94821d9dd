import Tensors

/// A norm of each row with a learned weight a column, and a bias where the mean is taken away too.
struct Norm {
    let weight: Parameter
    let bias: Parameter?
    let epsilon: Float
    let offset: Float

    /// A norm named `name` in front of the configuration's residual stream.
    init(_ configuration: ModelConfiguration, name: String) {
        let shape = [configuration.hiddenSize]
        weight = Parameter(name: "\(name).weight", shape: shape)
        bias = configuration.normKind == .layer ? Parameter(name: "\(name).bias", shape: shape) : nil
        epsilon = configuration.normEpsilon
        offset = configuration.normOffset
    }

    /// The rows normalized; added to `residual` where there is one.
    func callAsFunction(_ x: Variable, residual: Variable? = nil, _ pass: ForwardPass) -> Variable {
        guard let bias else {
            return pass.tape.rmsNorm(x, weight: weight, epsilon: epsilon, offset: offset, residual: residual)
        }
        return pass.tape.layerNorm(x, weight: weight, bias: bias, epsilon: epsilon)
    }

    /// The norm as a product takes it along; nil where the mean is taken away too.
    var rowNorm: RowNorm? { bias == nil ? RowNorm(weight: weight, offset: offset, epsilon: epsilon) : nil }

    var parameters: [Parameter] { [weight] + [bias].compactMap { $0 } }
}
