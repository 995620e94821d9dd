/// Why a corpus cannot feed a training run.
public enum DataError: Error, Hashable, CustomStringConvertible {
    /// Not even one sequence fits.
    case tooSmall(tokens: Int, needed: Int)

    public var description: String {
        switch self {
        case .tooSmall(let tokens, let needed):
            "the corpus has \(tokens) tokens and one training sequence needs \(needed): "
                + "give it more text, or lower sequence_length"
        }
    }
}
