public import Tensors

extension CausalLM {
    /// The logarithm of the probability of each target: [sequences x length], float32, in nats.
    ///
    /// On a tape that trains, a loss seeds the result with its gradient and goes backward. Logits exist for a few rows at a
    /// time only.
    ///
    /// - Parameters:
    ///   - tokens: `sequences` sequences of `length` tokens, one after another.
    ///   - targets: The token whose probability is asked for at each position; a negative one gives 0.
    ///   - firstVisible: For packed documents, the first position of its sequence that each position may see.
    ///   - entropies: Receives the entropy of the prediction at each position with a target, in nats.
    public func logProbabilities(
        tokens: [Int32], targets: [Int32], sequences: Int, length: Int, firstVisible: [Int32]? = nil, tape: Tape,
        entropies: Tensor? = nil
    ) -> Variable {
        let rows = states(
            tokens: tokens, sequences: sequences, length: length, firstVisible: firstVisible, tape: tape)
        return logProbabilities(of: rows, targets: targets, tape: tape, entropies: entropies)
    }

    /// The same from the states that ``states(tokens:sequences:length:firstVisible:tape:)`` gave, which other heads may
    /// read as well.
    public func logProbabilities(
        of states: Variable, targets: [Int32], tape: Tape, entropies: Tensor? = nil
    ) -> Variable {
        tape.logProbabilities(
            states, weight: head, targets: targets, softcap: configuration.logitSoftcap,
            update: headUpdate(rows: states.value.rows, tape: tape), entropies: entropies)
    }
}
