import Foundations

/// Which of two sets a task belongs to: every coined word and every long number lies in one of them, by its hash, so
/// that no name, word, number or file name of a held-out task can have been seen in training.
public enum TaskSplit: String, Sendable, Hashable, CaseIterable {
    /// What models are trained on: four fifths of all words and numbers.
    case training
    /// What models are measured on: the last fifth.
    case heldOut

    /// The set to which a word, or a number of three digits or more, belongs; the case of letters makes no difference.
    public init(of token: String) {
        let hash = StableHash.xxh64(token.lowercased(), seed: 0x7461_736B_7370_6C74)
        self = hash % 5 == 0 ? .heldOut : .training
    }
}
