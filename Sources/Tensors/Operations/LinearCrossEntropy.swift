/// The last product and the loss in one: logits exist for a few rows at a time only.
///
/// The gradient of the logits is at hand as soon as the loss is, so that both products of the backward pass follow
/// at once, and only the gradient of the hidden rows waits for `backward`.
///
/// Source: Hsu et al., "Liger kernel" (2024), section 3.2, for the fusion.
struct LinearCrossEntropy: Operation {
    let hidden: Variable
    let hiddenGradient: Tensor

    func backward(on tape: Tape) {
        tape.passGradient(Tape.Gradient(tensor: hiddenGradient), to: hidden)
    }
}

extension Tape {
    /// The cross-entropy of softmax(hidden · weightᵀ) against `targets`, where a negative target carries no loss.
    ///
    /// - Parameters:
    ///   - hidden: [rows, width] in the type of activations.
    ///   - weight: [vocabulary, width].
    ///   - targets: A token for each row.
    ///   - scale: The factor on the sum whose gradient is recorded: 1 / (targets of the whole step) for the mean.
    ///   - softcap: The bound that logits are bent towards: softcap * tanh(logit / softcap).
    ///   - update: What is added to the weight.
    /// - Returns: The sum of losses, unscaled.
    public func linearCrossEntropy(
        _ hidden: Variable, weight: Parameter, targets: [Int32], scale: Float, softcap: Float? = nil,
        update: LowRankUpdate? = nil
    ) -> LossSum {
        let rows = hidden.value.rows, vocabulary = weight.shape[0]
        precondition(targets.count == rows, "\(targets.count) targets for \(rows) rows")
        precondition(targets.allSatisfy { Int($0) < vocabulary }, "a target lies outside the vocabulary")
        let losses = device.makeTensor([rows], .float32)
        let gradient = records ? makeActivation(hidden.value.shape) : nil
        let chunk = max(96, Self.logitsAtOnce / vocabulary)
        for first in stride(from: 0, to: rows, by: chunk) {
            let range = first..<min(rows, first + chunk)
            let input = hidden.value.rows(range)
            let logits = device.makeTensor([range.count, vocabulary], .float32)
            let updated = update.map { lowRank(input, $0, width: vocabulary, residual: nil) }
            if let frozen = weight.frozen {
                precondition(!records, "\(weight.name) was loaded for generation")
                device.product(input, frozen, residual: updated?.sum, into: logits)
            } else {
                device.product(.byTransposed, input, weight.value, residual: updated?.sum, into: logits)
            }
            if let softcap { device.softcap(logits, softcap) }
            let slopes = records ? makeActivation(logits.shape) : nil
            device.crossEntropy(
                logits: logits, targets: targets[range], losses: losses.rows(range), gradient: slopes, scale: scale)
            guard let slopes, let gradient else { continue }
            if let softcap { device.softcapBackward(capped: logits, softcap, gradient: slopes) }
            let updateGradient = update.flatMap {
                lowRankBackward(
                    $0, gradient: slopes, input: input, narrowed: updated?.narrowed ?? [], reachesInput: true)
            }
            device.product(.plain, slopes, weight.value, residual: updateGradient, into: gradient.rows(range))
            if weight.isTrainable {
                device.product(.transposedBy, slopes, input, residual: nil, into: weight.gradient)
            }
        }
        if let gradient { record(LinearCrossEntropy(hidden: hidden, hiddenGradient: gradient)) }
        return LossSum(
            nats: losses.floats.reduce(0) { $0 + Double($1) }, tokens: targets.count { $0 >= 0 })
    }

    /// Logits computed at a time: 8 MB, which a third-level cache holds.
    private static let logitsAtOnce = 2 << 20
}
