/// An activation applied to every element.
struct Activated: Operation {
    let input: Variable
    let activation: Activation
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        // The input is not needed any more: its memory takes its gradient.
        tape.device.activateBackward(gradient: gradient.tensor, x: input.value, activation, into: input.value)
        tape.passGradient(Tape.Gradient(tensor: input.value), to: input)
    }
}

extension Tape {
    /// `activation` of every element of `input`, in the same type.
    ///
    /// The backward pass overwrites `input`, which must not be used by anyone else.
    public func activate(_ input: Variable, _ activation: Activation) -> Variable {
        let output = device.makeTensor(input.value.shape, input.value.elementType)
        device.activate(input.value, activation, into: output)
        let result = variable(output)
        record(Activated(input: input, activation: activation, output: result))
        return result
    }
}
