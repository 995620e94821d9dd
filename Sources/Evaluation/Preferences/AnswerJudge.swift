/// Says which of two answers is the better one: a reward model, a model that is asked, a rule, or a person.
public protocol AnswerJudge: Sendable {
    /// What reports call it.
    var name: String { get }

    /// A judgement of each pair, in their order.
    func judgements(of pairs: [AnswerPair]) async throws -> [AnswerJudgement]
}
