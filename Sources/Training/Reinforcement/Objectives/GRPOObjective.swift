public import Tensors
public import Transformer

/// Group relative policy optimization: answers that did better than others to the same prompt become more probable.
///
/// The loss of a token is that of ``ClippedPolicyLoss``, with a penalty for the distance from the reference where one is
/// asked for; ``PolicyNormalization`` says how tokens and answers add up.
///
/// Source: Shao et al., "DeepSeekMath" (2024), equation 3.
public struct GRPOObjective: Objective {
    /// The loss of a token.
    public var policy: ClippedPolicyLoss
    /// What the losses of tokens are divided by.
    public var normalization: PolicyNormalization
    /// How much a nat of distance from the reference costs; 0: nothing.
    public var klCoefficient: Double
    public var limits: [ObjectiveLimit]
    public var lossTellsProgress: Bool { false }

    public init(
        policy: ClippedPolicyLoss = ClippedPolicyLoss(), normalization: PolicyNormalization = .tokens,
        klCoefficient: Double = 0, limits: [ObjectiveLimit] = []
    ) {
        self.policy = policy
        self.normalization = normalization
        self.klCoefficient = klCoefficient
        self.limits = limits
    }

    public func weight(of batch: RolloutBatch) -> Double {
        batch.rollouts.reduce(0) { $0 + normalization.weight(length: $1.logProbabilities.count) }
    }

    public func tokens(in batch: RolloutBatch) -> Int { batch.tokenCount }

    public func loss(of batch: RolloutBatch, model: CausalLM, tape: Tape, scale: Float) throws -> BatchLoss {
        // Where all did equally well, nothing is learned: the model need not be asked.
        guard batch.rollouts.contains(where: \.isTeaching) else {
            var tally = PolicyTally()
            for scored in batch.rollouts { tally.note(scored) }
            return tally.result
        }
        let texts = PackedTexts(batch.rollouts.map(\.rollout.example))
        let output = model.logProbabilities(
            tokens: texts.tokens, targets: texts.targets, sequences: 1, length: texts.tokens.count,
            firstVisible: texts.firstVisible, tape: tape)
        let logs = output.value.values
        var gradient = [Float](repeating: 0, count: logs.count)
        var tally = PolicyTally()
        for (index, scored) in batch.rollouts.enumerated() {
            tally.note(scored)
            let factor = normalization.factor(length: scored.logProbabilities.count)
            for (token, position) in texts.answerPositions(of: index).enumerated() {
                let loss = self.loss(of: token, in: scored, logProbability: Double(logs[position]), &tally)
                tally.add(factor * loss.value)
                gradient[position] = Float(factor * loss.slope) * scale
            }
        }
        if tape.mode == .training { tape.seed(output, gradient: Tensor(gradient, shape: output.value.shape)) }
        return tally.result
    }

    /// The loss of one token of a rollout, with the penalty for distance.
    private func loss(
        of token: Int, in scored: ScoredRollout, logProbability: Double, _ tally: inout PolicyTally
    ) -> TokenLoss {
        var loss = policy.loss(
            logProbability: logProbability, old: Double(scored.logProbabilities[token]),
            advantage: scored.advantages[token])
        tally.note("clipped", loss.isClipped ? 1 : 0)
        guard let reference = scored.reference else { return loss }
        let penalty = ReferencePenalty.loss(logProbability: logProbability, reference: Double(reference[token]))
        tally.note("kl", penalty.value)
        loss.value += klCoefficient * penalty.value
        loss.slope += klCoefficient * penalty.slope
        return loss
    }
}

extension RolloutBatch {
    /// The tokens of all texts.
    var tokenCount: Int { rollouts.reduce(0) { $0 + $1.rollout.tokens.count } }
}
