/// The parts of a corpus.
public enum CorpusSplit: String, Sendable, Hashable, CaseIterable {
    /// What is trained on.
    case train
    /// What is kept aside, to measure on.
    case heldOut = "heldout"

    /// The name in sentences.
    public var title: String {
        switch self {
        case .train: "training"
        case .heldOut: "held-out"
        }
    }
}
