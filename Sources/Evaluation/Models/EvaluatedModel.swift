/// A model that is measured: the three primitives on which every task stands.
///
/// Each takes many requests at once, so that they can be computed together, and answers in their order. How many are
/// computed together is the model's affair and changes no answer.
///
/// Source of the division: Gao et al., "A framework for few-shot language model evaluation" (2021).
public protocol EvaluatedModel: Sendable {
    /// What reports call it.
    var name: String { get }

    /// Whether it takes prompts that are conversations.
    var takesConversations: Bool { get }

    /// How probable each continuation is after its context.
    func logLikelihoods(of requests: [LikelihoodRequest]) async throws -> [LikelihoodScore]

    /// How probable each text is from its beginning, in windows where it is longer than the model reads.
    func rollingLogLikelihoods(of requests: [RollingRequest]) async throws -> [RollingScore]

    /// What follows each prompt, until something ends it.
    func completions(of requests: [CompletionRequest]) async throws -> [Completion]
}
