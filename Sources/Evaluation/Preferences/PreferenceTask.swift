import Tokenization

/// How often a judge prefers a model's answers to those of another model.
public struct PreferenceTask: EvaluationTask {
    public let name = "preference"
    private let opponent: any EvaluatedModel
    private let judge: any AnswerJudge
    private let maximumTokens: Int

    /// The task.
    ///
    /// - Parameters:
    ///   - opponent: the model that the measured one is compared with.
    ///   - judge: who judges.
    ///   - maximumTokens: tokens of an answer at most.
    public init(opponent: any EvaluatedModel, judge: any AnswerJudge, maximumTokens: Int = 256) {
        self.opponent = opponent
        self.judge = judge
        self.maximumTokens = maximumTokens
    }

    public func outcomes(
        of samples: [PreferencePrompt], by model: any EvaluatedModel
    ) async throws -> [PreferenceOutcome] {
        let first = try await answers(of: model, to: samples), second = try await answers(of: opponent, to: samples)
        let pairs = samples.indices.map {
            AnswerPair(prompt: samples[$0].messages, first: first[$0], second: second[$0])
        }
        // Equal answers need no judge.
        let open = pairs.indices.filter { pairs[$0].first != pairs[$0].second }
        let found = try await judge.judgements(of: open.map { pairs[$0] })
        let judged = Dictionary(uniqueKeysWithValues: zip(open, found))
        return pairs.indices.map { PreferenceOutcome(pair: pairs[$0], judgement: judged[$0] ?? .tie) }
    }

    public func report(on outcomes: [PreferenceOutcome]) -> EvaluationReport {
        let rate = WinRate(outcomes.map(\.judgement)), equal = outcomes.count { $0.pair.first == $0.pair.second }
        return EvaluationReport(
            task: name, metrics: rate.metrics,
            notes: ["against \(opponent.name), judged by \(judge.name)", rate.note]
                + (equal == 0 ? [] : ["\(equal) pairs of equal answers count as ties"]))
    }

    private func answers(of model: any EvaluatedModel, to samples: [PreferencePrompt]) async throws -> [String] {
        try await model.completions(
            of: samples.map { sample in
                CompletionRequest(prompt: prompt(sample.messages, for: model), maximumTokens: maximumTokens)
            }
        ).map(\.text)
    }

    /// A model that knows no conversations reads the turns as lines.
    private func prompt(_ messages: [ChatMessage], for model: any EvaluatedModel) -> CompletionPrompt {
        if model.takesConversations { return .chat(messages) }
        guard messages.count > 1 else { return .text(messages.first?.content ?? "") }
        let lines = messages.map { "\($0.role.rawValue): \($0.content)\n" }.joined()
        return .text(lines + "assistant:")
    }
}
