import Tensors
import Transformer

/// What a model makes of texts: how probable the answers are.
struct PreferenceScorer {
    let model: CausalLM
    let tape: Tape

    /// The log-probabilities of all positions, and their sums over each answer.
    func score(_ texts: PackedTexts) -> (values: Variable, sums: [Double]) {
        let values = model.logProbabilities(
            tokens: texts.tokens, targets: texts.targets, sequences: 1, length: texts.tokens.count,
            firstVisible: texts.firstVisible, tape: tape)
        return (values, texts.sums(values.value.values))
    }
}
