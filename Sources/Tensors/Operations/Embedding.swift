/// Looks tokens up in a table.
struct Embedding: Operation {
    let tokens: [Int32]
    let weight: Parameter
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        tape.device.embeddingBackward(tokens, gradient: gradient.tensor, weightGradient: weight.gradient)
    }
}

extension Tape {
    /// The rows of `weight` [vocabulary, width] that belong to `tokens`: [tokens, width], float32.
    ///
    /// Tokens must lie below the vocabulary's size.
    public func embedding(_ tokens: [Int32], weight: Parameter) -> Variable {
        precondition(
            tokens.allSatisfy { $0 >= 0 && Int($0) < weight.value.rows },
            "a token lies outside the vocabulary of \(weight.value.rows)")
        let output = device.makeTensor([tokens.count, weight.value.columns], .float32)
        device.embedding(tokens, weight.value, into: output)
        let result = variable(output)
        record(Embedding(tokens: tokens, weight: weight, output: result))
        return result
    }
}
