/// The gated unit between the two products of a feed-forward layer.
///
/// Source: Shazeer, "GLU variants improve transformer" (2020), equation 6: SwiGLU with `silu`, GEGLU with `gelu`.
struct GatedActivation: Operation {
    let gateUp: Variable
    let activation: Activation
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        // The input is not needed any more: its memory takes its gradient.
        tape.device.gatedActivationBackward(
            gradient: gradient.tensor, gateUp: gateUp.value, activation, into: gateUp.value)
        tape.passGradient(Tape.Gradient(tensor: gateUp.value), to: gateUp)
    }
}

extension Tape {
    /// activation(gate) * up from rows [gate | up]: [rows, 2 * width] to [rows, width].
    ///
    /// The backward pass overwrites `gateUp`, which must not be used by anyone else.
    public func gatedActivation(_ gateUp: Variable, _ activation: Activation) -> Variable {
        let output = device.makeTensor([gateUp.value.rows, gateUp.value.columns / 2], gateUp.value.elementType)
        device.gatedActivation(gateUp.value, activation, into: output)
        let result = variable(output)
        record(GatedActivation(gateUp: gateUp, activation: activation, output: result))
        return result
    }

    /// The same of the product of `input` with `weight` [gate | up, in]; rows (float32) are normalized first where there is a
    /// norm. The bits are those of the operations one by one.
    public func gatedLinear(
        _ input: Variable, norm: RowNorm?, weight: Parameter, bias: Parameter? = nil, _ activation: Activation,
        update: LowRankUpdate? = nil
    ) -> Variable {
        guard bias == nil, let frozen = takesNorm(weight, update) else {
            let gateUp =
                norm.map { linear(input, norm: $0, weight: weight, bias: bias, update: update) }
                ?? linear(input, weight: weight, bias: bias, update: update)
            return gatedActivation(gateUp, activation)
        }
        let output = device.makeTensor([input.value.rows, weight.shape[0] / 2], .float32)
        device.gatedProduct(input.value, norm: norm, frozen, activation, into: output)
        return variable(output)
    }
}
