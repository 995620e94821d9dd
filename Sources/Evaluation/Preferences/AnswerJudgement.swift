/// Which of two answers is the better one.
public enum AnswerJudgement: String, Sendable, Hashable, CaseIterable {
    /// The answer of the one that is measured.
    case first
    /// The answer of the other.
    case second
    /// Neither.
    case tie

    /// What it counts for the one that is measured: a tie is half a win.
    public var points: Double {
        switch self {
        case .first: 1
        case .second: 0
        case .tie: 0.5
        }
    }
}
