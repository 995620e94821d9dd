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
    ///   - rowWeights: A factor on the loss of each row; nil is 1 for all, with the same bits.
    ///   - update: What is added to the weight.
    /// - Returns: The sum of losses times their weights, unscaled.
    public func linearCrossEntropy(
        _ hidden: Variable, weight: Parameter, targets: [Int32], scale: Float, softcap: Float? = nil,
        rowWeights: [Float]? = nil, update: LowRankUpdate? = nil
    ) -> LossSum {
        let rows = hidden.value.rows, vocabulary = weight.shape[0]
        precondition(targets.count == rows, "\(targets.count) targets for \(rows) rows")
        precondition(rowWeights.map { $0.count == rows } ?? true, "every row needs its weight")
        precondition(targets.allSatisfy { Int($0) < vocabulary }, "a target lies outside the vocabulary")
        let losses = device.makeTensor([rows], .float32)
        let gradient = records ? makeActivation(hidden.value.shape) : nil
        for range in Self.logitChunks(rows: rows, vocabulary: vocabulary) {
            let input = hidden.value.rows(range), update = update?.selecting(range)
            let (logits, narrowed) = self.logits(of: input, weight: weight, softcap: softcap, update: update)
            let slopes = records ? makeActivation(logits.shape) : nil
            for (run, factor) in Self.runs(of: rowWeights, in: range) {
                let part = run.lowerBound - range.lowerBound..<run.upperBound - range.lowerBound
                device.crossEntropy(
                    logits: logits.rows(part), targets: targets[run], losses: losses.rows(run),
                    gradient: slopes?.rows(part), scale: scale * factor)
            }
            guard let slopes, let gradient else { continue }
            if let softcap { device.softcapBackward(capped: logits, softcap, gradient: slopes) }
            let updateGradient = update.flatMap {
                lowRankBackward(
                    $0, gradient: slopes, input: input, narrowed: narrowed, reachesInput: true)
            }
            device.product(.plain, slopes, weight.value, residual: updateGradient, into: gradient.rows(range))
            if weight.isTrainable {
                device.product(.transposedBy, slopes, input, residual: nil, into: weight.gradient)
            }
        }
        if let gradient { record(LinearCrossEntropy(hidden: hidden, hiddenGradient: gradient)) }
        let nats = withExtendedLifetime(losses) {
            zip(losses.floats, 0..<rows).reduce(0) { $0 + Double(rowWeights?[$1.1] ?? 1) * Double($1.0) }
        }
        return LossSum(nats: nats, tokens: targets.count { $0 >= 0 })
    }

    /// The rows of `range`, cut where the weight changes: a row's arithmetic is the same whatever its neighbours.
    private static func runs(of weights: [Float]?, in range: Range<Int>) -> [(rows: Range<Int>, factor: Float)] {
        guard let weights else { return [(range, 1)] }
        var runs: [(rows: Range<Int>, factor: Float)] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = weights[start..<range.upperBound].firstIndex { $0 != weights[start] } ?? range.upperBound
            runs.append((start..<end, weights[start]))
            start = end
        }
        return runs
    }
}
