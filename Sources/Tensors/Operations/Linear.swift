/// A product with a weight, with an optional bias and an optional residual that is added.
struct Linear: Operation {
    let input: Variable
    let weight: Parameter
    let bias: Parameter?
    let residual: Variable?
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        let outputGradient = tape.activation(of: gradient)
        if let bias { tape.device.addBiasBackward(outputGradient, biasGradient: bias.gradient) }
        tape.device.product(.transposedBy, outputGradient, input.value, residual: nil, into: weight.gradient)
        if input.index != nil {
            let inputGradient = tape.makeActivation(input.value.shape)
            tape.device.product(.plain, outputGradient, weight.value, residual: nil, into: inputGradient)
            tape.passGradient(Tape.Gradient(tensor: inputGradient), to: input)
        }
        if let residual { tape.passGradient(gradient, to: residual) }
    }
}

extension Tape {
    /// input [rows, in] times the transpose of weight [out, in], plus bias [out] and residual [rows, out].
    ///
    /// The result is in the type of activations; with a residual, or when `float32` is set, it is float32.
    public func linear(
        _ input: Variable, weight: Parameter, bias: Parameter? = nil, residual: Variable? = nil, float32: Bool = false
    ) -> Variable {
        precondition(
            input.value.columns == weight.value.columns, "\(input.value.shape) meets a weight \(weight.value.shape)")
        let isFloat = float32 || residual != nil
        let output = device.makeTensor(
            [input.value.rows, weight.value.rows], isFloat ? .float32 : precision.activations)
        if mode == .generation {
            let packed = weight.packed(for: input.value.elementType, on: device)
            device.product(input.value, packed, residual: residual?.value, into: output)
        } else {
            device.product(.byTransposed, input.value, weight.value, residual: residual?.value, into: output)
        }
        if let bias { device.addBias(bias.value, to: output) }
        let result = variable(output)
        record(Linear(input: input, weight: weight, bias: bias, residual: residual, output: result))
        return result
    }

    /// A gradient in the type of activations.
    func activation(of gradient: Gradient) -> Tensor {
        if gradient.tensor.elementType == precision.activations { return gradient.tensor }
        if let compact = gradient.compact { return compact }
        let converted = makeActivation(gradient.tensor.shape)
        device.convert(gradient.tensor, into: converted)
        return converted
    }
}
