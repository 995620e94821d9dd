import Tensors

/// A norm of each row with a learned weight a column.
struct RMSNorm {
    let weight: Parameter
    let epsilon: Float

    init(name: String, width: Int, epsilon: Float) {
        weight = Parameter(name: name, shape: [width])
        self.epsilon = epsilon
    }

    func callAsFunction(_ x: Variable, _ pass: ForwardPass) -> Variable {
        pass.tape.rmsNorm(x, weight: weight, epsilon: epsilon)
    }
}
