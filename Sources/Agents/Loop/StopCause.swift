/// Why a run ended without an answer that counts.
public enum StopCause: Sendable, Hashable, CustomStringConvertible {
    /// The model said that it cannot be done; its words, which nothing has checked.
    case modelGaveUp(reason: String)
    /// The limit on steps was reached.
    case stepLimit(Int)
    /// The limit on tokens was reached.
    case tokenLimit(Int)
    /// The limit on time was reached.
    case timeLimit(seconds: Double)
    /// The conversation no longer fits the model's window.
    case contextFull(tokens: Int, contextSize: Int)
    /// The run went round in a circle, and went on after it was told.
    case repetition(Repetition)

    public var description: String {
        switch self {
        case .modelGaveUp: "the model gave up"
        case .stepLimit(let limit): "the limit of \(limit) step\(limit == 1 ? "" : "s") was reached"
        case .tokenLimit(let limit): "the limit of \(limit) output tokens was reached"
        case .timeLimit(let seconds): "the limit of \(Self.duration(seconds)) was reached"
        case .contextFull(let tokens, let size):
            "the conversation has \(tokens) tokens, and the model's window of \(size) leaves no room for a turn"
        case .repetition(let repetition): "\(repetition), after it was told so"
        }
    }

    private static func duration(_ seconds: Double) -> String {
        let minutes = seconds / 60
        if minutes >= 1, minutes == minutes.rounded() { return "\(Int(minutes)) minute\(minutes == 1 ? "" : "s")" }
        return "\((seconds * 10).rounded() / 10) seconds"
    }
}
