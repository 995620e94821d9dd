/// Rotates heads by their positions, after an optional norm of each head.
struct Rotary: Operation {
    let input: Variable
    let rotations: [HeadRotation]
    let reciprocals: [Tensor?]
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        for (rotation, reciprocal) in zip(rotations, reciprocals) {
            tape.device.rotateBackward(
                gradient: gradient.tensor, x: input.value, rotation, reciprocal: reciprocal,
                weightGradient: rotation.weight.map(tape.gradientSum(of:)))
        }
        tape.passGradient(gradient, to: input)
    }
}

extension Tape {
    /// The rows of `input` with the heads of each rotation turned; the other columns stay.
    ///
    /// Without a norm the rotation happens in place, and `input` must not be used by anyone else.
    public func rotate(_ input: Variable, _ rotations: [HeadRotation]) -> Variable {
        let keepsInput = rotations.contains { $0.weight != nil }
        var output = input.value
        if keepsInput {
            output = device.makeTensor(input.value.shape, input.value.elementType)
            device.convert(input.value, into: output)
        }
        let reciprocals = rotations.map { rotation in
            rotation.weight == nil ? nil : device.makeTensor([input.value.rows, rotation.heads], .float32)
        }
        for (rotation, reciprocal) in zip(rotations, reciprocals) {
            device.rotate(input.value, rotation, into: output, reciprocal: reciprocal)
        }
        let result = variable(output)
        record(Rotary(input: input, rotations: rotations, reciprocals: reciprocals, output: result))
        return result
    }
}
