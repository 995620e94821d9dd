/// A float32 variable in the type of activations, as products take it.
struct Rounded: Operation {
    let input: Variable
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        tape.passGradient(gradient, to: input)
    }
}

extension Tape {
    /// `input` in the type of activations: itself where it has that already.
    public func rounded(_ input: Variable) -> Variable {
        if input.value.elementType == precision.activations { return input }
        let output = makeActivation(input.value.shape)
        device.convert(input.value, into: output)
        let result = variable(output)
        record(Rounded(input: input, output: result))
        return result
    }
}
