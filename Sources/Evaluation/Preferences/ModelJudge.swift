import Foundation
import Tokenization

/// Asks a model which of two answers is the better one, and reads how probable it holds "A" and "B".
///
/// Each pair is asked about twice, with the answers in either order, since models prefer a place: an answer is the better
/// one where it is preferred in both, else the pair is a tie.
/// Source: Zheng et al., "Judging LLM-as-a-judge with MT-Bench and Chatbot Arena" (2023), section 3.4.
public struct ModelJudge: AnswerJudge {
    private let model: any EvaluatedModel

    public var name: String { model.name }

    /// A judge by a model.
    public init(model: any EvaluatedModel) { self.model = model }

    public func judgements(of pairs: [AnswerPair]) async throws -> [AnswerJudgement] {
        let requests = pairs.flatMap { pair in
            [question(pair, pair.first, pair.second), question(pair, pair.second, pair.first)].flatMap { context in
                [" A", " B"].map { LikelihoodRequest(context: context, continuation: $0) }
            }
        }
        let scores = try await model.logLikelihoods(of: requests).map(\.logLikelihood)
        return pairs.indices.map { index in
            let odds = Array(scores[4 * index..<4 * index + 4])
            return Self.judgement(oddsOfA: odds[0] - odds[1], oddsOfASwapped: odds[2] - odds[3])
        }
    }

    /// The judgement from the log-odds of "A" over "B" in either order.
    static func judgement(oddsOfA odds: Double, oddsOfASwapped swapped: Double) -> AnswerJudgement {
        if odds > 0, swapped < 0 { return .first }
        if odds < 0, swapped > 0 { return .second }
        return .tie
    }

    private func question(_ pair: AnswerPair, _ a: String, _ b: String) -> String {
        let turns = pair.prompt.map { "\($0.role.rawValue): \($0.content)" }.joined(separator: "\n")
        return """
            Two assistants answer a user. Which answer is better?

            \(turns)

            Answer A: \(a)

            Answer B: \(b)

            Better answer:
            """
    }
}
