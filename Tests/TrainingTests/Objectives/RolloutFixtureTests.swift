import Foundation
import TestSupport
import Tensors
import Testing
import Training
import Transformer

@Suite("Objectives of policies beside PyTorch")
struct RolloutFixtureTests {
    @Test("Losses and gradients are those of PyTorch to 1e-4", arguments: ["grpo", "dapo", "dr_grpo", "ppo"])
    func parity(_ name: String) throws {
        let fixture = try ObjectiveFixture.all.get()
        let expected = try #require(fixture.objectives.first { $0.name == name })
        let model = try fixture.model(), head = fixture.head()
        let tape = Tape(mode: .training)
        let found = try loss(name, fixture, model, head, tape)
        tape.backward()
        #expect(abs(found - expected.loss) < 1e-4 * max(1, abs(expected.loss)), "\(found) for \(expected.loss)")
        try fixture.expectGradients(of: model, head, expected)
    }

    /// The mean loss over the fixture's rollouts, recorded on the tape.
    private func loss(
        _ name: String, _ fixture: ObjectiveFixture, _ model: CausalLM, _ head: ScalarHead, _ tape: Tape
    ) throws -> Double {
        guard let kind = GRPOLossKind(rawValue: name) else {
            return try loss(
                PPOObjective(head: head), RolloutBatch(fixture.rollouts()), model, tape)
        }
        let rollouts = GroupEstimator(advantage: kind.advantage).estimate(try fixture.rollouts())
        let objective = GRPOObjective(normalization: kind.normalization(longest: 8), klCoefficient: 0.1)
        return try loss(objective, RolloutBatch(rollouts), model, tape)
    }

    private func loss<Goal: Objective>(
        _ objective: Goal, _ batch: RolloutBatch, _ model: CausalLM, _ tape: Tape
    ) throws -> Double where Goal.Batch == RolloutBatch {
        let weight = objective.weight(of: batch)
        return try objective.loss(of: batch, model: model, tape: tape, scale: Float(1 / weight)).sum / weight
    }
}
