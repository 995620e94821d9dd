/// The logarithm of the probability of each row's target: logits exist for a few rows at a time only, and are computed
/// anew in the backward pass, since the gradient of each row is known only then.
struct LogProbabilities: Operation {
    let hidden: Variable
    let weight: Parameter
    let targets: [Int32]
    let softcap: Float?
    let update: LowRankUpdate?
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output)?.tensor.values else { return }
        let device = tape.device, rows = hidden.value.rows
        // The loss is -log p, whose slope is that of log p turned around.
        let scales = device.makeTensor([rows], .float32)
        for row in 0..<rows { scales.floats[row] = -gradient[row] }
        let losses = device.makeTensor([rows], .float32)
        let hiddenGradient = tape.makeActivation(hidden.value.shape)
        for range in Tape.logitChunks(rows: rows, vocabulary: weight.shape[0]) {
            guard targets[range].contains(where: { $0 >= 0 }) else {
                hiddenGradient.rows(range).clear()
                continue
            }
            let input = hidden.value.rows(range), update = update?.selecting(range)
            let (logits, narrowed) = tape.logits(of: input, weight: weight, softcap: softcap, update: update)
            let slopes = tape.makeActivation(logits.shape)
            device.crossEntropy(
                logits: logits, targets: targets[range], losses: losses.rows(range), gradient: slopes,
                scales: scales.rows(range))
            if let softcap { device.softcapBackward(capped: logits, softcap, gradient: slopes) }
            let updateGradient = update.flatMap {
                tape.lowRankBackward($0, gradient: slopes, input: input, narrowed: narrowed, reachesInput: true)
            }
            device.product(
                .plain, slopes, weight.value, residual: updateGradient, into: hiddenGradient.rows(range))
            if weight.isTrainable {
                device.product(.transposedBy, slopes, input, residual: nil, into: weight.gradient)
            }
        }
        tape.passGradient(Tape.Gradient(tensor: hiddenGradient), to: hidden)
    }
}

extension Tape {
    /// The logarithm of the probability of each row's target under softmax(hidden · weightᵀ): [rows], float32, in nats.
    ///
    /// Where ``linearCrossEntropy(_:weight:targets:scale:softcap:)`` sums a loss of fixed slope, this leaves it to the
    /// caller what the loss makes of each probability: seed the tape with the gradient [rows] of the result.
    ///
    /// - Parameters:
    ///   - hidden: [rows, width] in the type of activations.
    ///   - weight: [vocabulary, width].
    ///   - targets: A token for each row; where it is negative, the result is 0 and nothing flows back.
    ///   - softcap: The bound that logits are bent towards: softcap * tanh(logit / softcap).
    ///   - update: What is added to the weight.
    ///   - entropies: Receives the entropy of each row's distribution in nats, 0 where there is no target: [rows], float32.
    ///     No gradient flows through it.
    public func logProbabilities(
        _ hidden: Variable, weight: Parameter, targets: [Int32], softcap: Float? = nil,
        update: LowRankUpdate? = nil, entropies: Tensor? = nil
    ) -> Variable {
        let rows = hidden.value.rows, vocabulary = weight.shape[0]
        precondition(targets.count == rows, "\(targets.count) targets for \(rows) rows")
        precondition(targets.allSatisfy { Int($0) < vocabulary }, "a target lies outside the vocabulary")
        let values = device.makeTensor([rows], .float32)
        for range in Self.logitChunks(rows: rows, vocabulary: vocabulary) {
            guard targets[range].contains(where: { $0 >= 0 }) else {
                values.rows(range).clear()
                entropies?.rows(range).clear()
                continue
            }
            let logits = self.logits(
                of: hidden.value.rows(range), weight: weight, softcap: softcap, update: update?.selecting(range)
            ).logits
            let slopes = entropies.map { _ in device.makeTensor(logits.shape, .float32) }
            device.crossEntropy(
                logits: logits, targets: targets[range], losses: values.rows(range), gradient: slopes, scale: 1)
            guard let slopes, let entropies else { continue }
            // With p the probabilities, t the target and z the logits, the slopes are p - [t], so that
            // -Σ p log p = -log p[t] - Σ (p - [t]) z.
            device.dotRows(slopes, logits, into: entropies.rows(range))
            for row in range { entropies.floats[row] = values.floats[row] - entropies.floats[row] }
        }
        for row in 0..<rows { values.floats[row] = 0 - values.floats[row] }
        let result = derived(values, from: [hidden], with: [weight] + (update?.parameters ?? []))
        record(
            result,
            LogProbabilities(
                hidden: hidden, weight: weight, targets: targets, softcap: softcap, update: update, output: result))
        return result
    }
}
