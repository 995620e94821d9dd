public import Foundations
import Tokenization

/// Two answers, and which was judged the better one.
public struct PreferenceOutcome: EvaluationOutcome, Hashable {
    /// The answers.
    public let pair: AnswerPair
    /// The judgement.
    public let judgement: AnswerJudgement

    public var record: JSONValue {
        let prompt = pair.prompt.map { message -> JSONValue in
            ["role": .string(message.role.rawValue), "content": .string(message.content)]
        }
        return [
            "prompt": .array(prompt), "first": .string(pair.first), "second": .string(pair.second),
            "judgement": .string(judgement.rawValue),
        ]
    }
}
