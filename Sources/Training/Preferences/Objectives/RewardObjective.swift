public import Foundation
public import Tensors
public import Transformer

/// A reward model: the score of the chosen answer is to lie above that of the rejected one.
public struct RewardObjective: Objective {
    /// The head, which reads the state at the last token of an answer: the end of its turn.
    public let head: ScalarHead
    /// The loss.
    public var loss: RewardLoss
    public var limits: [ObjectiveLimit]

    public var parameters: [Parameter] { head.parameters }
    /// Head and decoder are one reward model, which whoever asks it loads as a whole.
    public var mergesAdapter: Bool { true }

    public init(head: ScalarHead, loss: RewardLoss = RewardLoss(), limits: [ObjectiveLimit] = []) {
        self.head = head
        self.loss = loss
        self.limits = limits
    }

    public func weight(of batch: PreferenceBatch) -> Double { Double(batch.examples.count) }

    public func tokens(in batch: PreferenceBatch) -> Int {
        batch.examples.reduce(0) { $0 + $1.texts.reduce(0) { $0 + $1.tokens.count } }
    }

    public func loss(of batch: PreferenceBatch, model: CausalLM, tape: Tape, scale: Float) throws -> BatchLoss {
        let texts = PackedTexts(batch.examples.flatMap(\.texts))
        let states = model.states(
            tokens: texts.tokens, sequences: 1, length: texts.tokens.count, firstVisible: texts.firstVisible,
            tape: tape)
        let scores = head(states, rows: texts.ends, tape: tape)
        let values = scores.value.values.map(Double.init)
        var (sum, slopes) = (0.0, [Float]())
        for (place, example) in batch.examples.enumerated() {
            var margin = 0.0
            if case .pair(let given) = example.verdict { margin = given }
            let pair = loss.loss(chosen: values[2 * place], rejected: values[2 * place + 1], margin: margin)
            sum += pair.value
            slopes += [Float(pair.chosenSlope) * scale, Float(pair.rejectedSlope) * scale]
        }
        if tape.mode == .training { tape.seed(scores, gradient: Tensor(slopes, shape: scores.value.shape)) }
        return BatchLoss(sum: sum, figures: Self.figures(values))
    }

    /// What the scores of pairs, one after another, show.
    private static func figures(_ values: [Double]) -> [ObjectiveFigure] {
        let chosen = stride(from: 0, to: values.count, by: 2).map { values[$0] }
        let rejected = stride(from: 1, to: values.count, by: 2).map { values[$0] }
        let margins = zip(chosen, rejected).map { $0 - $1 }
        return [
            ObjectiveFigure("accuracy", margins.map { $0 > 0 ? 1 : $0 < 0 ? 0 : 0.5 }),
            ObjectiveFigure("margin", margins), ObjectiveFigure("reward/chosen", chosen),
            ObjectiveFigure("reward/rejected", rejected),
        ]
    }

    /// Writes the head beside the decoder, where `RewardModel` finds it.
    public func accompany(model folder: URL) throws {
        try RewardModel.save(head, to: folder)
    }
}
