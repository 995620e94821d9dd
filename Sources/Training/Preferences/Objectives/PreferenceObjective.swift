public import Tensors
public import Transformer

/// Preference optimization: a loss of how probable the answers are, and how probable they were.
public struct PreferenceObjective: Objective {
    /// The loss.
    public var loss: PreferenceLoss
    public var limits: [ObjectiveLimit]

    public init(loss: PreferenceLoss, limits: [ObjectiveLimit] = []) {
        self.loss = loss
        self.limits = limits
    }

    public func weight(of batch: PreferenceBatch) -> Double { Double(batch.examples.count) }

    public func tokens(in batch: PreferenceBatch) -> Int {
        batch.examples.reduce(0) { $0 + $1.texts.reduce(0) { $0 + $1.tokens.count } }
    }

    public func rows(in batch: PreferenceBatch) -> Int {
        guard case .judging = loss else { return tokens(in: batch) }
        return batch.examples.reduce(0) { $0 + $1.first.tokens.count }
    }

    /// Estimates for KTO how far the policy has moved: over the answers to other prompts of the whole step.
    public func prepare(
        _ batches: [PreferenceBatch], model: CausalLM, tape: Tape
    ) throws -> [PreferenceBatch] {
        guard case .judging = loss else { return batches }
        var ratios: [Double] = []
        for batch in batches {
            tape.reset()
            let sums = PreferenceScorer(model: model, tape: tape).score(PackedTexts(batch.examples.map(\.second))).sums
            ratios += zip(sums, batch.references).map { $0 - $1.second }
        }
        let divergence = KTOLoss.divergence(logRatios: ratios)
        return batches.map { batch in
            var batch = batch
            batch.divergence = divergence
            return batch
        }
    }

    public func loss(of batch: PreferenceBatch, model: CausalLM, tape: Tape, scale: Float) throws -> BatchLoss {
        switch loss {
        case .pairwise(let loss): pairwise(loss, batch, model, tape, scale)
        case .judging(let loss): judging(loss, batch, model, tape, scale)
        }
    }

    private func pairwise(
        _ loss: any PairwiseLoss, _ batch: PreferenceBatch, _ model: CausalLM, _ tape: Tape, _ scale: Float
    ) -> BatchLoss {
        let texts = PackedTexts(batch.examples.flatMap(\.texts))
        let references = batch.references.flatMap { [$0.first, $0.second] }
        let (values, answers) = scored(texts, references, model, tape)
        var slopes: [Double] = []
        var tally = PreferenceTally()
        for place in stride(from: 0, to: answers.count, by: 2) {
            let (chosen, rejected) = (answers[place], answers[place + 1])
            let pair = loss.loss(chosen: chosen, rejected: rejected)
            slopes += [pair.chosenSlope, pair.rejectedSlope]
            tally.add(
                pair.value, chosen: (loss.reward(chosen), chosen), rejected: (loss.reward(rejected), rejected),
                hasReference: loss.usesReference)
        }
        if tape.mode == .training { tape.seed(values, gradient: texts.gradient(slopes, scale: scale)) }
        return tally.result
    }

    private func judging(
        _ loss: KTOLoss, _ batch: PreferenceBatch, _ model: CausalLM, _ tape: Tape, _ scale: Float
    ) -> BatchLoss {
        let texts = PackedTexts(batch.examples.map(\.first))
        let (values, answers) = scored(texts, batch.references.map(\.first), model, tape)
        var slopes: [Double] = []
        var tally = PreferenceTally()
        tally.divergences = answers.map { _ in batch.divergence }
        for (example, answer) in zip(batch.examples, answers) {
            let isDesirable = example.verdict == .judged(isDesirable: true)
            let (value, slope) = loss.loss(answer, isDesirable: isDesirable, divergence: batch.divergence)
            slopes.append(slope)
            tally.add(value, loss.reward(answer), answer, isDesirable: isDesirable)
        }
        if tape.mode == .training { tape.seed(values, gradient: texts.gradient(slopes, scale: scale)) }
        return tally.result
    }

    private func scored(
        _ texts: PackedTexts, _ references: [Double], _ model: CausalLM, _ tape: Tape
    ) -> (Variable, [AnswerScore]) {
        let (values, sums) = PreferenceScorer(model: model, tape: tape).score(texts)
        let counts = texts.answerCounts
        return (
            values,
            sums.indices.map {
                AnswerScore(logProbability: sums[$0], reference: references[$0], tokens: counts[$0])
            }
        )
    }
}
