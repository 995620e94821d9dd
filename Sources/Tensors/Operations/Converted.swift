/// The same rows in the type of activations.
struct Converted: Operation {
    let input: Variable
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        // The residual stream's gradient is float32.
        tape.passGradient(Tape.Gradient(tensor: tape.float32(gradient.tensor), compact: gradient.compact), to: input)
    }
}

extension Tape {
    /// `input` in the type of activations: the variable itself where that is its type.
    public func activations(_ input: Variable) -> Variable {
        guard input.value.elementType != precision.activations else { return input }
        let output = makeActivation(input.value.shape)
        device.convert(input.value, into: output)
        let result = derived(output, from: [input], with: [])
        record(result, Converted(input: input, output: result))
        return result
    }

    /// A float32 constant of zeros in the shape of `other`.
    public func zeros(like other: Variable) -> Variable {
        let zeros = device.makeTensor(other.value.shape, .float32)
        zeros.clear()
        return variable(zeros)
    }
}
