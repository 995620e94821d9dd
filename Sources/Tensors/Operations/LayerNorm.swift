/// Shifts and scales each row to a mean of 0 and a deviation of 1, then each column by its weight and bias.
///
/// Source: Ba, Kiros and Hinton, "Layer normalization" (2016), equation 3 and section 5.1.
struct LayerNorm: Operation {
    let input: Variable
    let weight: Parameter
    let bias: Parameter?
    let statistics: Tensor
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        let known = tape.takeGradient(of: input)
        let inputGradient = known?.tensor ?? tape.device.makeTensor(input.value.shape, .float32)
        // The products below this norm will want the gradient in bfloat16: it is at hand here.
        let compact = tape.precision == .bfloat16 ? tape.device.makeTensor(input.value.shape, .bfloat16) : nil
        tape.device.layerNormBackward(
            gradient: gradient.tensor, x: input.value, weight: weight.value, statistics: statistics,
            into: inputGradient, accumulating: known != nil, compact: compact,
            weightGradient: tape.gradientSum(of: weight),
            biasGradient: bias.map(tape.gradientSum(of:)))
        tape.setGradient(of: input, Tape.Gradient(tensor: inputGradient, compact: compact))
    }
}

extension Tape {
    /// `input` [rows, width] (float32) normalized row by row, in the type of activations.
    ///
    /// - Parameter float32: Whether the result is float32 whatever the type of activations: where it is the residual
    ///   stream itself.
    public func layerNorm(
        _ input: Variable, weight: Parameter, bias: Parameter?, epsilon: Float, float32: Bool = false
    ) -> Variable {
        let output = device.makeTensor(input.value.shape, float32 ? .float32 : precision.activations)
        let statistics = device.makeTensor([input.value.rows, 2], .float32)
        device.layerNorm(
            input.value, weight: weight.value, bias: bias?.value, epsilon: epsilon, into: output,
            statistics: statistics)
        let result = derived(output, from: [input], with: [weight, bias])
        record(result, LayerNorm(input: input, weight: weight, bias: bias, statistics: statistics, output: result))
        return result
    }
}
