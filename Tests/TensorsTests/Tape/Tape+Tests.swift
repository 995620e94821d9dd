import Foundations
import Tensors

extension Tape {
    /// The rows of `parameter` as a variable whose gradient is the parameter's.
    func rows(of parameter: Parameter) -> Variable {
        embedding((0..<parameter.value.rows).map { Int32($0) }, weight: parameter)
    }

    /// The sum of `output` with random factors, which are its gradient where the tape records.
    func projection(of output: Variable) -> Double {
        var generator = SplitMix64(seed: 31)
        let factors = Tensor.random(&generator, output.value.shape, output.value.elementType)
        if mode == .training { seed(output, gradient: factors) }
        return zip(output.value.values, factors.values).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
}

extension Parameter {
    /// A parameter of normally distributed values.
    convenience init(_ name: String, _ shape: [Int], seed: UInt64, scale: Double = 1) {
        self.init(name: name, shape: shape)
        var generator = SplitMix64(seed: seed)
        value.fill((0..<value.count).map { _ in Float(generator.normal() * scale) })
    }
}
