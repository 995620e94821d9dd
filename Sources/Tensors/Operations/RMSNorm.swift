/// Scales each row to a root mean square of 1, then each column by its weight.
///
/// Source: Zhang and Sennrich, "Root mean square layer normalization" (2019), equation 4.
struct RMSNorm: Operation {
    let input: Variable
    let weight: Parameter
    let offset: Float
    let reciprocal: Tensor
    let residual: Variable?
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        let known = tape.takeGradient(of: input)
        let inputGradient = known?.tensor ?? tape.device.makeTensor(input.value.shape, .float32)
        // The products below this norm will want the gradient in bfloat16: it is at hand here.
        let compact = tape.precision == .bfloat16 ? tape.device.makeTensor(input.value.shape, .bfloat16) : nil
        tape.device.rmsNormBackward(
            gradient: gradient.tensor, x: input.value, weight: weight.values(plus: offset), reciprocal: reciprocal,
            into: inputGradient, accumulating: known != nil, compact: compact,
            weightGradient: tape.gradientSum(of: weight))
        tape.setGradient(of: input, Tape.Gradient(tensor: inputGradient, compact: compact))
        if let residual { tape.passGradient(gradient, to: residual) }
    }
}

extension Tape {
    /// `input` [rows, width] (float32) normalized row by row, in the type of activations; with a residual, which is
    /// added to the norm, in float32.
    ///
    /// - Parameter offset: What is added to the weight of each column: 1 where weights lie around 0.
    public func rmsNorm(
        _ input: Variable, weight: Parameter, epsilon: Float, offset: Float = 0, residual: Variable? = nil
    ) -> Variable {
        let output =
            residual == nil ? makeActivation(input.value.shape) : device.makeTensor(input.value.shape, .float32)
        let reciprocal = device.makeTensor([input.value.rows], .float32)
        device.rmsNorm(
            input.value, weight: weight.values(plus: offset), epsilon: epsilon, into: output, reciprocal: reciprocal)
        if let residual { device.add(residual.value, into: output) }
        let result = derived(output, from: [input, residual], with: [weight])
        record(
            result,
            RMSNorm(
                input: input, weight: weight, offset: offset, reciprocal: reciprocal, residual: residual,
                output: result))
        return result
    }
}
