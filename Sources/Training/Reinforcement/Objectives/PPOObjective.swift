public import Tensors
public import Transformer

/// Proximal policy optimization: tokens that led to more than a value model had expected become more probable, and the
/// value model, a head on the same decoder, learns what to expect.
///
/// The loss of a token is that of ``ClippedPolicyLoss`` plus a share of that of ``ClippedValueLoss``, in a mean over all
/// tokens of the step.
///
/// Sources: Schulman et al., "Proximal policy optimization algorithms" (2017), equation 9; Ouyang et al., "Training language
/// models to follow instructions with human feedback" (2022), section 3.5, for language models.
public struct PPOObjective: Objective {
    /// The value model: a number at each position, before its next token.
    public let head: ScalarHead
    /// The loss of a token.
    public var policy: ClippedPolicyLoss
    /// The loss of a value.
    public var value: ClippedValueLoss
    /// The weight of the value's loss beside the policy's.
    public var valueCoefficient: Double
    public var limits: [ObjectiveLimit]
    public var lossTellsProgress: Bool { false }

    public var parameters: [Parameter] { head.parameters }

    public init(
        head: ScalarHead, policy: ClippedPolicyLoss = ClippedPolicyLoss(),
        value: ClippedValueLoss = ClippedValueLoss(), valueCoefficient: Double = 0.1, limits: [ObjectiveLimit] = []
    ) {
        self.head = head
        self.policy = policy
        self.value = value
        self.valueCoefficient = valueCoefficient
        self.limits = limits
    }

    public func weight(of batch: RolloutBatch) -> Double {
        batch.rollouts.reduce(0) { $0 + Double($1.logProbabilities.count) }
    }

    public func tokens(in batch: RolloutBatch) -> Int { batch.tokenCount }

    public func loss(of batch: RolloutBatch, model: CausalLM, tape: Tape, scale: Float) throws -> BatchLoss {
        let texts = PackedTexts(batch.rollouts.map(\.rollout.example))
        let states = model.states(
            tokens: texts.tokens, sequences: 1, length: texts.tokens.count, firstVisible: texts.firstVisible,
            tape: tape)
        let values = head(states, tape: tape)
        let output = model.logProbabilities(of: states, targets: texts.targets, tape: tape)
        let (logs, expected) = (output.value.values, values.value.values)
        var policyGradient = [Float](repeating: 0, count: logs.count), valueGradient = policyGradient
        var tally = PolicyTally()
        for (index, scored) in batch.rollouts.enumerated() {
            tally.note(scored)
            for (token, position) in texts.answerPositions(of: index).enumerated() {
                let action = policy.loss(
                    logProbability: Double(logs[position]), old: Double(scored.logProbabilities[token]),
                    advantage: scored.advantages[token])
                let guess = value.loss(
                    value: Double(expected[position]), old: Double(scored.values[token]), target: scored.returns[token])
                tally.add(action.value + valueCoefficient * guess.value)
                policyGradient[position] = Float(action.slope) * scale
                valueGradient[position] = Float(valueCoefficient * guess.slope) * scale
                tally.note("clipped", action.isClipped ? 1 : 0)
                tally.note("value_loss", guess.value)
                guard let reference = scored.reference else { continue }
                let distance = ReferencePenalty.loss(
                    logProbability: Double(logs[position]), reference: Double(reference[token]))
                tally.note("kl", distance.value)
            }
        }
        if tape.mode == .training {
            tape.seed(output, gradient: Tensor(policyGradient, shape: output.value.shape))
            tape.seed(values, gradient: Tensor(valueGradient, shape: values.value.shape))
        }
        return tally.result
    }
}
