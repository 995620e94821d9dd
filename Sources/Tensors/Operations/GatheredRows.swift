/// Some rows of a variable.
struct GatheredRows: Operation {
    let input: Variable
    let rows: [Int32]
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output)?.tensor else { return }
        let sums = tape.device.makeTensor(input.value.shape, .float32)
        sums.clear()
        // A row that was taken twice is summed in order, as a token that occurs twice in an embedding.
        tape.device.embeddingBackward(rows, gradient: tape.float32(gradient), scale: 1, weightGradient: sums)
        guard input.value.elementType != .float32 else {
            tape.passGradient(Tape.Gradient(tensor: sums), to: input)
            return
        }
        let rounded = tape.device.makeTensor(input.value.shape, input.value.elementType)
        tape.device.convert(sums, into: rounded)
        tape.passGradient(Tape.Gradient(tensor: rounded), to: input)
    }
}

extension Tape {
    /// The rows of `input` whose numbers `rows` gives, in that order: [rows, width], of the same element type.
    ///
    /// A row may be taken more than once.
    public func gathered(_ input: Variable, rows: [Int32]) -> Variable {
        precondition(
            rows.allSatisfy { $0 >= 0 && Int($0) < input.value.rows }, "a row lies outside the \(input.value.rows)")
        let output = device.makeTensor([rows.count, input.value.columns], input.value.elementType)
        device.gatherRows(input.value, rows, into: output)
        let result = derived(output, from: [input], with: [])
        record(result, GatheredRows(input: input, rows: rows, output: result))
        return result
    }
}
