import Foundations
import Tensors
import Transformer

/// Asks the policy, its reference and its value head about rollouts, before anything is learned from them.
struct RolloutScorer {
    let policy: RolloutPolicy
    let reference: ReferencePolicy
    /// The value model's head; nil where there is none.
    let head: ScalarHead?
    /// Rollouts that pass through a model at a time.
    let together: Int

    /// The rollouts with what the models say of them.
    func scored(_ rollouts: [Rollout]) -> [ScoredRollout] {
        let tape = Tape(device: policy.device, mode: .evaluation, precision: policy.precision)
        return stride(from: 0, to: rollouts.count, by: together).flatMap { first in
            score(Array(rollouts[first..<min(first + together, rollouts.count)]), tape)
        }
    }

    private func score(_ rollouts: [Rollout], _ tape: Tape) -> [ScoredRollout] {
        let texts = PackedTexts(rollouts.map(\.example))
        tape.reset()
        let states = states(of: texts, policy.model, tape)
        let entropies = Tensor(zeros: [texts.tokens.count])
        let logs = policy.model.logProbabilities(
            of: states, targets: texts.targets, tape: tape, entropies: entropies
        ).value.values
        let values = head.map { $0(states, tape: tape).value.values }
        let reference = referenceLogs(of: texts, tape)
        let entropy = entropies.values
        return rollouts.enumerated().map { index, rollout in
            let places = texts.answerPositions(of: index)
            let sum = places.reduce(0) { $0 + Double(entropy[$1]) }
            return ScoredRollout(
                rollout, logProbabilities: places.map { logs[$0] },
                reference: reference.map { reference in places.map { reference[$0] } },
                values: values.map { values in places.map { values[$0] } } ?? [],
                entropy: sum / Double(max(places.count, 1)))
        }
    }

    private func referenceLogs(of texts: PackedTexts, _ tape: Tape) -> [Float]? {
        func logs(_ model: CausalLM) -> [Float] {
            tape.reset()
            return model.logProbabilities(of: states(of: texts, model, tape), targets: texts.targets, tape: tape)
                .value.values
        }
        switch reference {
        case .none: return nil
        case .model(let model): return logs(model)
        case .withoutAdapter: return policy.model.withAdaptersDisabled { logs(policy.model) }
        }
    }

    private func states(of texts: PackedTexts, _ model: CausalLM, _ tape: Tape) -> Variable {
        model.states(
            tokens: texts.tokens, sequences: 1, length: texts.tokens.count, firstVisible: texts.firstVisible,
            tape: tape)
    }
}

extension PackedTexts {
    /// The positions from which the tokens of a text's answers are predicted.
    func answerPositions(of text: Int) -> [Int] { ranges[text].filter { targets[$0] >= 0 } }
}
