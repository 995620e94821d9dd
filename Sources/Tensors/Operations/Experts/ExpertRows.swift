/// Sends each row to its experts.
struct ExpertRows: Operation {
    let input: Variable
    let routing: ExpertRouting
    let parts: [Variable?]

    func backward(on tape: Tape) {
        let width = input.value.columns
        let sent = tape.makeActivation([routing.sources.count, width])
        for (range, part) in zip(routing.ranges, parts) {
            guard let part else { continue }
            if let gradient = tape.takeGradient(of: part) {
                tape.device.convert(gradient.tensor, into: sent.rows(range))
            } else {
                sent.rows(range).clear()
            }
        }
        let inputGradient = tape.makeActivation(input.value.shape)
        tape.device.sumRows(sent, places: routing.places, into: inputGradient)
        tape.passGradient(Tape.Gradient(tensor: inputGradient), to: input)
    }
}

extension Tape {
    /// The rows of `input` that each expert gets, in their order; nil for an expert that gets none.
    public func rows(_ input: Variable, for routing: ExpertRouting) -> [Variable?] {
        let sent = device.makeTensor([routing.sources.count, input.value.columns], input.value.elementType)
        device.gatherRows(input.value, routing.sources, into: sent)
        let parts = routing.ranges.map { $0.isEmpty ? nil : variable(sent.rows($0)) }
        record(ExpertRows(input: input, routing: routing, parts: parts))
        return parts
    }
}
