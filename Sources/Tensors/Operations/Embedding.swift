/// Looks tokens up in a table.
struct Embedding: Operation {
    let tokens: [Int32]
    let weight: Parameter
    let scale: Float
    let residual: Variable?
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        if weight.isTrainable {
            tape.device.embeddingBackward(
                tokens, gradient: gradient.tensor, scale: scale, weightGradient: weight.gradient)
        }
        if let residual { tape.passGradient(gradient, to: residual) }
    }
}

extension Tape {
    /// The rows of `weight` [vocabulary, width] that belong to `tokens`, times `scale`, plus `residual`:
    /// [tokens, width], float32.
    ///
    /// Tokens must lie below the vocabulary's size.
    public func embedding(
        _ tokens: [Int32], weight: Parameter, scale: Float = 1, residual: Variable? = nil
    ) -> Variable {
        precondition(
            tokens.allSatisfy { $0 >= 0 && Int($0) < weight.shape[0] },
            "a token lies outside the vocabulary of \(weight.shape[0])")
        let output = device.makeTensor([tokens.count, weight.shape[1]], .float32)
        if let frozen = weight.frozen {
            device.embedding(tokens, frozen, scale: scale, into: output)
        } else {
            device.embedding(tokens, weight.value, scale: scale, into: output)
        }
        if let residual { device.add(residual.value, into: output) }
        let result = derived(output, from: [residual], with: [weight])
        record(result, Embedding(tokens: tokens, weight: weight, scale: scale, residual: residual, output: result))
        return result
    }
}
