/// Why preferences cannot be trained on.
public enum PreferenceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no preference, or all are held out.
    case noExamples(data: String)
    /// There are judged answers alone, and the loss compares two.
    case noPairs(data: String)
    /// The preferences were prepared for a loss of the other kind.
    case otherVerdicts(data: String, loss: PreferenceLossKind)
    /// The wish to stop came while the reference model was asked.
    case stoppedBeforeTraining
    /// A text does not fit the context.
    case textTooLong(tokens: Int, context: Int, data: String)

    public var description: String {
        switch self {
        case .noExamples(let data):
            "\(data) holds no preference to train on; give more, or a smaller --held-out"
        case .noPairs(let data):
            "\(data) holds answers judged one by one and no pairs: only --loss kto learns from those"
        case .otherVerdicts(let data, let loss):
            "\(data) was prepared for another loss than \(loss.rawValue): kto takes answers judged one by one, all others "
                + "pairs"
        case .stoppedBeforeTraining: "stopped before the first step: start the run again"
        case .textTooLong(let tokens, let context, let data):
            "an answer of \(data) makes a text of \(tokens) tokens, but the context holds \(context); raise "
                + "--sequence-length, or leave such preferences out with --skip-bad"
        }
    }
}
