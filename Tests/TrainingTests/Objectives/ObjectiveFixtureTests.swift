import Foundation
import TestSupport
import Tensors
import Testing
import Training
import Transformer

@Suite("Objectives beside PyTorch")
struct ObjectiveFixtureTests {
    static let names = [
        "sft", "reward", "dpo", "cdpo", "rdpo", "hinge", "ipo", "simpo", "orpo", "kto",
    ]

    @Test("Losses and gradients are those of PyTorch to 1e-4", arguments: names)
    func parity(_ name: String) throws {
        let fixture = try ObjectiveFixture.all.get()
        let expected = try #require(fixture.objectives.first { $0.name == name })
        let model = try fixture.model(), head = fixture.head()
        let tape = Tape(mode: .training)
        let found = try loss(name, fixture, model, head, tape)
        tape.backward()
        #expect(abs(found - expected.loss) < 1e-4 * max(1, expected.loss), "\(found) for \(expected.loss)")
        try fixture.expectGradients(of: model, head, expected)
    }

    /// The mean loss over the fixture's texts, recorded on the tape.
    private func loss(
        _ name: String, _ fixture: ObjectiveFixture, _ model: CausalLM, _ head: ScalarHead, _ tape: Tape
    ) throws -> Double {
        let texts = fixture.texts, references = fixture.reference
        let pairs = stride(from: 0, to: texts.count, by: 2).map { place in
            PreferenceExample(
                .pair(margin: fixture.margins[place / 2]), first: texts[place], second: texts[place + 1])
        }
        let pairReferences = stride(from: 0, to: texts.count, by: 2).map {
            TextPair(first: references[$0], second: references[$0 + 1])
        }
        let pairBatch = PreferenceBatch(examples: pairs, references: pairReferences)
        let perPair = 1 / Float(pairs.count)
        switch name {
        case "sft":
            let loader = FineTuneLoader(examples: texts, sequenceLength: 64, batchSize: 1, seed: 1)
            let batch = try #require(loader.batches().first)
            let count = batch.targetCount
            let sum = NextTokenObjective().loss(of: batch, model: model, tape: tape, scale: 1 / Float(count)).sum
            return sum / Double(count)
        case "reward":
            let objective = RewardObjective(head: head, loss: RewardLoss(centring: 0.01))
            return try objective.loss(of: pairBatch, model: model, tape: tape, scale: perPair).sum
                / Double(pairs.count)
        case "kto":
            let judged = zip(texts, fixture.desirable).map { text, isDesirable in
                PreferenceExample(.judged(isDesirable: isDesirable), first: text, second: text)
            }
            var batch = PreferenceBatch(
                examples: judged, references: references.map { TextPair(first: $0, second: $0) })
            batch.divergence = fixture.divergence
            let objective = PreferenceObjective(loss: .judging(KTOLoss()))
            return try objective.loss(of: batch, model: model, tape: tape, scale: 1 / Float(texts.count)).sum
                / Double(texts.count)
        default:
            let losses: [String: any PairwiseLoss] = [
                "dpo": DPOLoss(), "cdpo": ConservativeDPOLoss(labelSmoothing: 0.1),
                "rdpo": RobustDPOLoss(labelSmoothing: 0.1), "hinge": HingeLoss(), "ipo": IPOLoss(),
                "simpo": SimPOLoss(), "orpo": ORPOLoss(),
            ]
            let objective = PreferenceObjective(loss: .pairwise(try #require(losses[name])))
            return try objective.loss(of: pairBatch, model: model, tape: tape, scale: perPair).sum
                / Double(pairs.count)
        }
    }
}
