import Tensors

/// What a layer begins with: rows, and the norm that stands before them, which the layer's first product takes along.
struct LayerInput {
    private let x: Variable
    private let norm: Norm?

    /// Rows of the residual stream, which `norm` normalizes where there is one.
    init(_ x: Variable, norm: Norm?) {
        self.x = x
        self.norm = norm
    }

    /// The rows in the type of activations, normalized.
    func rows(_ pass: ForwardPass) -> Variable { norm.map { $0(x, pass) } ?? pass.tape.activations(x) }

    /// The product of the rows with a weight as the adapter changes it.
    func linear(weight: Parameter, bias: Parameter?, _ pass: ForwardPass) -> Variable {
        guard let norm = norm?.rowNorm else { return pass.linear(rows(pass), weight: weight, bias: bias) }
        return pass.tape.linear(x, norm: norm, weight: weight, bias: bias, update: pass.update(of: weight))
    }

    /// activation(gate) * up of the product with a weight [gate | up, in].
    func gatedLinear(weight: Parameter, bias: Parameter?, _ activation: Activation, _ pass: ForwardPass) -> Variable {
        let norm = norm?.rowNorm
        return pass.tape.gatedLinear(
            norm == nil ? rows(pass) : x, norm: norm, weight: weight, bias: bias, activation,
            update: pass.update(of: weight))
    }
}
