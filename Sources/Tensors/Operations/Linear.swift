/// A product with a weight, with an optional bias, an optional residual that is added, and an optional update of low rank.
struct Linear: Operation {
    let input: Variable
    let weight: Parameter
    let bias: Parameter?
    let residual: Variable?
    let update: LowRankUpdate?
    let narrowed: [Tensor]
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        let outputGradient = tape.activation(of: gradient), device = tape.device
        if let bias, bias.isTrainable { device.addBiasBackward(outputGradient, biasGradient: bias.gradient) }
        if weight.isTrainable {
            device.product(.transposedBy, outputGradient, input.value, residual: nil, into: weight.gradient)
        }
        let reachesInput = input.index != nil
        let updateGradient = update.flatMap {
            tape.lowRankBackward(
                $0, gradient: outputGradient, input: input.value, narrowed: narrowed, reachesInput: reachesInput)
        }
        if reachesInput {
            let inputGradient = tape.makeActivation(input.value.shape)
            device.product(.plain, outputGradient, weight.value, residual: updateGradient, into: inputGradient)
            tape.passGradient(Tape.Gradient(tensor: inputGradient), to: input)
        }
        if let residual { tape.passGradient(gradient, to: residual) }
    }
}

extension Tape {
    /// input [rows, in] times the transpose of weight [out, in], plus bias [out] and residual [rows, out].
    ///
    /// The result is in the type of activations; with a residual, or when `float32` is set, it is float32.
    ///
    /// - Parameter update: What is added to the weight, without ever being multiplied out.
    public func linear(
        _ input: Variable, weight: Parameter, bias: Parameter? = nil, residual: Variable? = nil, float32: Bool = false,
        update: LowRankUpdate? = nil
    ) -> Variable {
        precondition(
            input.value.columns == weight.shape[1], "\(input.value.shape) meets a weight \(weight.shape)")
        let isFloat = float32 || residual != nil
        let output = device.makeTensor(
            [input.value.rows, weight.shape[0]], isFloat ? .float32 : precision.activations)
        let updated = update.map {
            lowRank(input.value, $0, width: weight.shape[0], residual: residual?.value)
        }
        multiply(input.value, weight, residual: updated?.sum ?? residual?.value, into: output)
        if let bias { device.addBias(bias.value, to: output) }
        let result = derived(output, from: [input, residual], with: [weight, bias] + (update?.parameters ?? []))
        record(
            result,
            Linear(
                input: input, weight: weight, bias: bias, residual: residual, update: update,
                narrowed: updated?.narrowed ?? [], output: result))
        return result
    }

    /// The same for rows (float32) that `norm` normalizes first.
    ///
    /// Where the weight is frozen, the norm is computed on the way, and for rows that are quantized written nowhere; the bits
    /// are those of ``rmsNorm(_:weight:epsilon:offset:residual:)`` before the product in either case.
    public func linear(
        _ input: Variable, norm: RowNorm, weight: Parameter, bias: Parameter? = nil, update: LowRankUpdate? = nil
    ) -> Variable {
        guard let frozen = takesNorm(weight, update) else {
            let rows = rmsNorm(input, weight: norm.weight, epsilon: norm.epsilon, offset: norm.offset)
            return linear(rows, weight: weight, bias: bias, update: update)
        }
        let output = device.makeTensor([input.value.rows, weight.shape[0]], .float32)
        device.product(input.value, norm: norm, frozen, residual: nil, into: output)
        if let bias { device.addBias(bias.value, to: output) }
        return variable(output)
    }

    /// The weight, where a norm before it need not round its rows to the type of activations.
    func takesNorm(_ weight: Parameter, _ update: LowRankUpdate?) -> FrozenMatrix? {
        records || update != nil || precision != .float32 ? nil : weight.frozen
    }

    /// The product with the weight in whatever form it is kept.
    private func multiply(_ input: Tensor, _ weight: Parameter, residual: Tensor?, into output: Tensor) {
        if let frozen = weight.frozen {
            precondition(!records, "\(weight.name) was loaded for generation")
            device.product(input, frozen, residual: residual, into: output)
        } else if mode == .generation {
            device.product(
                input, weight.packed(for: input.elementType, on: device), residual: residual, into: output)
        } else {
            device.product(.byTransposed, input, weight.value, residual: residual, into: output)
        }
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
