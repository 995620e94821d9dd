/// Adds up what the experts made of each row, by their weights.
struct ExpertMixture: Operation {
    let parts: [Variable?]
    let routing: ExpertRouting
    let outputs: Tensor
    let residual: Variable
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        let outputsGradient = tape.device.makeTensor(outputs.shape, .float32)
        let weightsGradient = tape.device.makeTensor(routing.weights.value.shape, .float32)
        tape.device.mixRowsBackward(
            gradient: gradient.tensor, source: outputs, places: routing.places, weights: routing.weights.value,
            into: outputsGradient, weightsGradient: weightsGradient)
        for (range, part) in zip(routing.ranges, parts) {
            guard let part else { continue }
            tape.passGradient(Tape.Gradient(tensor: outputsGradient.rows(range)), to: part)
        }
        tape.passGradient(Tape.Gradient(tensor: weightsGradient), to: routing.weights)
        tape.passGradient(gradient, to: residual)
    }
}

extension Tape {
    /// residual + the weighted sum of the experts' rows, the most probable expert first: [rows, width], float32.
    ///
    /// - Parameter parts: What each expert made of the rows it got, float32; nil where it got none.
    public func mixture(_ parts: [Variable?], of routing: ExpertRouting, residual: Variable) -> Variable {
        let outputs = device.makeTensor([routing.sources.count, residual.value.columns], .float32)
        for (range, part) in zip(routing.ranges, parts) {
            guard let part else { continue }
            device.convert(part.value, into: outputs.rows(range))
        }
        let output = device.makeTensor(residual.value.shape, .float32)
        device.mixRows(
            outputs, places: routing.places, weights: routing.weights.value, residual: residual.value, into: output)
        let result = variable(output)
        record(
            ExpertMixture(parts: parts, routing: routing, outputs: outputs, residual: residual, output: result))
        return result
    }
}
