/// A loss over preferences of either kind.
public enum PreferenceLoss: Sendable {
    /// Compares two answers.
    case pairwise(any PairwiseLoss)
    /// Judges answers one by one.
    case judging(KTOLoss)

    /// Whether it measures against a reference model.
    public var usesReference: Bool {
        switch self {
        case .pairwise(let loss): loss.usesReference
        case .judging: true
        }
    }

    /// The value where policy and reference agree; nil where it depends on the answers.
    public var initialValue: Double? {
        switch self {
        case .pairwise(let loss): loss.initialValue
        case .judging(let loss): max(loss.desirableWeight, loss.undesirableWeight) / 2
        }
    }
}
