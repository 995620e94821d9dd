import Foundations
import Tokenization

/// A circle that the last steps of a run have gone round.
public enum Repetition: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// The same action led to the same observation four times in a row.
    case sameObservation = "same-observation"
    /// The same action failed in the same way three times in a row.
    case sameError = "same-error"
    /// Three texts in a row were not accepted as an answer.
    case onlyTalk = "only-talk"
    /// Two actions with their observations took turns over six steps.
    case alternation

    public var description: String {
        switch self {
        case .sameObservation: "the same action led to the same observation 4 times"
        case .sameError: "the same action failed in the same way 3 times"
        case .onlyTalk: "3 turns in a row neither called a tool nor were an answer that counts"
        case .alternation: "2 actions took turns over 6 steps without anything new"
        }
    }

    /// The circle at the end of `steps`; nil where there is none.
    ///
    /// The numbers are those of OpenHands' detector of stuck agents.
    public static func find(in steps: some BidirectionalCollection<AgentStep>) -> Repetition? {
        let tail = Array(steps.suffix(6))
        func isUniform(_ count: Int) -> Bool {
            tail.count >= count && tail.suffix(count).allSatisfy { $0.isSame(as: tail[tail.count - 1]) }
        }
        if isUniform(4) { return .sameObservation }
        if isUniform(3), tail[tail.count - 1].isFailure { return .sameError }
        if tail.count >= 3, tail.suffix(3).allSatisfy({ $0.turn.message.toolCalls.isEmpty }) { return .onlyTalk }
        if tail.count == 6, (2..<6).allSatisfy({ tail[$0].isSame(as: tail[$0 - 2]) }) { return .alternation }
        return nil
    }
}

extension AgentStep {
    /// Whether both steps did the same and saw the same. Ids of calls do not count: they always differ.
    fileprivate func isSame(as other: AgentStep) -> Bool {
        let calls = turn.message.toolCalls
        let others = other.turn.message.toolCalls
        return turn.message.content == other.turn.message.content && observation == other.observation
            && calls.count == others.count
            && zip(calls, others).allSatisfy { $0.name == $1.name && $0.arguments == $1.arguments }
    }
}
