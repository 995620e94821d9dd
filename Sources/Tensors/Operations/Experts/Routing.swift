/// Chooses experts for each row by a softmax over the products with a router.
///
/// Source: Shazeer et al., "Outrageously large neural networks" (2017), section 2.1, without noise; Jiang et al.,
/// "Mixtral of experts" (2024), section 2.1, for weights that sum to 1.
struct Routing: Operation {
    let input: Variable
    let router: Parameter
    let normalizes: Bool
    let choices: [Int32]
    let probabilities: Tensor
    let weights: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: weights) else { return }
        let slopes = tape.device.makeTensor(probabilities.shape, .float32)
        tape.device.routeBackward(
            probabilities: probabilities, choices: choices, weights: weights.value, gradient: gradient.tensor,
            normalizes: normalizes, into: slopes)
        if router.isTrainable {
            tape.device.product(.transposedBy, slopes, tape.float32(input.value), residual: nil, into: router.gradient)
        }
        let inputGradient = tape.device.makeTensor(input.value.shape, .float32)
        tape.device.product(.plain, slopes, router.value, residual: nil, into: inputGradient)
        tape.passGradient(Tape.Gradient(tensor: inputGradient), to: input)
    }
}

extension Tape {
    /// The `perRow` experts that `router` [experts, width] finds most probable for each row, computed in float32.
    ///
    /// - Parameter normalizes: Whether the weights of a row sum to 1; else they are the probabilities among all experts.
    public func route(_ input: Variable, router: Parameter, perRow: Int, normalizes: Bool) -> ExpertRouting {
        let rows = float32(input.value), experts = router.value.rows
        let logits = device.makeTensor([rows.rows, experts], .float32)
        if mode == .generation {
            device.product(rows, router.packed(for: .float32, on: device), residual: nil, into: logits)
        } else {
            device.product(.byTransposed, rows, router.value, residual: nil, into: logits)
        }
        let weights = device.makeTensor([rows.rows, perRow], .float32)
        var choices = [Int32](repeating: 0, count: weights.count)
        device.route(logits, normalizes: normalizes, choices: &choices, weights: weights)
        let result = variable(weights)
        record(
            Routing(
                input: input, router: router, normalizes: normalizes, choices: choices, probabilities: logits,
                weights: result))
        return ExpertRouting(weights: result, choices: choices, experts: experts)
    }
}
