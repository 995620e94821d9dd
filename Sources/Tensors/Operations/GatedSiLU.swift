/// The gated unit between the two products of a feed-forward layer.
///
/// Source: Shazeer, "GLU variants improve transformer" (2020), equation 6 (SwiGLU).
struct GatedSiLU: Operation {
    let gateUp: Variable
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        // The input is not needed any more: its memory takes its gradient.
        tape.device.gatedSiLUBackward(gradient: gradient.tensor, gateUp: gateUp.value, into: gateUp.value)
        tape.passGradient(Tape.Gradient(tensor: gateUp.value), to: gateUp)
    }
}

extension Tape {
    /// silu(gate) * up from rows [gate | up]: [rows, 2 * width] to [rows, width].
    ///
    /// The backward pass overwrites `gateUp`, which must not be used by anyone else.
    public func gatedSiLU(_ gateUp: Variable) -> Variable {
        let output = device.makeTensor([gateUp.value.rows, gateUp.value.columns / 2], gateUp.value.elementType)
        device.gatedSiLU(gateUp.value, into: output)
        let result = variable(output)
        record(GatedSiLU(gateUp: gateUp, output: result))
        return result
    }
}
