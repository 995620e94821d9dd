/// One recorded operation: what it needs to turn the gradient of its result into that of its inputs.
protocol Operation {
    /// Takes the gradient of the result from the tape, and adds to those of inputs and parameters.
    func backward(on tape: Tape)
}
